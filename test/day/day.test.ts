import { describe, expect, it } from 'vitest';
import { drawHome, features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { readDay } from '../../src/crm/day/usecases/index.ts';
import type { Db } from '../../src/db/client.ts';
import { dayPlans } from '../../src/jobs/day.ts';
import { newId } from '../../src/lib/id.ts';
import { createLog } from '../../src/lib/log.ts';
import { senderOf } from '../support/delivery.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features, home: drawHome });
const lina = slack.as('U_LINA');
const emma = slack.as('U_EMMA');
const wang = slack.as('U_WANG');

const home = (user: string) => wordsOf(slack.home(user));
const dms = (user: string) => slack.dms(user).map((message) => wordsOf(message.blocks));
const log = createLog({ level: 'info', write: () => {} });
const ctx = { db: t.db, keys: t.keyring };
const plans = dayPlans(ctx);
const bot = senderOf({ t, slack }, log);

/** What the office's scheduler does at a moment. */
async function at(iso: string): Promise<void> {
  await t.setNow(iso);
  await plans.run();
  await bot.run();
  await bot.run();
}

async function register(who: typeof lina, line: string, nextFollowUp: string) {
  const [, name, phones] = /^(.*) (\S+)$/.exec(line)!;
  await who.command('/customer', 'new');
  await who.submit({ name, phones, grade: 'B', nextFollowUp });
  await who.close({ all: true });
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

/** The database, counting the statements asked of it. */
function counting(): { db: Db; statements: () => number } {
  let asked = 0;
  const db = new Proxy(t.db, {
    get(target, name) {
      asked++;
      const part: unknown = Reflect.get(target, name, target);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
  return { db, statements: () => asked };
}

describe('the home tab', () => {
  it('Li Na sees what is due, who is new and whose file has gaps, and it changes with every write', async () => {
    await t.setNow('2026-03-05T10:00:00+08:00');
    await lina.openHome();
    expect(home('U_LINA')).toContain('没有到期的跟进');
    const { number } = await register(lina, '王芬女士 13812345678', '今天下午3点');
    expect(home('U_LINA')).toContain(`C-${number} 王芬女士`);
    expect(home('U_LINA')).toContain('今日新登记：1');
    expect(home('U_LINA')).toContain('资料不全：1');
  });

  it('It is drawn with three statements, however much there is', async () => {
    for (let i = 0; i < 25; i++)
      await register(
        lina,
        `客户${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${i} 139${String(10_000_000 + i * 2_718_281).slice(-8)}`,
        '今天下午4点',
      );
    const { db, statements } = counting();
    const actor = await findActor(t.db, 'U_LINA');
    const read = await readDay({ db, keys: t.keyring, actor: actor! }, 20);
    expect(read.due).toHaveLength(20);
    expect(statements()).toBeLessThanOrEqual(3);
    await lina.openHome();
    expect(slack.home('U_LINA')!.blocks.length).toBeLessThanOrEqual(100);
    expect(home('U_LINA')).toContain('全部 26 条');
    await lina.click(/全部 26 条/, 'home');
    expect(slack.modal('U_LINA')!.callback_id).toBe('followup.list');
    expect(screen('U_LINA')).toContain('第 1 / 4 页');
    await lina.close({ all: true });
  });

  it('Emma, in London, has her own day in her own words', async () => {
    await emma.openHome();
    expect(home('U_EMMA')).toContain('Emma Clarke · Thu 5 Mar');
    expect(home('U_EMMA')).not.toContain('王芬');
  });

  it('Wang Fang sees how the teams stand', async () => {
    await wang.openHome();
    expect(home('U_WANG')).toContain('*东区* · 今日新登记 26');
    expect(home('U_WANG')).toMatch(/李娜：逾期 0，今天 26/);
    expect(home('U_WANG')).not.toContain('王芬');
  });
});

describe('接待中 with a customer', () => {
  it('Li Na taps on the home tab, by word, and back', async () => {
    await t.setNow('2026-03-05T11:00:00+08:00');
    await lina.click('day.busy', 'home');
    const busy = await t.db.member.findUniqueOrThrow({ where: { slackUserId: 'U_LINA' } });
    expect(busy.busyUntil).toEqual(new Date('2026-03-05T12:00:00+08:00'));
    expect(home('U_LINA')).toContain('接待中：提醒先不发，到 12:00');
    await lina.command('/followup', '回来');
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('恢复提醒');
    expect(
      (await t.db.member.findUniqueOrThrow({ where: { slackUserId: 'U_LINA' } })).busyUntil,
    ).toBeNull();
    await emma.command('/followup', 'busy');
    expect(wordsOf(slack.ephemerals('U_EMMA').at(-1))).toContain('Reminders wait until 04:00');
  });
});

describe('brief and daily report', () => {
  it('At nine Li Na gets one brief with surnames and no phone; asked again, nothing more', async () => {
    await at('2026-03-06T08:59:00+08:00');
    expect(dms('U_LINA')).toEqual([]);
    await at('2026-03-06T09:00:30+08:00');
    await at('2026-03-06T09:01:30+08:00');
    expect(dms('U_LINA')).toHaveLength(1);
    expect(dms('U_LINA')[0]).toContain('今日跟进');
    expect(dms('U_LINA')[0]).toContain('王女士');
    expect(dms('U_LINA')[0]).not.toContain('王芬');
    const [message] = slack.dms('U_LINA');
    expect(message!.text).not.toContain('王');
  });

  it('At closing time she confirms the draft with one tap, with what happened since in it', async () => {
    await at('2026-03-06T18:00:30+08:00');
    const draft = slack.dms('U_LINA').at(-1)!;
    expect(wordsOf(draft.blocks)).toContain('来电 0 组 · 首访 0 组 · 复访 0 组');
    await lina.command('/log', 'C-1001 看房 很满意');
    await lina.click('report.confirm', draft);
    await bot.run();
    const confirmed = slack.dms('U_LINA').find((message) => message.ts === draft.ts)!;
    expect(wordsOf(confirmed.blocks)).toContain('来电 0 组 · 首访 0 组 · 复访 1 组');
    expect(wordsOf(confirmed.blocks)).toContain('已于 18:00 确认');
  });

  it('An hour later Wang Fang gets the team’s report to paste, with who is missing', async () => {
    await at('2026-03-06T19:00:30+08:00');
    const report = dms('U_WANG').find((words) => words.includes('东区 日报 2026-03-06'))!;
    expect(report).toContain('李娜：来电 0 组，首访 0 组，复访 1 组');
    expect(report).toContain('未确认：张伟');
    expect(report).not.toContain('王');
  });

  it('Nobody else can confirm it, even with a forged button', async () => {
    const { id } = await t.db.dailyReport.findFirstOrThrow({ where: { confirmedAt: null } });
    await forgePress(slack, 'U_LINA', 'report.confirm', { reportId: id });
    await forgePress(slack, 'U_WANG', 'report.confirm', { reportId: id });
    expect((await t.db.dailyReport.findUniqueOrThrow({ where: { id } })).confirmedAt).toBeNull();
  });

  it('On a rest day nobody is told anything', async () => {
    await t.db.setting.create({
      data: {
        id: newId(),
        key: 'extraRestDays',
        value: ['2026-03-07'],
        effectiveFrom: new Date('2026-03-01T00:00:00Z'),
      },
    });
    const before = dms('U_LINA').length;
    await at('2026-03-07T09:30:00+08:00');
    await at('2026-03-07T18:30:00+08:00');
    expect(dms('U_LINA')).toHaveLength(before);
  });

  it('After a morning of downtime the brief still comes, once; in the evening no more', async () => {
    const before = dms('U_LINA').length;
    await at('2026-03-08T14:00:00+08:00');
    expect(dms('U_LINA')).toHaveLength(before + 1);
    await at('2026-03-09T20:30:00+08:00');
    expect(
      dms('U_LINA')
        .slice(before + 1)
        .join(),
    ).not.toContain('今日跟进');
  });

  it('A note for the manager is kept sealed and leaves without phone numbers', async () => {
    await at('2026-03-10T18:01:00+08:00');
    const draft = slack.dms('U_LINA').at(-1)!;
    await lina.click('report.open', draft);
    await lina.submit({ note: '明天带看三组 canary-记 13812345678' });
    await lina.close({ all: true });
    await at('2026-03-10T19:01:00+08:00');
    const report = dms('U_WANG').find((words) => words.includes('东区 日报 2026-03-10'))!;
    expect(report).toContain('备注：明天带看三组 canary-记 •••');
    const { rows } = await t.owner.query('SELECT row_to_json(d)::text AS row FROM daily_reports d');
    expect(JSON.stringify(rows)).not.toContain('canary-记');
  });
});
