import type { Reach, Role } from './roles.ts';

type Row = Record<Role, Reach>;

const row = (rep: Reach, reviewer: Reach, manager: Reach, administrator: Reach): Row => ({
  rep,
  reviewer,
  manager,
  administrator,
});

/**
 * The office's policy, one row per action, read aloud: "a rep may see own customers, a manager the
 * team's". Every doing names a row; one that does not exist fails to compile. Sources: #80, #86, #93.
 */
export const POLICY = {
  //                              rep     reviewer  manager  administrator
  'customer:register': row('own', 'none', 'team', 'all'),
  'customer:register-for': row('none', 'none', 'team', 'all'),
  'customer:see': row('own', 'team', 'team', 'all'),
  'customer:search': row('own', 'team', 'team', 'all'),
  'customer:update': row('own', 'none', 'team', 'all'),
  'customer:reveal': row('own', 'none', 'team', 'all'),
  'customer:share': row('own', 'none', 'team', 'all'),
  'customer:invalidate': row('own', 'none', 'team', 'all'),
  'customer:move-stage': row('own', 'none', 'team', 'all'),
  'customer:move-past': row('none', 'none', 'team', 'all'),
  'customer:merge': row('none', 'none', 'team', 'all'),
  'customer:reassign': row('none', 'none', 'team', 'all'),
  'customer:hand-over': row('none', 'none', 'team', 'all'),
  'customer:check': row('own', 'team', 'team', 'all'),
  'customer:import': row('none', 'none', 'team', 'all'),
  'customer:export': row('none', 'none', 'team', 'all'),
  'duplicate:see': row('none', 'none', 'team', 'all'),
  'household:link': row('own', 'none', 'team', 'all'),
  'household:decide': row('none', 'none', 'team', 'all'),
  'referral:change': row('own', 'none', 'team', 'all'),
  'referral:give': row('none', 'none', 'team', 'all'),
  'satisfaction:collect': row('own', 'none', 'team', 'all'),
  'care:change': row('own', 'none', 'team', 'all'),
  'owner:see': row('own', 'team', 'team', 'all'),
  'pool:see': row('team', 'team', 'team', 'all'),
  'pool:claim': row('team', 'none', 'none', 'none'),
  'protection:hold': row('none', 'none', 'team', 'all'),
  'review:see': row('own', 'team', 'team', 'all'),
  'review:decide': row('none', 'team', 'team', 'all'),
  'review:verify': row('own', 'team', 'team', 'all'),
  'review:answer': row('own', 'none', 'team', 'all'),
  'reception:see': row('team', 'team', 'team', 'all'),
  'reception:note': row('team', 'team', 'team', 'all'),
  'reception:manage': row('none', 'none', 'team', 'all'),
  'arrival:work': row('own', 'none', 'team', 'all'),
  'courtesy:answer': row('own', 'none', 'own', 'own'),
  'report:make': row('team', 'none', 'team', 'all'),
  'report:see': row('own', 'none', 'team', 'all'),
  'company:manage': row('none', 'none', 'team', 'all'),
  'case:open': row('own', 'none', 'team', 'all'),
  'case:see': row('own', 'none', 'team', 'all'),
  'case:speak': row('own', 'none', 'own', 'own'),
  'case:decide': row('none', 'none', 'team', 'all'),
  'case:review': row('none', 'none', 'none', 'all'),
  'signal:handle': row('none', 'none', 'team', 'all'),
  'signal:answer': row('own', 'own', 'own', 'own'),
  'breach:see': row('own', 'own', 'team', 'all'),
  'breach:record': row('none', 'none', 'team', 'all'),
  'deal:see': row('own', 'team', 'team', 'all'),
  'deal:change': row('own', 'none', 'team', 'all'),
  'deal:take-back': row('none', 'none', 'team', 'all'),
  'contact:log': row('own', 'own', 'team', 'all'),
  'follow-up:plan': row('own', 'none', 'team', 'all'),
  'follow-up:change': row('own', 'own', 'team', 'all'),
  'follow-up:hand-over': row('own', 'none', 'team', 'all'),
  'viewing:see': row('own', 'team', 'team', 'all'),
  'viewing:plan': row('own', 'none', 'team', 'all'),
  'text:edit': row('none', 'none', 'team', 'all'),
  'my-day:see': row('own', 'own', 'own', 'own'),
  'daily-report:confirm': row('own', 'none', 'own', 'own'),
  'absence:set': row('own', 'own', 'team', 'all'),
  'digest:see': row('none', 'none', 'team', 'all'),
  'digest:subscribe': row('none', 'none', 'team', 'all'),
  'nudge:roll-up': row('none', 'none', 'team', 'all'),
  'member:see': row('none', 'none', 'team', 'all'),
  'member:change': row('none', 'none', 'none', 'all'),
  'team:change': row('none', 'none', 'none', 'all'),
  'playbook:see': row('own', 'team', 'team', 'all'),
  'playbook:do': row('own', 'own', 'team', 'all'),
  'playbook:change': row('none', 'none', 'team', 'all'),
  'setting:see': row('own', 'team', 'team', 'all'),
  'setting:change': row('none', 'none', 'team', 'all'),
  'preference:change': row('own', 'own', 'own', 'own'),
  'audit:read': row('none', 'none', 'none', 'all'),
  'match:see': row('own', 'none', 'team', 'all'),
  'proposal:give': row('own', 'none', 'team', 'all'),
  'property:see': row('team', 'team', 'team', 'all'),
  'property:change': row('none', 'none', 'team', 'all'),
  'property:hold': row('own', 'none', 'team', 'all'),
  'property:floor': row('none', 'none', 'team', 'all'),
  'help:read': row('own', 'own', 'own', 'own'),
} as const satisfies Record<string, Row>;

export type Action = keyof typeof POLICY;

/**
 * What somebody may do with the customers of a colleague they stand in for, and nothing else: find and
 * call them, propose homes, log what came of it, plan what is next.
 */
export const STAND_IN: readonly Action[] = [
  'customer:see',
  'customer:search',
  'customer:reveal',
  'contact:log',
  'follow-up:plan',
  'follow-up:change',
  'viewing:see',
  'viewing:plan',
  'match:see',
  'proposal:give',
];
