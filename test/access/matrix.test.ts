import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Doing } from '../../src/bot/doing.ts';
import { features } from '../../src/commands/index.ts';
import { type Action, POLICY } from '../../src/crm/access/policy.ts';
import { ROLES, type Role } from '../../src/crm/access/roles.ts';
import { can, canEver } from '../../src/crm/access/rules.ts';

/**
 * The office's policy as an office would read it out, written a second time and by hand: per role, what
 * may be done to one's Own record, to one of one's Team's, to one of an other team (X). A row that is
 * missing here, or stands here only, fails.
 */
const MATRIX: Record<Action, Record<Role, string>> = {
  'customer:register': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:register-for': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'customer:search': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'customer:update': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:reveal': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:share': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:invalidate': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:move-stage': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:move-past': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:merge': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:reassign': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:hand-over': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:check': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'customer:import': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'customer:export': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'duplicate:see': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'household:link': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'household:decide': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'referral:change': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'referral:give': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'satisfaction:collect': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'care:change': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'owner:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'pool:see': { rep: 'OT·', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'pool:claim': { rep: 'OT·', reviewer: '···', manager: '···', administrator: '···' },
  'protection:hold': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'review:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'review:decide': { rep: '···', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'review:verify': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'review:answer': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'reception:see': { rep: 'OT·', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'reception:note': { rep: 'OT·', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'reception:manage': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'arrival:work': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'courtesy:answer': { rep: 'O··', reviewer: '···', manager: 'O··', administrator: 'O··' },
  'report:make': { rep: 'OT·', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'report:see': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'company:manage': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'case:open': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'case:see': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'case:speak': { rep: 'O··', reviewer: '···', manager: 'O··', administrator: 'O··' },
  'case:decide': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'case:review': { rep: '···', reviewer: '···', manager: '···', administrator: 'OTX' },
  'signal:handle': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'signal:answer': { rep: 'O··', reviewer: 'O··', manager: 'O··', administrator: 'O··' },
  'breach:see': { rep: 'O··', reviewer: 'O··', manager: 'OT·', administrator: 'OTX' },
  'breach:record': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'deal:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'deal:change': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'deal:take-back': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'contact:log': { rep: 'O··', reviewer: 'O··', manager: 'OT·', administrator: 'OTX' },
  'follow-up:plan': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'viewing:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'viewing:plan': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'text:edit': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'follow-up:change': { rep: 'O··', reviewer: 'O··', manager: 'OT·', administrator: 'OTX' },
  'follow-up:hand-over': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'my-day:see': { rep: 'O··', reviewer: 'O··', manager: 'O··', administrator: 'O··' },
  'daily-report:confirm': { rep: 'O··', reviewer: '···', manager: 'O··', administrator: 'O··' },
  'absence:set': { rep: 'O··', reviewer: 'O··', manager: 'OT·', administrator: 'OTX' },
  'digest:see': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'digest:subscribe': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'nudge:roll-up': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'member:see': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'member:change': { rep: '···', reviewer: '···', manager: '···', administrator: 'OTX' },
  'team:change': { rep: '···', reviewer: '···', manager: '···', administrator: 'OTX' },
  'playbook:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'playbook:do': { rep: 'O··', reviewer: 'O··', manager: 'OT·', administrator: 'OTX' },
  'playbook:change': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'setting:see': { rep: 'O··', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'setting:change': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'preference:change': { rep: 'O··', reviewer: 'O··', manager: 'O··', administrator: 'O··' },
  'audit:read': { rep: '···', reviewer: '···', manager: '···', administrator: 'OTX' },
  'match:see': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'proposal:give': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'property:see': { rep: 'OT·', reviewer: 'OT·', manager: 'OT·', administrator: 'OTX' },
  'property:change': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'property:hold': { rep: 'O··', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'property:floor': { rep: '···', reviewer: '···', manager: 'OT·', administrator: 'OTX' },
  'help:read': { rep: 'O··', reviewer: 'O··', manager: 'O··', administrator: 'O··' },
};

const RELATIONS = {
  O: { repId: 'me', teamId: 'mine' },
  T: { repId: 'colleague', teamId: 'mine' },
  X: { repId: 'stranger', teamId: 'theirs' },
} as const;

const actions = Object.keys(POLICY) as Action[];
const person = (role: Role) => ({ id: 'me', role, teamIds: ['mine', 'my second'] });

describe('who may do what to whose record', () => {
  it('names every action of the policy, and no other', () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...actions].sort());
  });

  const cases = actions.flatMap((action) => ROLES.map((role) => ({ action, role })));
  it.each(cases)('$role, $action', ({ action, role }) => {
    const found = Object.entries(RELATIONS).map(([letter, record]) =>
      can(person(role), action, record) ? letter : '·',
    );
    expect(found.join('')).toBe(MATRIX[action]?.[role]);
    expect(canEver(person(role), action)).toBe(MATRIX[action]?.[role] !== '···');
  });

  it.each(cases)(
    '$role, $action: a record of nobody and no team is only for those who may do it to all',
    ({ action, role }) => {
      const everything = MATRIX[action]?.[role] === 'OTX';
      expect(can(person(role), action, { repId: null, teamId: null })).toBe(everything);
      expect(can(person(role), action, {})).toBe(everything);
    },
  );
});

describe('everything people can do has a row in the policy', () => {
  const doings = features.flatMap((feature) => feature.doings);
  const searches = features.flatMap((feature) => feature.searches ?? []);

  it.each([...doings, ...searches].map(({ id, can: action }) => ({ id, action })))(
    '$id: $action',
    ({ action }) => {
      expect(actions).toContain(action);
    },
  );

  it('does not compile with an action that has no row', () => {
    // @ts-expect-error: an action without a policy row is no action
    const unheard: Doing['can'] = 'customer:frobnicate';
    expect(actions).not.toContain(unheard);
  });

  it('has no row that nobody asks about', () => {
    const sources = readdirSync('src', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'policy.ts')
      .filter((entry) => !entry.parentPath.includes('generated'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
    expect(actions.filter((action) => !sources.includes(`'${action}'`))).toEqual([]);
  });

  it('offers no button, subcommand or shortcut that leads nowhere', () => {
    const ids = new Set(doings.map(({ id }) => id));
    const commands = features.flatMap((feature) => feature.commands ?? []);
    const asked = [
      ...commands.flatMap(({ subcommands, fallback }) => [
        ...subcommands.map((one) => one.doing),
        fallback.doing,
      ]),
      ...features.flatMap((feature) => feature.shortcuts ?? []).map((one) => one.doing),
    ];
    expect(asked.filter((id) => !ids.has(id))).toEqual([]);
  });
});
