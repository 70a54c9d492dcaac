import { beforeEach, describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const office = await testOffice({ features });
const { slack, t, screen } = office;
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');

const said = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
const lastLine = (user: string) => slack.ephemerals(user).at(-1)!;
const file = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });
const openPlans = (customerId: string) =>
  t.db.followUp.findMany({ where: { customerId, state: 'open' }, orderBy: { dueAt: 'asc' } });
const contacts = (customerId: string) =>
  t.db.interaction.findMany({
    where: { customerId, withdrawnAt: null },
    orderBy: { enteredAt: 'asc' },
  });
const day = (iso: string) => new Date(iso);

async function register(who: typeof lina, line: string) {
  await t.setNow('2026-03-05T09:00:00+08:00');
  const [, name, phones] = /^(.*) (\S+)$/.exec(line)!;
  await who.command('/customer', 'new');
  await who.submit({ name, phones, grade: 'B' });
  // Two people of one name: the office asks first.
  if (slack.modal(who.id)?.callback_id === 'duplicates.save-anyway') await who.submit();
  await who.close({ all: true });
  await t.setNow('2026-03-05T10:00:00+08:00');
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

beforeEach(async () => {
  await t.setNow('2026-03-05T10:00:00+08:00');
});

describe('typing a contact', () => {
  it('Li Na types one line; it is saved at once and says what is next', async () => {
    const { id, number } = await register(lina, '王晓芳 13812345678');
    await lina.command('/log', `C-${number} 电话 谈了价格，想要朝南`);
    expect(said('U_LINA')).toContain(`✅ C-${number} · 电话 · 有效`);
    expect(said('U_LINA')).toContain('下次跟进不变：2026年3月12日 周四（中国时间）');
    expect(await file(id)).toMatchObject({
      effectiveCount: 2,
      visitCount: 1,
      lastEffectiveAt: day('2026-03-05T10:00:00+08:00'),
    });
    expect((await contacts(id)).map(({ kind }) => kind)).toEqual(['visit', 'phone']);
    expect(await openPlans(id)).toHaveLength(1);
  });

  it('Li Na names her customer by surname and title, without a blank, and gives the next date', async () => {
    const { id, number } = await register(lina, '周女士 13812340001');
    await lina.command('/log', '周女士看房很满意 下次 周三下午3点');
    expect(said('U_LINA')).toContain(`✅ C-${number} · 复访 · 有效`);
    expect(said('U_LINA')).toContain('跟进改到：2026年3月11日 周三 15:00（中国时间）');
    expect(await file(id)).toMatchObject({ visitCount: 2 });
    expect(await openPlans(id)).toMatchObject([
      { dueAt: day('2026-03-11T15:00:00+08:00'), moves: 1 },
    ]);
  });

  it('Emma types in English and an attempt does not count as contact', async () => {
    const { id, number } = await register(emma, 'Ms Clarkson +447911123456');
    await emma.command('/log', `C-${number} no answer`);
    expect(said('U_EMMA')).toContain(`✅ C-${number} · Phone · No answer`);
    expect(await file(id)).toMatchObject({
      effectiveCount: 1,
      lastAttemptAt: day('2026-03-05T10:00:00+08:00'),
    });
    expect(await openPlans(id)).toHaveLength(1);
  });

  it('A WeChat that was only sent is an attempt; whether it was answered is asked when not said', async () => {
    const { id, number } = await register(lina, '吴敏 13812340002');
    await lina.command('/log', `C-${number} 微信 户型图`);
    expect(slack.modal('U_LINA')!.callback_id).toBe('contact.save');
    expect(screen('U_LINA')).toContain('户型图');
    await lina.submit();
    await lina.close({ all: true });
    expect((await contacts(id)).at(-1)).toMatchObject({
      kind: 'wechat',
      effective: false,
      outcome: 'sent',
    });
    await lina.command('/log', `C-${number} 微信 回复了，周末来看`);
    expect((await contacts(id)).at(-1)).toMatchObject({ kind: 'wechat', effective: true });
  });

  it('A viewing on Friday is no visit yet: Li Na’s call is a call, and Friday is asked about', async () => {
    const { id, number } = await register(lina, '冯丽 13812340113');
    await lina.command('/log', `C-${number} 电话 聊了价格，周五带看`);
    expect(said('U_LINA')).toContain('聊了价格，周五带看');
    expect(said('U_LINA')).toContain('2026年3月6日 周五');
    await lina.click('记下');
    expect((await contacts(id)).at(-1)).toMatchObject({ kind: 'phone', effective: true });
    expect((await openPlans(id)).map(({ dueAt }) => dueAt)).toEqual([
      day('2026-03-06T09:00:00+08:00'),
    ]);
  });

  it('What happened yesterday is logged as of yesterday', async () => {
    const { id, number } = await register(lina, '郑强 13812340003');
    await t.setNow('2026-03-06T10:00:00+08:00');
    await lina.command('/log', `C-${number} 昨天下午3点 电话 聊了学区`);
    expect(said('U_LINA')).toContain('发生于：2026年3月5日 周四 15:00（中国时间）');
    expect((await contacts(id)).at(-1)).toMatchObject({
      happenedAt: day('2026-03-05T15:00:00+08:00'),
      enteredAt: day('2026-03-06T10:00:00+08:00'),
    });
  });

  it('A name nobody has keeps the text in the form, and the customer is chosen there', async () => {
    const { id, number } = await register(lina, '冯洁 13812340004');
    await lina.command('/log', '司徒雷 电话 谈了首付');
    expect(screen('U_LINA')).toContain('没有找到');
    expect(screen('U_LINA')).toContain('谈了首付');
    const { errors } = await lina.submit({});
    expect(errors).toBeDefined();
    const { options } = await lina.suggest({ action: 'customers' }, '冯洁');
    expect(wordsOf(options)).toContain(`C-${number}`);
    await lina.submit({ customer: id });
    expect(screen('U_LINA')).toContain(`✅ C-${number} · 电话 · 有效`);
    await lina.close({ all: true });
  });

  it('Two customers of one name are offered to choose from', async () => {
    const first = await register(lina, '何静 13812340005');
    const second = await register(lina, '何静 13812340006');
    await lina.command('/log', '何静 电话 谈了贷款');
    expect(screen('U_LINA')).toContain('有几位客户都符合');
    expect(screen('U_LINA')).toContain(`C-${first.number} 何静`);
    await lina.submit({ customer: second.id });
    await lina.close({ all: true });
    expect(await contacts(second.id)).toHaveLength(2);
    expect(await contacts(first.id)).toHaveLength(1);
  });

  it('Zhang Wei cannot log for a customer of Li Na, by number or by name', async () => {
    const { id, number } = await register(lina, '曹阳 13812340007');
    for (const who of [`C-${number}`, '曹阳']) {
      await zhang.command('/log', `${who} 电话 聊了`);
      expect(screen('U_ZHANG')).toContain('没有找到');
      const { options } = await zhang.suggest({ action: 'customers' }, '曹阳');
      expect(options).toEqual([]);
      await zhang.close({ all: true });
    }
    expect(await contacts(id)).toHaveLength(1);
  });
});

describe('the form of a contact', () => {
  it('Li Na picks another kind: the results that fit appear and what she typed stays', async () => {
    const { id, number } = await register(lina, '钱丽 13812340008');
    await lina.command('/log', `C-${number}`);
    lina.fill({ said: '带了父母一起来' });
    await lina.select('contact.reform', 'visit');
    expect(screen('U_LINA')).toContain('同行人数');
    await lina.submit({ party: '3' });
    expect(screen('U_LINA')).toContain('复访 · 有效');
    await lina.close({ all: true });
    expect((await contacts(id)).at(-1)).toMatchObject({ kind: 'revisit', partySize: 3 });
  });

  it('It asks for the one missing field that is worth most, and saves it with the contact', async () => {
    const { id, number } = await register(lina, '孙磊 13812340009');
    expect((await file(id)).missing).toContain('layouts');
    await lina.command('/log', `C-${number}`);
    expect(screen('U_LINA')).toContain('还缺：意向户型');
    await lina.submit({ said: '想要三房', layouts: ['3br'] });
    await lina.close({ all: true });
    expect(await file(id)).toMatchObject({ layouts: ['3br'] });
    expect((await file(id)).missing).not.toContain('layouts');
  });

  it.each([
    [
      'a contact in the future',
      { happenedAt: '2026-03-05T12:00:00+08:00' },
      'happenedAt',
      '陆一鸣 13912340021',
    ],
    ['a next date in the past', { when: '昨天' }, 'when', '陆二林 13912340022'],
    ['a next date that does not exist', { when: '2月30日' }, 'when', '陆三川 13912340023'],
    ['a next date that is no date', { when: '等他电话' }, 'when', '陆思远 13912340024'],
  ])('%s is refused under its field and nothing is saved', async (_, values, field, line) => {
    const { id, number } = await register(lina, line);
    await lina.command('/log', `C-${number}`);
    const typed: Record<string, unknown> = { said: '聊了', ...values };
    if (typeof typed.happenedAt === 'string')
      typed.happenedAt = Date.parse(typed.happenedAt) / 1000;
    const { errors } = await lina.submit(typed);
    expect(Object.keys(errors ?? {})).toEqual([field]);
    await lina.close({ all: true });
    expect(await contacts(id)).toHaveLength(1);
  });

  it('Emptying the proposed date cancels the plan; Undo brings everything back', async () => {
    const { id, number } = await register(lina, '罗敏 13812340010');
    const before = await file(id);
    await lina.command('/log', `C-${number}`);
    await lina.submit({ said: '不看了', when: '' });
    expect(screen('U_LINA')).toContain('没有安排下次跟进');
    expect(await openPlans(id)).toEqual([]);
    await lina.click('undo');
    expect(screen('U_LINA')).toContain('已撤销');
    await lina.close({ all: true });
    expect(await openPlans(id)).toMatchObject([{ dueAt: day('2026-03-12T09:00:00+08:00') }]);
    const { lastEffectiveAt, effectiveCount, visitCount } = before;
    expect(await file(id)).toMatchObject({ lastEffectiveAt, effectiveCount, visitCount });
  });
});

describe('the buttons of a nudge', () => {
  const postCard = async (action: string, ids: Record<string, unknown>) => {
    await office.edge.client.chat.postMessage({
      channel: 'C_EAST',
      text: 'nudge',
      blocks: [
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: action,
              text: { type: 'plain_text', text: action },
              value: JSON.stringify(ids),
            },
          ],
        },
      ],
    });
    return slack.messages('C_EAST').at(-1)!;
  };
  const press = async (who: typeof lina, action: string, ids: Record<string, unknown>) =>
    who.click(action, await postCard(action, ids));

  it('没接 No answer: one tap logs the attempt, moves the follow-up to the next try, and can be taken back', async () => {
    const { id, number } = await register(lina, '韩雪 13812340011');
    await t.setNow('2026-03-12T09:05:00+08:00');
    const [plan] = await openPlans(id);
    await press(lina, 'contact.no-answer', { customerId: id, followUpId: plan!.id });
    expect(said('U_LINA')).toContain(`C-${number} · 电话 · 没接`);
    expect(said('U_LINA')).toContain('跟进改到：2026年3月12日 周四 14:00');
    expect(await file(id)).toMatchObject({
      lastAttemptAt: day('2026-03-12T09:05:00+08:00'),
      effectiveCount: 1,
    });
    await lina.click('undo', lastLine('U_LINA') as never);
    expect(said('U_LINA')).toContain('已撤销');
    expect(await openPlans(id)).toMatchObject([{ id: plan!.id, dueAt: plan!.dueAt }]);
    expect(await file(id)).toMatchObject({ lastAttemptAt: null });
  });

  it('A second tap within the minute is the same tap', async () => {
    const { id } = await register(lina, '唐宁 13812340012');
    const [plan] = await openPlans(id);
    const message = await postCard('contact.no-answer', { customerId: id, followUpId: plan!.id });
    await lina.click('contact.no-answer', message);
    await lina.click('contact.no-answer', message);
    expect(said('U_LINA')).toContain('只算一次');
    expect(await contacts(id)).toHaveLength(2);
  });

  it('打通了 Reached: one field; the follow-up is done and the next one planned by cadence', async () => {
    const { id, number } = await register(lina, '许可 13812340013');
    await t.setNow('2026-03-12T09:05:00+08:00');
    const [plan] = await openPlans(id);
    await press(lina, 'contact.reached', { customerId: id, followUpId: plan!.id });
    expect(screen('U_LINA')).toContain(`C-${number} 许可`);
    await lina.submit({ said: '约了周末复访' });
    expect(screen('U_LINA')).toContain('到期的跟进已完成');
    expect(screen('U_LINA')).toContain('下次跟进：2026年3月19日 周四');
    await lina.close({ all: true });
    expect(await t.db.followUp.findUniqueOrThrow({ where: { id: plan!.id } })).toMatchObject({
      state: 'done',
    });
    expect(await openPlans(id)).toMatchObject([{ dueAt: day('2026-03-19T09:00:00+08:00') }]);
  });

  it('Zhang Wei presses Li Na’s button and nothing happens but a sentence', async () => {
    const { id } = await register(lina, '邓伦 13812340014');
    const [plan] = await openPlans(id);
    await press(zhang, 'contact.no-answer', { customerId: id, followUpId: plan!.id });
    expect(said('U_ZHANG')).toContain('你无权查看或修改');
    expect(await contacts(id)).toHaveLength(1);
  });
});

it('记入客户 Add to file: a message becomes what was said', async () => {
  const { id } = await register(lina, '萧然 13812340015');
  const message = await lina.say('C_EAST', '萧然来电 说首付够了');
  await lina.messageShortcut('contact.from-message', message);
  expect(screen('U_LINA')).toContain('萧然来电 说首付够了');
  await lina.suggest({ action: 'customers' }, '萧然');
  await lina.submit({ customer: id });
  await lina.close({ all: true });
  expect((await contacts(id)).at(-1)).toMatchObject({ kind: 'call_in', effective: true });
});

it('What was said is nowhere in the clear, and the audit knows who, when and what', async () => {
  const { id, number } = await register(lina, '方婷 13812340016');
  await lina.command('/log', `C-${number} 电话 canary-言 她想要朝南`);
  const dump = await t.owner.query(
    `SELECT row_to_json(i)::text || row_to_json(a)::text AS all FROM interactions i, audit a WHERE i.customer_id = $1 AND a.customer_id = $1`,
    [id],
  );
  expect(dump.rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(dump.rows)).not.toContain('canary-言');
  expect(
    await t.db.audit.findFirst({ where: { customerId: id, action: 'contact.log' } }),
  ).toMatchObject({
    subjectKind: 'interaction',
    details: { kind: 'phone', result: 'effective' },
  });
});
