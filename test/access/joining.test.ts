import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import {
  type GroupMapping,
  type GroupMember,
  isFirstAdministrator,
  type Profile,
  planGroupSync,
} from '../../src/crm/access/profile.ts';
import { findMemberBySlackId } from '../../src/crm/access/store.ts';
import { syncGroups } from '../../src/crm/access/usecases/index.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { membersSync } from '../../src/jobs/members-sync.ts';
import { createLog } from '../../src/lib/log.ts';
import { NOW } from '../support/database.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, edge } = await testOffice({ features });
const ctx = { db: t.db, keys: t.keyring };

const profile = (more: Partial<Profile> = {}): Profile => ({
  slackUserId: 'U1',
  name: 'Somebody',
  kind: 'person',
  slackLocale: 'zh-CN',
  zone: 'Asia/Shanghai',
  isOwner: false,
  ...more,
});

describe('the first administrator', () => {
  it.each([
    [
      'an owner, while there is none',
      { isOwner: true },
      { administrators: 0, named: [], wasMember: false },
      true,
    ],
    [
      'an owner, when there is one',
      { isOwner: true },
      { administrators: 1, named: [], wasMember: false },
      false,
    ],
    ['anybody, while there is none', {}, { administrators: 0, named: [], wasMember: false }, false],
    ['whom the operator named', {}, { administrators: 1, named: ['U1'], wasMember: false }, true],
    [
      'whom the operator named but an administrator removed',
      {},
      { administrators: 1, named: ['U1'], wasMember: true },
      false,
    ],
    [
      'the named one again, when nobody else is left',
      {},
      { administrators: 0, named: ['U1'], wasMember: true },
      true,
    ],
    [
      'an owner who is a guest now',
      { isOwner: true, kind: 'guest' as const },
      { administrators: 0, named: ['U1'], wasMember: false },
      false,
    ],
  ])('%s', (_, who, office, is) => {
    expect(isFirstAdministrator(profile(who), office)).toBe(is);
  });

  it('an empty office: 李娜 is refused, 赵敏, who owns the workspace, becomes administrator by coming in', async () => {
    await t.owner.query('DELETE FROM team_members; DELETE FROM members');
    await slack.as('U_LINA').command('/gatehouse');
    expect(wordsOf(slack.ephemerals('U_LINA'))).toContain('名单里还没有你');
    await slack.as('U_ADMIN').command('/gatehouse');
    expect(wordsOf(slack.modal('U_ADMIN'))).toContain('成员');
    expect(await findMemberBySlackId(t.db, 'U_ADMIN')).toMatchObject({
      role: 'administrator',
      active: true,
    });
    expect(await t.db.audit.count({ where: { action: 'member.first-administrator' } })).toBe(1);
  });
});

const EAST: GroupMapping = { groupId: 'SEAST', role: 'rep', teamId: 'east' };
const WEST: GroupMapping = { groupId: 'SWEST', role: 'manager', teamId: 'west' };
const member = (slackUserId: string, more: Partial<GroupMember> = {}): GroupMember => ({
  id: `id-${slackUserId}`,
  slackUserId,
  active: true,
  groupId: 'SEAST',
  role: 'rep',
  teamIds: ['east'],
  ...more,
});

describe('mapped user groups', () => {
  const people = new Map([
    ['SEAST', ['A', 'B']],
    ['SWEST', ['B', 'C']],
  ]);
  const plan = (
    members: GroupMember[],
    groups: ReadonlyMap<string, readonly string[]> = people,
  ) => {
    const { join, change, leave } = planGroupSync([EAST, WEST], groups, members);
    return {
      join: join.map(({ slackUserId, mapping }) => `${slackUserId}>${mapping.groupId}`),
      change: change.map(({ memberId }) => memberId),
      leave: leave.map(({ memberId }) => memberId),
    };
  };

  it.each([
    [
      'newcomers join; the first mapping that names somebody decides',
      [],
      { join: ['A>SEAST', 'B>SEAST', 'C>SWEST'], change: [], leave: [] },
    ],
    [
      'who follows already stays',
      [member('A'), member('B')],
      { join: ['C>SWEST'], change: [], leave: [] },
    ],
    [
      'who left the group leaves the office',
      [member('A'), member('B'), member('Z')],
      { join: ['C>SWEST'], change: [], leave: ['id-Z'] },
    ],
    [
      'who was added by hand is left alone',
      [
        member('A', { groupId: null, role: 'manager' }),
        member('B'),
        member('Z', { groupId: null }),
      ],
      { join: ['C>SWEST'], change: [], leave: [] },
    ],
    [
      'who was removed by hand is not brought back',
      [member('A', { groupId: null, active: false }), member('B')],
      { join: ['C>SWEST'], change: [], leave: [] },
    ],
    [
      'who left by the group and is in it again joins again',
      [member('A', { active: false }), member('B')],
      { join: ['A>SEAST', 'C>SWEST'], change: [], leave: [] },
    ],
    [
      'who changed groups changes role and team',
      [member('A'), member('B'), member('C')],
      { join: [], change: ['id-C'], leave: [] },
    ],
  ])('%s', (_, members, wanted) => {
    expect(plan(members)).toEqual(wanted);
  });

  it('nobody leaves because Slack did not answer for a group', () => {
    expect(plan([member('Z')], new Map([['SWEST', []]])).leave).toEqual([]);
  });

  it('from Slack to the register and out again, each step in the audit', async () => {
    const mapping = { groupId: 'SREPS', role: 'rep', teamId: TEAMS.east.id };
    await saveSetting(t.db, {
      teamId: null,
      key: 'memberGroups',
      value: [mapping],
      from: new Date(NOW),
      byId: null,
    });
    const findProfile = (id: string) => edge.directory.findProfile(id);
    const sync = (users: string[]) =>
      syncGroups(ctx, { people: new Map([['SREPS', users]]), findProfile });

    expect(await sync(['U_LINA', 'U_GUEST'])).toEqual({ joined: 1, changed: 0, left: 0 });
    expect(await findMemberBySlackId(t.db, 'U_LINA')).toMatchObject({
      active: true,
      role: 'rep',
      teamIds: [TEAMS.east.id],
    });
    expect(await findMemberBySlackId(t.db, 'U_GUEST')).toBeNull();
    expect(await sync(['U_LINA'])).toEqual({ joined: 0, changed: 0, left: 0 });
    expect(await sync([])).toEqual({ joined: 0, changed: 0, left: 1 });
    expect(await findMemberBySlackId(t.db, 'U_LINA')).toMatchObject({ active: false });
    expect(
      await t.db.audit.count({
        where: { actorKind: 'system', action: { in: ['member.add', 'member.remove'] } },
      }),
    ).toBe(2);
  });

  it('the job reads the groups and stale profiles; without the scope nobody leaves', async () => {
    slack.world.groups.push({
      id: 'SREPS',
      name: 'reps',
      handle: 'reps',
      users: ['U_EMMA'],
    } as never);
    const said: string[] = [];
    const report = createLog({ level: 'info', write: (line) => void said.push(line) });
    const job = membersSync({ ...ctx, directory: edge.directory, report });
    await job.run();
    expect(await findMemberBySlackId(t.db, 'U_EMMA')).toMatchObject({ active: true });

    slack.faults.add({ kind: 'error', code: 'missing_scope', method: 'usergroups.users.list' });
    await job.run();
    expect(await findMemberBySlackId(t.db, 'U_EMMA')).toMatchObject({ active: true });
    expect(said.join()).toContain('members-sync');

    slack.person('U_EMMA').isRestricted = true;
    await t.advance('2 days');
    await job.run();
    expect(await findMemberBySlackId(t.db, 'U_EMMA')).toMatchObject({ active: false });
  });
});
