import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { closeDay } from '../../src/crm/reception/usecases/closing.ts';
import { createLog } from '../../src/lib/log.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T09:00:00+08:00',
});
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');

const wang = slack.as('U_WANG');
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));

const log: string[] = [];
const delivery = senderOf(
  { t, slack },
  createLog({ level: 'error', write: (line) => log.push(line) }),
);
async function minute() {
  await closeDay({ db: t.db, keys: t.keyring });
  await delivery.run();
  expect(log).toEqual([]);
}
const board = () =>
  slack.messages('C_EAST').findLast(({ text }) => /轮到|上岗|过号/.test(text ?? ''))!;
const boardWords = () => wordsOf(board().blocks);
const lastDm = (user: string) => slack.dms(user).at(-1)!;

describe('the rota of a morning', () => {
  it('nobody is on duty: 来客 says what to do', async () => {
    await wang.command('/reception', '来客');
    expect(whispered('U_WANG')).toContain('没有人在岗');
  });

  it('Li Na and Zhang Wei sign on; the channel shows whose turn it is', async () => {
    await lina.command('/reception', '上岗');
    expect(whispered('U_LINA')).toContain('✅ 你已上岗');
    await zhang.command('/reception', 'on');
    await minute();
    expect(boardWords()).toContain('👉 轮到 *李娜*');
    expect(boardWords()).toContain('接着：张伟');
    expect(boardWords()).toContain('今天还没有来客');
    await lina.command('/reception', '上岗');
    expect(whispered('U_LINA')).toContain('已经在岗');
  });

  it('bare, everybody sees the rota with its buttons; Wang Fang changes anybody’s duty', async () => {
    await lina.command('/reception', '');
    expect(screen('U_LINA')).toContain('轮到 *李娜*');
    expect(screen('U_LINA')).not.toContain('换频道');
    await lina.close({ all: true });
    await wang.command('/reception', '');
    expect(screen('U_WANG')).toContain('换频道');
    await wang.close({ all: true });
  });
});

describe('a party arrives', () => {
  it('Wang Fang at the door presses 来客: it is Li Na’s, and the rota moves on in the same message', async () => {
    await setNow('2026-03-11T10:05:00+08:00');
    const posts = slack.messages('C_EAST').length;
    await wang.click('reception.arrive', board());
    expect(whispered('U_WANG')).toContain('✅ 10:05 来客已记，由 *李娜* 接待');
    await minute();
    expect(slack.messages('C_EAST')).toHaveLength(posts);
    expect(boardWords()).toContain('轮到 *张伟*');
    expect(boardWords()).toContain('今天 1 组 · 最近 10:05 李娜');
    expect(wordsOf(lastDm('U_LINA'))).toContain('🙋 *10:05 来客，轮到你接待*');
  });

  it('Wang Fang adds heads and the phone; Li Na ticks the checklist; both stand in her notice', async () => {
    const note = slack.ephemerals('U_WANG').at(-1)!;
    await wang.click('arrival.details', note);
    const { errors } = await wang.submit({ partySize: 'many' });
    expect(errors).toEqual({ partySize: '人数请填 1 到 50。' });
    await wang.submit({ partySize: '3', who: '138 1111 2222' });
    expect(wordsOf(lastDm('U_WANG'))).toContain('没有登记过');
    await lina.click('arrival.checklist', lastDm('U_LINA'));
    await lina.submit({ ticked: ['greeting', 'model'] });
    expect(screen('U_LINA')).toContain('✓ 问候  ✓ 沙盘  ○ 户型图  ○ 价格表');
    await lina.close({ all: true });
    await minute();
    expect(wordsOf(lastDm('U_LINA'))).toContain('3 人');
    expect(wordsOf(lastDm('U_LINA'))).toContain('✓ 问候');
    expect(wordsOf(lastDm('U_LINA'))).not.toContain('2222');
  });

  it('Li Na registers from it: the form has phone, heads and the time of the stamp', async () => {
    await setNow('2026-03-11T10:40:00+08:00');
    await lina.click('customer.new', lastDm('U_LINA'));
    expect(screen('U_LINA')).toContain('138 1111 2222');
    await lina.submit({ name: '王女士', grade: 'B' });
    expect(screen('U_LINA')).toContain('C-1001');
    await lina.close({ all: true });
    await minute();
    expect(wordsOf(lastDm('U_LINA'))).toContain('✅ 已登记 · C-1001 王女士');
    const customer = await t.db.customer.findFirstOrThrow({ where: { number: 1001 } });
    expect(customer.arrivedAt).toEqual(new Date('2026-03-11T10:05:00+08:00'));
    expect(customer.partySize).toBe(3);
    const [arrival] = await t.db.arrival.findMany();
    expect(arrival).toMatchObject({ outcome: 'registered', customerId: customer.id, late: false });
    expect(arrival!.phoneSealed).toBeNull();
  });

  it('指名 Li Na, though it is Zhang Wei’s turn: he keeps it', async () => {
    await zhang.command('/reception', '指名 李');
    expect(whispered('U_ZHANG')).toContain('由 *李娜* 接待');
    await minute();
    expect(boardWords()).toContain('轮到 *张伟*');
    await zhang.command('/reception', 'asked 王五');
    expect(whispered('U_ZHANG')).toContain('没有叫“王五”的顾问');
    await zhang.command('/reception', 'asked Li Na');
    expect(whispered('U_ZHANG')).toContain('由 *李娜* 接待');
    await zhang.click('arrival.void', slack.ephemerals('U_ZHANG').at(-1)!);
    await wang.click('reception.asked', board());
    await wang.submit({
      rep: (await t.db.member.findFirstOrThrow({ where: { name: '张伟' } })).id,
    });
    expect(screen('U_WANG')).toContain('由 *张伟* 接待');
    await wang.close({ all: true });
    await minute();
    expect(boardWords()).toContain('轮到 *张伟*');
  });

  it('过 and 回来: Zhang Wei is passed over until he is back at his place', async () => {
    await wang.click('reception.skip', board());
    expect(whispered('U_WANG')).toContain('张伟 过号');
    await minute();
    expect(boardWords()).toContain('轮到 *李娜*');
    expect(boardWords()).toContain('过号：张伟');
    await lina.command('/reception', '过');
    await minute();
    expect(boardWords()).toContain('在岗的都过号了');
    await lina.command('/reception', '过');
    expect(whispered('U_LINA')).toContain('你已经过号');
    await lina.command('/reception', '回来');
    await zhang.command('/reception', '回来');
    await minute();
    expect(boardWords()).toContain('轮到 *张伟*');
  });

  it('Wang Fang reads of Li Na’s party that it is Li Na’s, not hers', async () => {
    await wang.command('/reception', '今天');
    const { id } = await t.db.arrival.findFirstOrThrow({ where: { outcome: 'registered' } });
    await wang.click(`arrival.open#${id}`);
    expect(screen('U_WANG')).toContain('10:05 来客，由李娜接待');
    await wang.close({ all: true });
  });

  it('what was typed and not understood is said back', async () => {
    await wang.command('/reception', '来客 张三');
    expect(whispered('U_WANG')).toContain('没看懂“张三”');
  });

  it('pressed by mistake: the party is gone from the count and the turn is as before', async () => {
    await wang.click('reception.arrive', board());
    await wang.click('arrival.void', slack.ephemerals('U_WANG').at(-1)!);
    await minute();
    expect(boardWords()).toContain('轮到 *张伟*');
    expect(boardWords()).toContain('今天 3 组');
    expect(wordsOf(lastDm('U_ZHANG'))).toContain('已取消（按错）');
  });
});

describe('a colleague’s customer', () => {
  it('the one at the door types the phone: Li Na is called, Zhang Wei keeps his turn, nobody hears whose it is', async () => {
    await setNow('2026-03-11T15:00:00+08:00');
    await wang.command('/reception', '来客 2人 13811112222');
    expect(whispered('U_WANG')).toContain('已登记过，正在联系归属顾问');
    expect(whispered('U_WANG')).not.toMatch(/李娜|1001/);
    await minute();
    expect(wordsOf(lastDm('U_LINA'))).toContain('📣 *C-1001 王女士* 到访了（15:00）');
    const notice = wordsOf(lastDm('U_ZHANG'));
    expect(notice).toContain('正在联系归属顾问，请先招呼');
    expect(notice).not.toMatch(/李娜|1001|王女士/);
    expect(boardWords()).toContain('轮到 *张伟*');
  });

  it('without an answer for five minutes Zhang Wei is asked to receive, with what it means', async () => {
    await setNow('2026-03-11T15:04:59+08:00');
    await minute();
    expect(wordsOf(lastDm('U_ZHANG'))).not.toContain('没有回复');
    await setNow('2026-03-11T15:05:00+08:00');
    await minute();
    expect(wordsOf(lastDm('U_ZHANG'))).toContain('5 分钟没有回复，请代接');
    expect(wordsOf(lastDm('U_ZHANG'))).toContain('归属顾问 50%、你 50%');
  });

  it('Li Na answers 请代接: Zhang Wei hears it, her message says so, a second press is refused', async () => {
    const call = lastDm('U_LINA');
    await lina.click('courtesy.receive', call);
    await minute();
    expect(wordsOf(lastDm('U_ZHANG'))).toContain('请代接这组客户（义务接待）');
    const redrawn = slack.dms('U_LINA').find(({ ts }) => ts === call.ts)!;
    expect(wordsOf(redrawn.blocks)).toContain('✓ 同事代接');
    expect(wordsOf(redrawn.blocks)).not.toContain('我来接');
    const [courtesy] = await t.db.courtesyReception.findMany();
    expect(courtesy).toMatchObject({ answer: 'receive', assignedShare: 50 });
  });

  it('Zhang Wei only finds out in the form: the phone is refused, Li Na is called, nothing typed is lost', async () => {
    await wang.command('/reception', '来客');
    await minute();
    await zhang.click('customer.new', lastDm('U_ZHANG'));
    const { errors } = await zhang.submit({ name: '王小姐', phones: '13811112222', grade: 'B' });
    expect(errors).toEqual({ phones: '已登记过，正在联系归属顾问，不用再登记。' });
    expect(JSON.stringify(slack.modal('U_ZHANG'))).toContain('王小姐');
    await zhang.close({ all: true });
    await minute();
    expect(wordsOf(lastDm('U_LINA'))).toContain('C-1001 王女士');
    await lina.click('courtesy.come', lastDm('U_LINA'));
    await minute();
    expect(wordsOf(lastDm('U_ZHANG'))).toContain('归属顾问马上来');
  });
});

describe('at closing time', () => {
  it('each rep is told once which parties are not registered yet', async () => {
    await setNow('2026-03-11T18:00:00+08:00');
    await minute();
    await minute();
    const told = slack.dms('U_LINA').filter(({ text }) => text === '有来客还没登记。');
    expect(told).toHaveLength(1);
    expect(wordsOf(told[0]!.blocks)).toContain('*今天还有 1 组来客没登记*');
    expect(boardWords()).toContain('还没有人上岗');
  });

  it('Zhang Wei says that his party left no data; it stays in the count', async () => {
    await wang.command('/reception', '今天');
    expect(screen('U_WANG')).toContain('当日登记率 *60%*（5 组中 3 组）');
    await wang.close({ all: true });
    const left = slack.dms('U_ZHANG').findLast(({ text }) => text === '有来客还没登记。')!;
    expect(wordsOf(left.blocks)).toContain('1 组');
    const notice = slack
      .dms('U_ZHANG')
      .findLast((one) => JSON.stringify(one.blocks).includes('arrival.dismiss'))!;
    await zhang.click('arrival.dismiss', notice);
    await minute();
    const redrawn = slack.dms('U_ZHANG').find(({ ts }) => ts === left.ts)!;
    expect(wordsOf(redrawn.blocks)).toContain('今天的来客都处理好了');
  });

  it('Li Na registers the next day: accepted and marked late', async () => {
    await setNow('2026-03-12T09:10:00+08:00');
    const left = slack.dms('U_LINA').findLast(({ text }) => text === '有来客还没登记。')!;
    const open = await t.db.arrival.findFirstOrThrow({ where: { outcome: null, voidedAt: null } });
    await lina.click(`customer.new#${open.id}`, left);
    await lina.submit({ name: '周先生', phones: '13922223333', grade: 'C' });
    await lina.close({ all: true });
    const late = await t.db.arrival.findUniqueOrThrow({ where: { id: open.id } });
    expect(late).toMatchObject({ outcome: 'registered', late: true });
    await minute();
    const redrawn = slack.dms('U_LINA').find(({ ts }) => ts === left.ts)!;
    expect(wordsOf(redrawn.blocks)).toContain('已登记（迟）');
  });

  it('the next morning the order goes on; yesterday’s message says that it is over', async () => {
    const old = board();
    await lina.command('/reception', '上岗');
    await zhang.command('/reception', '上岗');
    await minute();
    expect(boardWords()).toContain('轮到 *张伟*');
    expect(board().ts).not.toBe(old.ts);
    const redrawn = slack.messages('C_EAST').find(({ ts }) => ts === old.ts)!;
    expect(wordsOf(redrawn.blocks)).toContain('已结束');
    expect(wordsOf(redrawn.blocks)).not.toContain('来客');
  });
});

describe('Tom Becker’s Slack is on New York time, the office in London', () => {
  it('the channel says when by the office’s clock, what only he reads by his own', async () => {
    await setNow('2026-03-13T15:05:00Z');
    const tom = slack.as('U_TOM');
    await tom.command('/reception', 'on');
    await tom.command('/reception', 'arrived');
    expect(whispered('U_TOM')).toContain('11:05');
    await minute();
    expect(wordsOf(slack.messages('C_WEST').at(-1)!.blocks)).toContain('last 15:05');
    expect(wordsOf(lastDm('U_TOM').blocks)).toContain('11:05');
    await tom.command('/reception', 'today');
    expect(screen('U_TOM')).toContain('11:05');
    await tom.close({ all: true });
  });
});
