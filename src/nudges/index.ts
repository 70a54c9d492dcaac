import type { NudgeRule } from './rule.ts';
import { confirm } from './rules/confirm.ts';
import { deal } from './rules/deal.ts';
import { enquiry } from './rules/enquiry.ts';
import { followupDue } from './rules/followup-due.ts';
import { followupOverdue } from './rules/followup-overdue.ts';
import { protection } from './rules/protection.ts';
import { silence } from './rules/silence.ts';
import { stuck } from './rules/stuck.ts';
import { viewing } from './rules/viewing.ts';

/** The nudges, most urgent first. `quick` ones are looked at with every tick, the others every minute. */
export const QUICK_RULES: readonly NudgeRule[] = [viewing, followupDue, followupOverdue];
export const SLOW_RULES: readonly NudgeRule[] = [
  enquiry,
  deal,
  protection,
  silence,
  stuck,
  confirm,
];

export const RULES: readonly NudgeRule[] = [...QUICK_RULES, ...SLOW_RULES];

/** The rule of a nudge, or null when it is from a version that had another one. */
export function findRule(id: string): NudgeRule | null {
  return RULES.find((rule) => rule.id === id) ?? null;
}
