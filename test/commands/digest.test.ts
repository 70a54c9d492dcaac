import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { createPoster } from '../../src/bot/poster.ts';
import { customer } from '../../src/commands/customer/index.ts';
import { digest } from '../../src/commands/digest.ts';
import { help } from '../../src/commands/help.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { closeWeeks, planDigests } from '../../src/crm/digests/usecases/posting.ts';
import { readDetails, readRep } from '../../src/crm/digests/usecases/reading.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { createCustomerKey } from '../../src/db/data-keys.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import { createLog } from '../../src/lib/log.ts';
import { addContact, addCustomer, addMove, addPlan } from '../digests/rows.ts';
import { noPace } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features: [customer, digest, help] });
const { db } = t;
const wang = slack.as('U_WANG');
const grace = slack.as('U_GRACE');
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');

const ctx = { db, keys: t.keyring };
const poster = createPoster({ token: slack.botToken, apiUrl: slack.apiUrl, fetch: slack.fetch });
const delivery = new Delivery({
  ...ctx,
  poster,
  log: createLog({ level: 'error', write: () => {} }),
  engine: { pace: noPace() },
});
const on = (day: string, time = '10:00') => `2026-${day}T${time}:00+08:00`;
const answer = (user: string) => wordsOf(slack.ephemerals(user).at(-1));
/** The newest digest in a channel, among the nudges. */
const posted = (channel: string) =>
  slack.messages(channel).findLast(({ blocks }) => wordsOf(blocks).includes('周报'))!;
const ownCopy = () =>
  slack
    .dms('U_WANG')
    .map(wordsOf)
    .findLast((words) => words.includes('week')) ?? '';
const charts = (message: { blocks?: { type: string }[] } | undefined) =>
  (message?.blocks ?? []).filter(({ type }) => type === 'data_visualization').length;

beforeAll(async () => {
  // The teams are older than the weeks told about.
  await db.team.updateMany({ data: { createdAt: new Date('2025-06-01T00:00:00Z') } });
  const fang = await addCustomer(db, {
    name: '王晓芳',
    registered: on('02-24'),
    contacted: on('02-24'),
    source: 'douyin',
    districts: ['pudong'],
  });
  await addContact(db, fang, { kind: 'visit', at: on('02-24') });
  await addPlan(db, fang, { due: on('02-26'), done: on('02-26', '15:00') });
  await addPlan(db, fang, { due: on('03-04'), done: on('03-04', '15:00') });
  const wei = await addCustomer(db, {
    rep: 'zhang',
    name: '欧阳伟',
    registered: on('02-25'),
    arrived: on('02-24'),
    source: 'portal',
    completeness: 60,
  });
  // Her card opens only where the customer has a key.
  await createCustomerKey(db, t.keyring, wei);
  await addContact(db, wei, { by: 'zhang', effective: false, at: on('02-26') });
  await addContact(db, wei, { by: 'zhang', effective: false, at: on('02-27') });
  await addPlan(db, wei, { by: 'zhang', due: on('02-27') });
  const early = await addCustomer(db, {
    name: '李强',
    registered: on('02-17'),
    contacted: on('02-17'),
    stage: 'closed',
  });
  await addContact(db, early, { kind: 'visit', at: on('02-17') });
  await addContact(db, early, { kind: 'revisit', at: on('02-28') });
  await addMove(db, early, { from: 'negotiating', to: 'closed', at: on('02-28') });
  await addCustomer(db, {
    team: 'west',
    rep: 'emma',
    name: 'Mary Hill',
    registered: '2026-02-25T10:00:00Z',
  });
});

describe('asking', () => {
  it('Wang Fang, who manages two teams, sees both at a glance and opens one', async () => {
    await wang.command('/digest', '上周');
    expect(answer('U_WANG')).toContain('东区周报 第9周 2月23日–3月1日');
    expect(answer('U_WANG')).toContain('West 周报');
    const east = await db.digestSnapshot.findFirst({
      where: { isoWeek: 9, teamId: TEAMS.east.id },
    });
    await wang.click(`digest.show#${east!.id}`);
    expect(answer('U_WANG')).toContain('新登记  *2 组*  ▲1');
    expect(answer('U_WANG')).toContain('首访  *1 组*  持平');
    expect(answer('U_WANG')).toContain('有效跟进  *2 次*  ▲1');
    expect(answer('U_WANG')).toContain('跟进及时率  *50%（1/2）*');
    expect(answer('U_WANG')).toContain('成交  *1 组*  ▲1');
    expect(answer('U_WANG')).toContain('与第8周（2月16日–2月22日）相比');
    expect(answer('U_WANG')).toContain(
      '*张伟*  及时 0/1（0%） · 逾期 1，最早2月27日 · 有效 0，未联系上 2 · 从未联系上 1',
    );
    expect(charts(slack.ephemerals('U_WANG').at(-1))).toBe(2);
  });

  it('Grace reads hers in English', async () => {
    await grace.command('/digest', 'last week');
    expect(answer('U_GRACE')).toContain('West: week 9, 23 Feb – 1 Mar');
    expect(answer('U_GRACE')).toContain('New customers  *1*  ▲ 1');
    expect(answer('U_GRACE')).toContain('On time  *nothing to count*');
    expect(answer('U_GRACE')).toContain(
      '▲▼ against week 8 (16 Feb – 22 Feb). Invalid customers count nowhere.',
    );
  });

  it('the same week gives the same digest, whatever is entered for it later', async () => {
    await wang.command('/digest', '上周 东区');
    const first = answer('U_WANG');
    await addCustomer(db, { name: '补登', registered: on('02-26') });
    await wang.command('/digest', '第9周 东区');
    expect(answer('U_WANG')).toBe(first);
    await db.customer.deleteMany({ where: { name: '补登' } });
  });

  it('the running week is told as of now and compared with the same part of the last', async () => {
    await wang.command('/digest', '东区');
    expect(answer('U_WANG')).toContain('截至3月5日 周四 09:00，本周尚未结束。');
    expect(answer('U_WANG')).toContain('与第9周同期（截至2月26日 周四 09:00）相比');
    expect(answer('U_WANG')).toContain('新登记  *0 组*  ▼2');
    await addCustomer(db, { name: '新客', registered: on('03-05', '08:00') });
    await wang.command('/digest', '东区');
    expect(answer('U_WANG')).toContain('新登记  *1 组*  ▼1');
    expect(await db.digestSnapshot.count({ where: { final: false } })).toBe(1);
  });

  it('where charts are refused the numbers come as a table', async () => {
    const fault = slack.faults.add({
      kind: 'error',
      code: 'invalid_blocks',
      method: 'data_visualization',
    });
    await wang.command('/digest', '上周 东区');
    const shown = slack.ephemerals('U_WANG').at(-1);
    expect(charts(shown)).toBe(0);
    expect(wordsOf(shown)).toContain('来源 · 抖音');
    slack.faults.remove(fault.id);
  });

  it.each([
    ['blah', '“blah”不是周，也不是你的团队'],
    ['2026-W30', '2026-W30 还没开始'],
    ['<!channel> *x*', '不是周'],
  ])('%s is answered in words', async (typed, sentence) => {
    await wang.command('/digest', typed);
    expect(answer('U_WANG')).toContain(sentence);
    expect(answer('U_WANG')).not.toContain('<!channel>');
  });

  it('Li Na, a rep, may not ask for it', async () => {
    await lina.command('/digest', '上周');
    expect(answer('U_LINA')).toContain('你的角色不包含');
  });
});

describe('details', () => {
  const pick = async (who: typeof wang, group: string) => {
    await who.select('choose#details', group);
  };

  it('Wang Fang opens the customers behind every number, and the numbers agree', async () => {
    await wang.command('/digest', '上周 东区');
    for (const group of ['来电与到访', '转化漏斗', '跟进情况', '登记质量', '下周安排']) {
      await pick(wang, group);
      expect(slack.modal('U_WANG')!.title).toMatchObject({ text: group });
      const buttons = slack.modal('U_WANG')!.blocks.flatMap((block) => {
        const { accessory, text } = block as {
          accessory?: { action_id: string };
          text?: { text: string };
        };
        return accessory?.action_id.startsWith('digest.behind')
          ? [{ id: accessory.action_id, text: text!.text }]
          : [];
      });
      for (const { id, text } of buttons) {
        const number = Number(/\*(\d+) /.exec(text)![1]);
        await wang.click({ action: id });
        const counts = [...screen('U_WANG').matchAll(/计 (\d+) 次/g)].reduce(
          (sum, [, n]) => sum + Number(n) - 1,
          0,
        );
        const customers = Number(/共 (\d+) 组客户/.exec(screen('U_WANG'))![1]);
        expect(customers + counts).toBe(number);
        await wang.close();
      }
    }
    await wang.close({ all: true });
  });

  it('shares of sources make a hundred', async () => {
    await wang.command('/digest', '上周 东区');
    await pick(wang, '来电与到访');
    expect(screen('U_WANG')).toContain('抖音  *1 组*  50%');
    expect(screen('U_WANG')).toContain('房产网站  *1 组*  50%');
    await wang.close({ all: true });
  });

  it('she opens Zhang Wei’s page and the customers he never reached', async () => {
    await wang.command('/digest', '上周 东区');
    await pick(wang, '跟进情况');
    await wang.click({ action: `digest.rep#${PEOPLE.zhang.id}` });
    expect(screen('U_WANG')).toContain('最早逾期：2月27日 周五 10:00到期');
    await wang.click({ action: 'digest.behind#neverContacted' });
    expect(screen('U_WANG')).toContain('欧阳伟');
    await wang.click(/^customer\.card/);
    expect(slack.modals('U_WANG')).toHaveLength(3);
    expect(slack.modal('U_WANG')!.callback_id).toBe('customer.card');
    await wang.close({ all: true });
  });
});

describe('subscribing', () => {
  it('Wang Fang subscribes the channel and her DM, and cancels one', async () => {
    await wang.command('/digest', '订阅');
    await wang.submit({
      teamId: TEAMS.east.id,
      channelId: 'C_EAST',
      weekday: '1',
      time: '09:00',
      zone: 'Asia/Shanghai',
      locale: 'zh',
    });
    expect(wordsOf(slack.dms('U_WANG').at(-1))).toContain(
      '东区周报已订阅，首期：3月9日 周一 09:00',
    );
    await wang.command('/digest', '订阅');
    expect(screen('U_WANG')).toContain('*东区* → <#C_EAST>\n每周一 09:00（Asia/Shanghai），中文');
    await wang.submit({
      teamId: TEAMS.east.id,
      weekday: '1',
      time: '08:30',
      zone: 'Asia/Shanghai',
      locale: 'en',
    });
    await wang.command('/digest', '订阅');
    await wang.submit({
      teamId: TEAMS.west.id,
      weekday: '3',
      time: '18:00',
      zone: 'Europe/London',
      locale: 'en',
    });
    await wang.command('/digest', 'subscribe');
    const west = (await db.digestSubscription.findFirst({ where: { teamId: TEAMS.west.id } }))!;
    await wang.click({ action: `digest.unsubscribe#${west.id}` });
    expect(screen('U_WANG')).not.toContain('*West*');
    await wang.close({ all: true });
    expect(await db.digestSubscription.count({ where: { active: true } })).toBe(2);
  });

  it('a zone that is none is said under its field and nothing is lost', async () => {
    await grace.command('/digest', 'subscribe');
    const { errors } = await grace.submit({ time: '07:45', zoneOther: 'Mars/Olympus' });
    expect(errors).toEqual({
      zoneOther: 'No such time zone. Write it like Asia/Shanghai.',
    });
    expect(slack.modal('U_GRACE')).not.toBeNull();
    await grace.close({ all: true });
  });

  it('on Monday both leave once, however often it is looked', async () => {
    await setNow(on('03-09', '09:00'));
    expect(await planDigests(ctx)).toBe(2);
    expect(await planDigests(ctx)).toBe(0);
    await delivery.run();
    await delivery.run();
    const copies = slack
      .messages('C_EAST')
      .filter((message) => wordsOf(message).includes('东区周报 第10周'));
    expect(copies).toHaveLength(1);
    expect(charts(copies[0])).toBe(2);
    expect(ownCopy()).toContain('东区: week 10, 2 Mar – 8 Mar');
  });

  it('the channel does not read the reps’ lines, her own message does', () => {
    expect(wordsOf(posted('C_EAST'))).not.toContain('按置业顾问');
    expect(ownCopy()).toContain('By rep');
  });

  it('Li Na presses the channel’s digest and sees only her own customers and her own line', async () => {
    await lina.select('choose#details', '跟进情况', posted('C_EAST'));
    expect(screen('U_LINA')).toContain('只统计归属你的客户。');
    expect(screen('U_LINA')).toContain('应跟进  *1 条*');
    expect(screen('U_LINA')).toContain('*李娜*');
    expect(screen('U_LINA')).not.toContain('张伟');
    await lina.click({ action: 'digest.behind#onTime' });
    expect(screen('U_LINA')).toContain('王晓芳');
    expect(screen('U_LINA')).not.toContain('欧阳');
    await lina.close({ all: true });
    await zhang.select('choose#details', '来电与到访', posted('C_EAST'));
    expect(screen('U_ZHANG')).toContain('首访  *0 组*');
    await zhang.close({ all: true });
  });

  it('what the client says is asked again: another rep’s page is refused', async () => {
    const { id } = (await db.digestSnapshot.findFirst({
      where: { isoWeek: 10, final: true, teamId: TEAMS.east.id },
    }))!;
    const as = async (who: string) => ({ ...ctx, actor: (await findActor(db, who))! });
    await expect(readRep(await as('U_LINA'), id, PEOPLE.zhang.id)).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(readDetails(await as('U_EMMA'), id)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(readDetails(await as('U_GRACE'), id)).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(readDetails(await as('U_CHEN'), id)).resolves.toMatchObject({ scope: 'own' });
  });

  it('asking again links the posted copy', async () => {
    await wang.command('/digest', '上周 东区');
    expect(answer('U_WANG')).toMatch(/<https:[^|]+\|查看已发布的周报>/);
  });

  it('data that was corrected makes a new version, and the posted copy follows', async () => {
    const before = posted('C_EAST');
    await wang.command('/digest', '上周 东区');
    await wang.select('choose#details', '登记质量');
    await wang.click('digest.recompute');
    expect(screen('U_WANG')).toContain('已重新统计，数字没有变化。');
    await wang.close({ all: true });

    await db.customer.updateMany({ where: { name: '新客' }, data: { status: 'invalid' } });
    await wang.select('choose#details', '登记质量', posted('C_EAST'));
    await wang.click('digest.recompute');
    expect(screen('U_WANG')).toContain('已重新统计，现为第2版。已发布的周报稍后更新。');
    await wang.close({ all: true });
    await delivery.run();
    const after = posted('C_EAST');
    expect(after.ts).toBe(before.ts);
    expect(wordsOf(after)).toContain('数据已更正：第2版');
    expect(wordsOf(after)).toContain('新登记  *0 组*');
    expect(await db.digestSnapshot.count({ where: { isoWeek: 10, teamId: TEAMS.east.id } })).toBe(
      2,
    );
    const rows = await db.audit.findMany({
      where: { action: 'digest.recompute' },
      orderBy: { seq: 'asc' },
    });
    expect(rows.map(({ details }) => (details as { fresh: boolean }).fresh)).toEqual([false, true]);
  });

  it('a team that allows it reads the reps’ lines in the channel, from whichever of three processes', async () => {
    await saveSetting(db, {
      teamId: TEAMS.east.id,
      key: 'perRepInChannel',
      value: true,
      from: new Date(on('03-10')),
      byId: null,
    });
    await setNow(on('03-16', '09:01'));
    const planned = await Promise.all([planDigests(ctx), planDigests(ctx), planDigests(ctx)]);
    expect(planned.reduce((sum, n) => sum + n, 0)).toBe(2);
    await delivery.run();
    expect(wordsOf(posted('C_EAST'))).toContain('第11周');
    expect(wordsOf(posted('C_EAST'))).toContain('按置业顾问');
  });

  it('charts that are refused in a channel become a table there, posted once', async () => {
    const fault = slack.faults.add({
      kind: 'error',
      code: 'invalid_blocks',
      method: 'data_visualization',
    });
    await setNow(on('03-23', '09:01'));
    await planDigests(ctx);
    await delivery.run();
    const copies = slack
      .messages('C_EAST')
      .filter((message) => wordsOf(message).includes('第12周'));
    expect(copies).toHaveLength(1);
    expect(copies[0]!.blocks!.map(({ type }) => type)).toContain('table');
    slack.faults.remove(fault.id);
  });

  it('more than a day late it is not sent, and the audit says so once', async () => {
    const last = posted('C_EAST');
    await setNow(on('03-31', '12:00'));
    expect(await planDigests(ctx)).toBe(0);
    expect(await planDigests(ctx)).toBe(0);
    await delivery.run();
    expect(posted('C_EAST').ts).toBe(last.ts);
    expect(await db.audit.count({ where: { action: 'digest.skip' } })).toBe(2);
  });

  it('when Wang Fang has left, her requests end', async () => {
    await db.member.update({ where: { id: PEOPLE.wang.id }, data: { active: false } });
    await setNow(on('04-06', '09:01'));
    expect(await planDigests(ctx)).toBe(0);
    expect(await db.digestSubscription.count({ where: { active: true } })).toBe(0);
    await db.member.update({ where: { id: PEOPLE.wang.id }, data: { active: true } });
  });
});

describe('weeks nobody asked for', () => {
  it('are kept as they were when they ended', async () => {
    await setNow(on('04-13', '00:05'));
    // London's week ends seven hours later.
    expect(await closeWeeks(ctx)).toBe(2);
    expect(await closeWeeks(ctx)).toBe(0);
    const kept = await db.digestSnapshot.findMany({
      where: { isoWeek: { in: [14, 15] } },
      orderBy: { isoWeek: 'asc' },
    });
    expect(kept.map(({ isoWeek, final, teamId }) => [isoWeek, final, teamId])).toEqual([
      [14, true, TEAMS.west.id],
      [15, true, TEAMS.east.id],
    ]);
  });

  it('two processes that close one week at the same time make one', async () => {
    await setNow(on('04-20', '12:00'));
    await Promise.all([closeWeeks(ctx), closeWeeks(ctx), closeWeeks(ctx)]);
    expect(await db.digestSnapshot.count({ where: { isoWeek: 16, teamId: TEAMS.east.id } })).toBe(
      1,
    );
  });
});

describe('Emma', () => {
  it('presses nothing of another team’s', async () => {
    await emma.command('/digest', 'help');
    expect(screen('U_EMMA')).toContain('`/digest last week`');
    expect(screen('U_EMMA')).not.toContain('`/customer');
    await emma.click('help.all');
    expect(screen('U_EMMA')).toContain('Just write to me');
    expect(screen('U_EMMA')).toContain('`/customer');
    await emma.close({ all: true });
  });
});
