import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { sendUserChange } from '../../sandbox/core/interactions/events.ts';
import { features } from '../../src/commands/index.ts';
import { findActor, findMemberBySlackId } from '../../src/crm/access/store.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const admin = slack.as('U_ADMIN');
const wang = slack.as('U_WANG');
const lina = slack.as('U_LINA');

const member = (slackUserId: string) => findMemberBySlackId(t.db, slackUserId);
const audited = (action: string) =>
  t.db.audit.findMany({ where: { action }, orderBy: { seq: 'asc' } });

/** Slack's profile of a person changes, and Slack says so. */
async function changes(user: string, profile: Partial<ReturnType<typeof slack.person>>) {
  Object.assign(slack.person(user), profile);
  await sendUserChange(slack.world, user);
}

async function openList() {
  await admin.close({ all: true }).catch(() => {});
  await admin.command('/gatehouse', '成员');
}

describe('the menu', () => {
  it('shows 李娜, a rep, only what a rep may use, in her language', async () => {
    await lina.command('/gatehouse');
    expect(screen('U_LINA')).toContain('我的设置');
    expect(screen('U_LINA')).not.toContain('成员');
    await lina.close({ all: true });
  });

  it('shows 赵敏, the administrator, everything', async () => {
    await admin.command('/gatehouse', '');
    for (const entry of ['成员', '团队', '规则', '查看记录', '运行状态'])
      expect(screen('U_ADMIN')).toContain(entry);
    await admin.close({ all: true });
  });

  it('tells Emma in English that a word is none of its words', async () => {
    await slack.as('U_EMMA').command('/gatehouse', 'frobnicate');
    expect(wordsOf(slack.ephemerals('U_EMMA'))).toContain('There is no “frobnicate” here');
  });

  it('lets nobody but administrators add a member, whatever door they try', async () => {
    await lina.command('/gatehouse', 'add');
    expect(wordsOf(slack.ephemerals('U_LINA'))).toContain('你的角色不包含');
    await wang.command('/gatehouse', '添加');
    expect(slack.modal('U_WANG')).toBeNull();
  });
});

describe('members', () => {
  it('张伟 leaves the list and is refused from then on; added again he comes back', async () => {
    await openList();
    await admin.select(`choose#${PEOPLE.zhang.id}`, `members.ask-remove ${PEOPLE.zhang.id}`);
    await admin.submit();
    expect(screen('U_ADMIN')).toContain('已移除');
    expect(await findActor(t.db, 'U_ZHANG')).toBeNull();

    await slack.as('U_ZHANG').command('/customer');
    expect(wordsOf(slack.ephemerals('U_ZHANG'))).toContain('名单里还没有你');

    await admin.click('members.add');
    await admin.submit({ person: 'U_ZHANG', role: 'rep', teams: [TEAMS.east.id], language: 'zh' });
    expect(screen('U_ADMIN')).toContain('张伟 Zhang Wei 已成为成员');
    expect(await member('U_ZHANG')).toMatchObject({
      id: PEOPLE.zhang.id,
      active: true,
      locale: 'zh',
    });
    expect((await audited('member.add')).at(-1)).toMatchObject({
      actorId: PEOPLE.admin.id,
      subjectId: PEOPLE.zhang.id,
    });
  });

  it.each([
    ['U_GUEST', '访客'],
    ['U_CONNECT', '外部工作区'],
    ['U_GONE', '已停用'],
    ['U_GATEHOUSE', '应用'],
    ['U_LINA', '已经是成员'],
  ])('does not add %s, and says why in place', async (user, why) => {
    await openList();
    await admin.click('members.add');
    const { outcome, errors } = await admin.submit({
      person: user,
      role: 'rep',
      teams: [TEAMS.east.id],
      language: 'slack',
    });
    expect(outcome).toBe('errors');
    expect(JSON.stringify(errors)).toContain(why);
  });

  it.each([
    ['a rep without a team', { role: 'rep', teams: null }, '请选择团队'],
    [
      'a rep in two teams',
      { role: 'rep', teams: [TEAMS.east.id, TEAMS.west.id] },
      '只能属于一个团队',
    ],
  ])('refuses %s under the teams', async (_, values, why) => {
    await openList();
    await admin.select(`choose#${PEOPLE.tom.id}`, `members.change ${PEOPLE.tom.id}`);
    const { errors } = await admin.submit(values);
    expect(errors).toMatchObject({ teams: expect.stringContaining(why) });
    expect(await member('U_TOM')).toMatchObject({ role: 'rep', teamIds: [TEAMS.west.id] });
  });

  it('keeps the last administrator', async () => {
    await openList();
    await admin.select(`choose#${PEOPLE.admin.id}`, `members.change ${PEOPLE.admin.id}`);
    const { errors } = await admin.submit({ role: 'rep', teams: [TEAMS.east.id] });
    expect(errors).toMatchObject({ role: expect.stringContaining('最后一位管理员') });
  });

  it('Tom becomes a reviewer of both teams with the very next click, and the audit has old and new', async () => {
    await openList();
    await admin.select(`choose#${PEOPLE.tom.id}`, `members.change ${PEOPLE.tom.id}`);
    await admin.submit({ role: 'reviewer', teams: [TEAMS.west.id, TEAMS.east.id] });
    expect(await findActor(t.db, 'U_TOM')).toMatchObject({ role: 'reviewer' });
    const [row] = (await audited('member.change')).slice(-1);
    expect(row?.details).toMatchObject({ old: { role: 'rep' }, new: { role: 'reviewer' } });
  });

  it('王芳, a manager, sees the members of her teams and cannot change them', async () => {
    await wang.close({ all: true }).catch(() => {});
    await wang.command('/gatehouse', 'members');
    expect(screen('U_WANG')).toContain('李娜');
    expect(screen('U_WANG')).not.toContain('添加成员');
    expect(JSON.stringify(slack.modal('U_WANG')?.blocks)).not.toContain('members.change');
  });
});

describe('what Slack tells of people', () => {
  it('陈静 is deactivated in Slack: the membership ends', async () => {
    await changes('U_CHEN', { deleted: true });
    expect(await member('U_CHEN')).toMatchObject({ active: false });
    expect((await audited('member.remove')).at(-1)).toMatchObject({
      actorKind: 'system',
      subjectId: PEOPLE.chen.id,
    });
  });

  it('Emma moves to Shanghai and reads Chinese: the next screen follows', async () => {
    await changes('U_EMMA', { locale: 'zh-CN', tz: 'Asia/Shanghai' });
    expect(await findActor(t.db, 'U_EMMA')).toMatchObject({ locale: 'zh', zone: 'Asia/Shanghai' });
  });

  it('a zone somebody chose here stays when Slack’s changes', async () => {
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/gatehouse', 'me');
    await lina.submit({ zone: 'Europe/Paris' });
    await changes('U_LINA', { tz: 'Asia/Tokyo' });
    expect(await findActor(t.db, 'U_LINA')).toMatchObject({ zone: 'Europe/Paris' });
  });
});

describe('people who are no members', () => {
  it.each([
    ['U_GUEST', 'You are not on its list yet'],
    ['U_CONNECT', 'people of this workspace only'],
  ])('%s gets a polite refusal and sees nothing', async (user, why) => {
    await slack.as(user).command('/customer', 'C-1001');
    expect(wordsOf(slack.ephemerals(user))).toContain(why);
    expect(slack.modal(user)).toBeNull();
    await slack.as(user).openHome();
    expect(wordsOf(slack.home(user))).toMatch(/list yet|workspace only/);
  });
});
