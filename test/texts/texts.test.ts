import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import {
  fillText,
  GAP,
  PLACEHOLDERS,
  readText,
  sayText,
  TEXT_KEYS,
} from '../../src/crm/texts/rules.ts';
import { words } from '../../src/i18n/words.ts';
import { Refusal } from '../../src/lib/refusal.ts';
import { forgeSubmission } from '../security/hostile.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features, now: '2026-03-04T10:00:00+08:00' });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');

const NOTHING = {
  customer: null,
  rep: null,
  project: null,
  address: null,
  time: null,
  units: null,
};

describe('a text', () => {
  it.each(['zh', 'en'] as const)(
    'of every kind stands in the dictionary, filled in by what there is: %s',
    (locale) => {
      for (const key of TEXT_KEYS) {
        const text = words(locale).texts.defaults[key];
        expect(readText(text, 'x'), key).toBe(text);
        expect(text.length, key).toBeLessThan(300);
        expect(text, key).toContain('{customer}');
      }
    },
  );

  it('is written in either language and comes back as it was, whatever stands around', () => {
    const names = Object.values(PLACEHOLDERS);
    const part = fc.oneof(
      fc.constantFrom('您好，', 'Hello ', ' 3-1201 ', '。'),
      fc.constantFrom(...names.flatMap(({ zh, en }) => [`{${zh}}`, `{ ${en} }`, `｛${zh}｝`])),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const kept = readText(parts.join(''), 'zh');
        if (kept === null) return;
        expect(readText(sayText(kept, 'zh'), 'zh')).toBe(kept);
        expect(readText(sayText(kept, 'en'), 'en')).toBe(kept);
        const { text } = fillText(kept, NOTHING, 'zh');
        expect(text).not.toMatch(/[{}]/);
      }),
    );
  });

  it.each([
    ['{名字}您好', 'textPlaceholder'],
    ['{customer}您好 {', 'textBraces'],
    ['{}', 'textPlaceholder'],
    ['长'.repeat(501), 'tooLong'],
  ])('%s is refused', (typed, code) => {
    expect(() => readText(typed, 'zh')).toThrow(Refusal);
    try {
      readText(typed, 'zh');
    } catch (error) {
      expect(error).toMatchObject({ code, field: 'zh' });
    }
  });

  it('sets Latin names off from Chinese words, and marks what is not known', () => {
    const filled = fillText('我是{project}的{rep}', { ...NOTHING, rep: 'Tom' }, 'zh');
    expect(filled).toEqual({ text: `我是${GAP}的 Tom`, gaps: ['project'] });
  });
});

describe('Li Na and her customers', async () => {
  await lina.command('/customer', 'new');
  await lina.submit({ name: '王女士', phones: '13812345678', grade: 'B', nextFollowUp: '无' });
  await lina.close({ all: true });
  await lina.command('/customer', 'new');
  await lina.submit({ name: 'Emma Clarke', phones: '13912345678', grade: 'B', nextFollowUp: '无' });
  await lina.close({ all: true });
  await t.db.customer.updateMany({
    where: { number: 1002 },
    data: { language: 'en', gender: 'female' },
  });

  it('she copies the confirmation of a viewing, with surname, time and units, and taps Sent', async () => {
    await lina.command('/viewing', 'C-1001 周六下午3点 3-1201');
    await lina.command('/customer', 'C-1001');
    await lina.click('texts.open');
    const block = slack.modal('U_LINA')!.blocks.find(({ type }) => type === 'rich_text');
    expect(wordsOf(block)).toBe(
      '王女士您好，给您约好了3月7日 周六 15:00看房：3-1201。到时我在售楼处等您，时间有变化随时告诉我。李娜',
    );
    await lina.click('texts.sent');
    expect(screen('U_LINA')).toContain('微信');
    const [attempt] = await t.db.interaction.findMany({ where: { outcome: 'sent' } });
    expect(attempt).toMatchObject({ kind: 'wechat', effective: false });
    await lina.click('undo');
    expect(await t.db.interaction.count({ where: { outcome: 'sent', withdrawnAt: null } })).toBe(0);
    await lina.close({ all: true });
  });

  it('a second tap on Sent logs nothing more', async () => {
    await lina.command('/customer', 'C-1001');
    await lina.click('texts.open');
    await lina.select('choose#texts', '邀约看房');
    expect(screen('U_LINA')).toContain('邀约看房');
    await Promise.allSettled([lina.click('texts.sent'), lina.click('texts.sent')]);
    expect(await t.db.interaction.count({ where: { outcome: 'sent', withdrawnAt: null } })).toBe(1);
    await lina.close({ all: true });
  });

  it('Ms Clarke is spoken to in English, and what nobody knows is left to write in', async () => {
    await lina.command('/customer', 'C-1002');
    await lina.click('texts.open');
    await lina.select('choose#texts', '地址路线');
    expect(screen('U_LINA')).toContain('Hello Ms Clarke, ____ is at ____');
    expect(screen('U_LINA')).toContain('要自己填：项目、地址');
    await lina.close({ all: true });
  });

  it.each([
    [1001, 'zh', '王女士您好', '已发'],
    [1002, 'en', 'Hello Ms Clarke', 'Sent'],
  ] as const)(
    'Zhang Wei, who was handed a follow-up of C-%i, sends the words from it (%s)',
    async (number, locale, hello, button) => {
      const zhang = slack.as('U_ZHANG');
      await t.db.member.update({ where: { id: PEOPLE.zhang.id }, data: { locale } });
      const customer = await t.db.customer.findUniqueOrThrow({ where: { number } });
      await forgePress(slack, 'U_ZHANG', 'texts.open', { id: customer.id });
      expect(slack.modal('U_ZHANG')).toBeNull();

      await lina.command('/followup', `C-${number} 明天上午10点`);
      if (slack.modal('U_LINA')) {
        await lina.click('followup.save-at#keep');
        await lina.close({ all: true });
      }
      const plan = await t.db.followUp.findFirstOrThrow({
        where: { customerId: customer.id, state: 'open' },
        orderBy: { createdAt: 'desc' },
      });
      await forgeSubmission(slack, {
        user: 'U_LINA',
        doing: 'followup.hand-to',
        input: { followUpId: plan.id },
        values: { colleague: PEOPLE.zhang.id },
      });
      await forgePress(slack, 'U_ZHANG', 'followup.open', { followUpId: plan.id });
      await zhang.click('texts.open');
      expect(screen('U_ZHANG')).toContain(hello);
      expect(screen('U_ZHANG')).toContain(button);
      await zhang.click('texts.sent');
      expect(
        await t.db.interaction.findMany({
          where: { memberId: PEOPLE.zhang.id, customerId: customer.id },
        }),
      ).toMatchObject([{ outcome: 'sent' }]);
      await zhang.close({ all: true });

      // Once it is closed he is a stranger again.
      await t.db.followUp.updateMany({
        where: { id: plan.id },
        data: { state: 'cancelled', cancelReason: 'not_needed', closedAt: new Date() },
      });
      await forgePress(slack, 'U_ZHANG', 'texts.open', { id: customer.id });
      expect(slack.modal('U_ZHANG')).toBeNull();
    },
  );

  it('whoever wants no contact gets no text', async () => {
    await t.db.customer.updateMany({ where: { number: 1002 }, data: { doNotContact: true } });
    await lina.command('/customer', 'C-1002');
    expect(JSON.stringify(slack.modal('U_LINA'))).not.toContain('texts.open');
    await lina.close({ all: true });
  });
});

describe('Wang Fang’s own words', () => {
  it('she writes the invitation as her team says it; what cannot be filled in is said under its field', async () => {
    await wang.command('/gatehouse', '话术');
    await wang.click('texts.edit#invitation');
    const wrong = await wang.submit({ zh: '{客户}您好' });
    expect(wrong.errors?.zh).toContain('{客户} 不是能自动填的');
    await wang.submit({ zh: '{称呼}，我是{顾问}，周末有新房源，来看看？' });
    expect(screen('U_WANG')).toContain('已保存：邀约看房');
    expect(screen('U_WANG')).toContain('邀约看房 · 自己的写法');
    await wang.close({ all: true });
    await lina.command('/customer', 'C-1001');
    await lina.click('texts.open');
    await lina.select('choose#texts', '邀约看房');
    expect(screen('U_LINA')).toContain('王女士，我是李娜，周末有新房源，来看看？');
    await lina.close({ all: true });
  });

  it('former versions stay, and empty is the default again', async () => {
    await wang.command('/gatehouse', 'texts');
    await wang.click('texts.edit#invitation');
    await wang.submit({ zh: '' });
    expect(screen('U_WANG')).toContain('邀约看房 · 默认');
    await wang.click('texts.edit#invitation');
    expect(screen('U_WANG')).toContain('周末有新房源');
    await wang.close({ all: true });
    const rows = await t.db.customerText.findMany({ where: { teamId: TEAMS.east.id } });
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    expect(JSON.stringify(rows)).not.toContain('新房源');
    await expect(t.db.customerText.deleteMany({})).rejects.toThrow();
    expect(await t.db.audit.count({ where: { action: 'text.save' } })).toBe(2);
  });

  it('Li Na edits none', async () => {
    await lina.command('/gatehouse', 'texts');
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('你的角色不包含这项功能');
  });
});
