import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { getSettings } from '../../src/crm/settings/store.ts';
import { businessNow } from '../../src/db/transact.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({ features });
const admin = slack.as('U_ADMIN');
const wang = slack.as('U_WANG');
const lina = slack.as('U_LINA');

const rulesOf = async (teamId: string | null) => getSettings(t.db, teamId, await businessNow(t.db));
const audited = () =>
  t.db.audit.findMany({ where: { action: 'setting.change' }, orderBy: { seq: 'asc' } });

/** Opens a page of rules by clicking, the way a person does. */
async function openPage(who: typeof admin, page: string, owner?: string) {
  await who.close({ all: true }).catch(() => {});
  await who.command('/gatehouse', '规则');
  if (owner) await who.click(`rules.menu#${owner}`);
  await who.click(`rules.page#${page}`);
}

describe('rules of the office', () => {
  it('赵敏 changes the cadence: in force at once, old and new in the audit, nothing else written', async () => {
    await openPage(admin, 'followUp');
    expect(screen('U_ADMIN')).toContain('各等级跟进间隔');
    expect(screen('U_ADMIN')).toContain('默认：2 / 7 / 14 / 30');
    await admin.submit({ cadenceDays: '1 / 5 / 10 / 30' });
    expect(screen('U_ADMIN')).toContain('现在起生效：各等级跟进间隔');
    expect((await rulesOf(TEAMS.west.id)).cadenceDays).toEqual({ A: 1, B: 5, C: 10, D: 30 });
    const rows = await audited();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      actorId: PEOPLE.admin.id,
      details: { key: 'cadenceDays', old: DEFAULTS.cadenceDays, new: { A: 1, B: 5, C: 10, D: 30 } },
    });
  });

  it.each(['followUp', 'registration', 'ownership', 'review', 'hours'])(
    'a submit of %s without a change says so and writes nothing',
    async (page) => {
      const before = (await audited()).length;
      await openPage(admin, page);
      await admin.submit();
      expect(screen('U_ADMIN')).toContain('没有改动');
      expect(await audited()).toHaveLength(before);
    },
  );

  it.each([
    ['followUp', { overdueAgainMinutes: 'soon' }, 'overdueAgainMinutes', '1 到 10000 的整数'],
    ['followUp', { cadenceDays: '2 7 14' }, 'cadenceDays', '四个整数'],
    ['followUp', { cadenceDays: '2 / 7 / 14 / 999' }, 'cadenceDays', '四个整数'],
    ['followUp', { enquiryWarnMinutes: '90' }, 'enquiryEscalateMinutes', '不能先报经理'],
    ['hours', { workEnd: '08:30' }, 'workEnd', '下班时间必须晚于上班时间'],
    ['hours', { extraRestDays: '2026-13-40' }, 'extraRestDays', '2026-10-08'],
    ['lists', { sources: '抖音 | Douyin\n抖音 | Douyin' }, 'sources', '重复'],
    ['lists', { sources: '| only english | x | y' }, 'sources', '没看懂'],
    ['members', { memberGroups: 'S0123ABCD boss 东区' }, 'memberGroups', '一行一个'],
  ])('%s: %o is refused under its input', async (page, values, field, why) => {
    await openPage(admin, page);
    const { outcome, errors } = await admin.submit(values);
    expect(outcome).toBe('errors');
    expect(errors).toMatchObject({ [field]: expect.stringContaining(why) });
  });

  it('everything wrong on a page is said at once', async () => {
    await openPage(admin, 'followUp');
    const { errors } = await admin.submit({
      busyMinutes: '-',
      overdueAgainMinutes: '0',
      silenceDays: 'x',
    });
    expect(Object.keys(errors).sort()).toEqual([
      'busyMinutes',
      'overdueAgainMinutes',
      'silenceDays',
    ]);
  });

  it('a renamed source keeps its key, a new one gets a key of its own', async () => {
    await openPage(admin, 'lists');
    await admin.submit({
      sources: '抖音短视频 | Douyin | 抖音\n自然到访 | Walk-in\n小红书 | Xiaohongshu',
    });
    const { sources } = await rulesOf(null);
    expect(sources.map(({ key, zh }) => [key, zh])).toEqual([
      ['douyin', '抖音短视频'],
      ['walk_in', '自然到访'],
      ['xiaohongshu', '小红书'],
    ]);
  });

  it('what the registration of a day needed stays what it was: a change may wait for its moment', async () => {
    await openPage(admin, 'registration');
    await admin.submit({
      confirmAfterDays: '30',
      from: Date.parse('2026-03-09T09:00:00+08:00') / 1000,
    });
    expect(screen('U_ADMIN')).toContain('3月9日 周一 09:00');
    expect((await rulesOf(null)).confirmAfterDays).toBe(90);
    await setNow('2026-03-09T09:00:01+08:00');
    expect((await rulesOf(null)).confirmAfterDays).toBe(30);
    expect(
      (await getSettings(t.db, null, new Date('2026-03-06T09:00:00+08:00'))).confirmAfterDays,
    ).toBe(90);
  });

  it('no rule is changed for days that are over', async () => {
    await openPage(admin, 'registration');
    const { errors } = await admin.submit({
      confirmAfterDays: '45',
      from: Date.parse('2026-03-01T09:00:00+08:00') / 1000,
    });
    expect(errors).toMatchObject({ from: expect.stringContaining('将来') });
  });
});

describe('rules of a team', () => {
  it('王芳 gives her team own hours; the office keeps its own, and following it again is one tick', async () => {
    await openPage(wang, 'hours', TEAMS.east.id).catch(() => openPage(wang, 'hours'));
    await wang.submit({ workEnd: '20:00' });
    expect((await rulesOf(TEAMS.east.id)).workEnd).toBe('20:00');
    expect((await rulesOf(null)).workEnd).toBe('18:00');

    await wang.click('rules.page#hours');
    await wang.submit({ follow: ['workEnd'] });
    expect((await rulesOf(TEAMS.east.id)).workEnd).toBe('18:00');
  });

  it('she cannot change the office’s rules, not even with a form she forged', async () => {
    await wang.close({ all: true }).catch(() => {});
    await wang.command('/gatehouse', 'rules');
    await wang.click('rules.menu#office');
    await wang.click('rules.page#hours');
    expect(slack.modal('U_WANG')?.submit).toBeFalsy();
    const view = slack.modal('U_WANG');
    if (view)
      Object.assign(view, {
        callback_id: 'rules.save',
        private_metadata: JSON.stringify({ teamId: null, page: 'hours' }),
        submit: { type: 'plain_text', text: 'x' },
      });
    await wang.submit();
    expect((await rulesOf(null)).workEnd).toBe('18:00');
    expect(wordsOf(slack.modal('U_WANG'))).toContain('你无权查看或修改');
  });

  it('李娜 reads her team’s rules and finds nothing to change', async () => {
    await lina.command('/gatehouse', '规则');
    await lina.click('rules.page#followUp');
    expect(screen('U_LINA')).toContain('1 / 5 / 10 / 30');
    expect(slack.modal('U_LINA')?.submit).toBeFalsy();
  });

  it('the changes are listed with who and when', async () => {
    await admin.close({ all: true }).catch(() => {});
    await admin.command('/gatehouse', 'rules');
    await admin.click('rules.history');
    expect(screen('U_ADMIN')).toMatch(/各等级跟进间隔 → 1 \/ 5 \/ 10 \/ 30 · 赵敏/);
  });
});

describe('teams', () => {
  it('赵敏 opens a team, moves its channel, and closes it when nobody is in it', async () => {
    await admin.close({ all: true }).catch(() => {});
    await admin.command('/gatehouse', '团队');
    await admin.click('teams.new');
    await admin.submit({
      name: '南区',
      channel: 'C_RECEPTION',
      zone: 'Asia/Shanghai',
      language: 'zh',
    });
    const team = await t.db.team.findUniqueOrThrow({ where: { name: '南区' } });
    expect(team).toMatchObject({ channelId: 'C_RECEPTION', archivedAt: null });
    await admin.click(`teams.change#${team.id}`);
    await admin.click('teams.archive');
    expect(await t.db.team.findUniqueOrThrow({ where: { id: team.id } })).toMatchObject({
      archivedAt: expect.any(Date),
    });
  });

  it.each([
    [{ name: '东区', zone: 'Asia/Shanghai' }, 'name', '已有名为'],
    [{ name: '北区', zone: 'Asia/Nowhere' }, 'zone', '没有这个时区'],
  ])('%o is refused in place', async (values, field, why) => {
    await admin.close({ all: true }).catch(() => {});
    await admin.command('/gatehouse', '团队');
    await admin.click('teams.new');
    const { errors } = await admin.submit({ language: 'zh', ...values });
    expect(errors).toMatchObject({ [field]: expect.stringContaining(why) });
  });
});

describe('who opened phones', () => {
  it('王芳 sees how often 李娜 opened a phone today; 李娜 has no such page', async () => {
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/customer', 'new 王晓芳 13812345678');
    await lina.submit({ grade: 'B' });
    const customer = await t.db.customer.findFirstOrThrow();
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/customer', `C-${customer.number}`);
    await lina.click('customer.reveal');
    await wang.close({ all: true }).catch(() => {});
    await wang.command('/gatehouse', '查看记录');
    expect(screen('U_WANG')).toContain('*李娜* · 看电话 今天 1，本周 1');
    expect(screen('U_WANG')).not.toContain('王晓芳');
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/gatehouse', 'reveals');
    expect(wordsOf(slack.ephemerals('U_LINA'))).toContain('你的角色不包含');
  });
});
