import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { passTime, senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const bot = senderOf({ t, slack });

const posted = () => slack.messages('C_EAST').map((message) => wordsOf(message.blocks));
async function at(iso: string) {
  await t.setNow(iso);
  await passTime(t);
  await bot.run();
  await bot.run();
}

async function register(line: string, nextFollowUp: string) {
  await t.setNow('2026-03-05T09:00:00+08:00');
  const [, name, phones] = /^(.*) (\S+)$/.exec(line)!;
  await lina.command('/customer', 'new');
  await lina.submit({ name, phones, grade: 'B', nextFollowUp });
  await lina.close({ all: true });
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

describe('a nudge and what Li Na does about it', () => {
  it('没接 No answer moves it: the card says so, nothing comes twice, and the next try is told', async () => {
    const { number } = await register('王晓芳 13812345678', '今天上午11点');
    await at('2026-03-05T11:00:00+08:00');
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toContain(`C-${number} `);
    await lina.click(/没接/, slack.messages('C_EAST').at(-1)!);
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain(
      '跟进改到：2026年3月5日 周四 14:00',
    );
    await at('2026-03-05T11:01:00+08:00');
    expect(posted()).toHaveLength(1);
    expect(
      slack.messages('C_EAST')[0]!.blocks!.flatMap((block) => block.elements ?? []),
    ).not.toContainEqual(
      expect.objectContaining({ action_id: expect.stringContaining('contact.no-answer') }),
    );
    await at('2026-03-05T14:00:00+08:00');
    expect(posted()).toHaveLength(2);
  });

  it('Undo of it brings the follow-up back, and it is told again', async () => {
    await lina.click(/没接/, slack.messages('C_EAST').at(-1)!);
    await at('2026-03-05T14:01:00+08:00');
    const told = posted().length;
    await lina.click('undo', slack.ephemerals('U_LINA').at(-1) as never);
    await at('2026-03-05T14:02:00+08:00');
    expect(posted()).toHaveLength(told + 1);
  });

  it('A contact typed anywhere settles the card that was posted', async () => {
    await lina.command('/log', '王女士 电话 约了周末看房');
    await at('2026-03-05T14:03:00+08:00');
    expect(wordsOf(slack.messages('C_EAST').at(-1)!.blocks)).not.toContain('打通了\n');
    const open = await t.db.followUp.findMany({ where: { state: 'open' } });
    expect(open.every((plan) => plan.dueAt > new Date('2026-03-06T00:00:00+08:00'))).toBe(true);
  });

  it('接待中 With a customer holds what is due until she taps back', async () => {
    const { number } = await register('周敏 13812340001', '今天下午4点');
    await t.setNow('2026-03-05T15:55:00+08:00');
    await lina.command('/followup', '接待中');
    await at('2026-03-05T16:00:00+08:00');
    expect(posted().join()).not.toContain(`C-${number} `);
    await t.setNow('2026-03-05T16:20:00+08:00');
    await lina.command('/followup', '回来');
    await at('2026-03-05T16:20:00+08:00');
    expect(posted().join()).toContain(`C-${number} `);
  });

  it('改期 Later from the nudge: tomorrow in one tap', async () => {
    const { id } = await t.db.followUp.findFirstOrThrow({
      where: { state: 'open', customer: { name: '周敏' } },
    });
    await lina.click(/改期/, slack.messages('C_EAST').at(-1)!);
    await lina.click('明天');
    expect(screen('U_LINA')).toContain('推迟到 2026年3月6日 周五 09:00');
    expect(await t.db.followUp.findUniqueOrThrow({ where: { id } })).toMatchObject({ snoozes: 1 });
  });
});
