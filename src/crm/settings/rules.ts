import { z } from 'zod';
import type { OfficeHours } from '../../lib/calendar/index.ts';
import { ROLES } from '../access/roles.ts';
import { DEAL_SETTINGS } from './rules-deals.ts';
import { MATCHING_SETTINGS } from './rules-matching.ts';
import { OWNERSHIP_SETTINGS } from './rules-ownership.ts';
import { RECEPTION_SETTINGS } from './rules-reception.ts';
import { REVIEW_SETTINGS } from './rules-review.ts';
import {
  assignRule,
  CLOSED_AT,
  choice,
  clock,
  creditRule,
  days,
  FIRST_CREDITS,
  FIRST_DISTRICTS,
  FIRST_SOURCES,
  FIRST_STAGES,
  grades,
  minutes,
  needs,
  stages,
} from './rules-shapes.ts';
import { VIEWING_RULES } from './rules-viewings.ts';

export {
  ARRIVALS,
  type AssignRule,
  type Choice,
  type CreditRule,
  type NeedKey,
} from './rules-shapes.ts';

/**
 * Every rule of the office, one row each: its valid values and its default, which is where to begin. The
 * meaning shown beside each value is the dictionary's `settings.<key>`.
 */
export const SETTINGS = {
  /** Fields that make a registration complete. */
  completeFields: z
    .array(z.string())
    .default(['name', 'gender', 'phone', 'source', 'area', 'layouts']),
  /** Days to the next follow-up, by grade. */
  cadenceDays: grades.default({ A: 2, B: 7, C: 14, D: 30 }),
  /** Days without effective contact and without a plan before the rep is nudged, by grade. */
  silenceDays: grades.default({ A: 2, B: 7, C: 14, D: 30 }),
  /** Working minutes after the due time until the rep is told again. */
  overdueAgainMinutes: minutes.default(120),
  /** Working minutes after the due time until the manager's roll-up names it. */
  overdueManagerMinutes: minutes.default(480),
  /** Working minutes from an enquiry's arrival to the warning. */
  enquiryWarnMinutes: minutes.default(15),
  /** Working minutes from an enquiry's arrival to the manager. */
  enquiryEscalateMinutes: minutes.default(60),
  workStart: clock.default('09:00'),
  workEnd: clock.default('18:00'),
  quietStart: clock.default('21:00'),
  quietEnd: clock.default('08:00'),
  /** ISO weekdays that are rest days; a sales office usually works weekends. */
  restWeekdays: z.array(z.number().int().min(1).max(7)).max(6).default([]),
  /** Which public holidays and make-up working days count. */
  holidays: z.enum(['CN', 'none']).default('CN'),
  extraRestDays: z.array(z.iso.date()).default([]),
  extraWorkDays: z.array(z.iso.date()).default([]),
  briefTime: clock.default('09:00'),
  reportTime: clock.default('18:00'),
  /** The stages by the office's names, in its order. */
  stages: stages.default(FIRST_STAGES),
  /** What a customer needs to come into a stage. */
  needsInterested: needs.default(['need']),
  needsNegotiating: needs.default(['viewing']),
  needsClosed: needs.default(['eligible', 'contract']),
  /** From what a customer counts as closed; every figure of deals names it. */
  closedAt: z.enum(CLOSED_AT).default('contract'),
  /** Whether a manager may move a customer past what is missing, with a reason. */
  needsPassable: z.boolean().default(true),
  /** Days in a stage after which a customer counts as stuck, by grade. */
  stuckPotentialDays: grades.default({ A: 7, B: 14, C: 30, D: 60 }),
  stuckInterestedDays: grades.default({ A: 14, B: 21, C: 45, D: 90 }),
  stuckNegotiatingDays: grades.default({ A: 10, B: 14, C: 21, D: 30 }),
  /** Whether entering a stage starts its playbook. */
  playbooksRun: z.boolean().default(true),
  ...OWNERSHIP_SETTINGS,
  /** Who gets a customer that arrives without a rep, the first row that fits. */
  assignRules: z.array(assignRule).max(60).default([]),
  /** Who of several: whose turn it is, or who has the fewest customers under work. */
  assignWay: z.enum(['rota', 'least_busy']).default('rota'),
  /** Who gets it where nobody else is there: a member, or the pool. */
  assignLast: z.union([z.literal('pool'), z.uuid()]).default('pool'),
  ...REVIEW_SETTINGS,
  ...RECEPTION_SETTINGS,
  /** Minutes a partner has to report before the customer arrives. */
  reportLeadMinutes: z.number().int().min(0).max(1_440).default(30),
  /** Days before the visit on which a partner may report already. */
  reportDaysAhead: z.number().int().min(0).max(30).default(1),
  /** Days after which what an unused report says is deleted. */
  reportKeepDays: days.default(90),
  /** Slack channel in which cases are announced to those who decide; empty: their direct messages. */
  caseChannel: z
    .string()
    .regex(/^([CG][A-Z0-9_]{2,20})?$/)
    .default(''),
  /** Days without a contact after which the assigned rep counts as having given up, in a case; 0: never. */
  caseSilentDays: z.number().int().min(0).max(365).default(7),
  /** Days in which a party may appeal. */
  caseAppealDays: z.number().int().min(1).max(60).default(3),
  /** Days after a deal in which a case that is opened, or a breach that is recorded, still moves its credit. */
  creditDays: z.number().int().min(0).max(365).default(30),
  /** Working minutes a case waits until who decides is reminded, and until an administrator is told. */
  caseRemindMinutes: minutes.default(480),
  caseEscalateMinutes: minutes.default(960),
  /** Days of entries that are looked at for what asks for a question. */
  signalDays: z.number().int().min(1).max(90).default(7),
  /** The same words under so many customers of one rep. */
  signalCopied: z.number().int().min(2).max(100).default(4),
  /** So many contacts within so many minutes, all of customers on their last day of protection. */
  signalBurst: z.number().int().min(2).max(200).default(10),
  signalBurstMinutes: z.number().int().min(1).max(120).default(3),
  /** So many calls without a single one unanswered. */
  signalPerfect: z.number().int().min(5).max(1_000).default(30),
  /** Who gets what when a newcomer who was brought registers, visits, signs: one row each. */
  referralCredits: z.array(creditRule).max(30).default(FIRST_CREDITS),
  /** Days for which an introduction that was logged beforehand counts. */
  introductionDays: days.default(90),
  /** The highest score of satisfaction of which the manager hears; 0: none. */
  satisfactionLow: z.number().int().min(0).max(4).default(2),
  /** Days in which a customer can answer with the code. */
  satisfactionDays: z.number().int().min(1).max(90).default(14),
  ...MATCHING_SETTINGS,
  ...DEAL_SETTINGS,
  /** Days after which a record is asked about: still right? */
  confirmAfterDays: days.default(90),
  revealsPerHour: z.number().int().min(1).max(500).default(20),
  /** How often a person may ask whether somebody is registered already. */
  checksPerHour: z.number().int().min(1).max(1_000).default(60),
  /** From which score on somebody is asked whether two records are one person. */
  duplicateScore: z.number().int().min(40).max(70).default(50),
  /** Days between two lists of likely duplicates to the manager. */
  duplicateDays: z.number().int().min(1).max(90).default(7),
  /** Whether brothers and sisters are one household, like spouses, parents and children. */
  siblingsAreFamily: z.boolean().default(false),
  /** Hours a unit is held for a customer, and how many a rep may hold at a time. */
  unitHoldHours: z.number().int().min(1).max(720).default(24),
  unitHoldsPerRep: z.number().int().min(1).max(100).default(3),
  /** Minutes before the end of a hold at which its rep is told. */
  unitHoldWarnMinutes: minutes.default(120),
  ...VIEWING_RULES,
  busyMinutes: minutes.default(60),
  phoneRegion: z.enum(['CN', 'HK', 'MO', 'TW', 'SG', 'GB', 'US']).default('CN'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  /** Whether per-rep lines may stand in the channel's digest. */
  perRepInChannel: z.boolean().default(false),
  /** Slack user groups whose people are members. Nobody becomes an administrator by a group. */
  memberGroups: z
    .array(
      z.object({
        groupId: z.string().regex(/^S[A-Z0-9]{2,20}$/),
        role: z.enum(ROLES).exclude(['administrator']),
        teamId: z.uuid(),
      }),
    )
    .max(50)
    .default([]),
  sources: z.array(choice).min(1).max(60).default(FIRST_SOURCES),
  districts: z.array(choice).min(1).max(100).default(FIRST_DISTRICTS),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type Settings = { [K in SettingKey]: z.infer<(typeof SETTINGS)[K]> };

/** What a team stores to follow the office's rule again: no rule accepts it, so it falls through to the office's. */
export const FOLLOW_OFFICE = { follow: 'office' } as const;

/** The office's defaults. */
export const DEFAULTS: Settings = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, schema]) => [key, (schema as z.ZodType).parse(undefined)]),
) as Settings;

/**
 * The rules in force: defaults, overridden by the office's values, overridden by the team's.
 * `rows` hold the newest value of each key at the moment asked about. A stored value that no longer
 * fits its schema falls back to the default rather than stopping the office.
 */
export function resolveSettings(
  rows: { key: string; teamId: string | null; value: unknown }[],
): Settings {
  const inForce: Record<string, unknown> = { ...DEFAULTS };
  const officeFirst = [...rows].sort(
    (a, b) => Number(a.teamId !== null) - Number(b.teamId !== null),
  );
  for (const { key, value } of officeFirst) {
    const schema = (SETTINGS as Record<string, z.ZodType>)[key];
    const parsed = schema?.safeParse(value);
    if (parsed?.success) inForce[key] = parsed.data;
  }
  return inForce as Settings;
}

/** The team's working time in a zone, as the calendar reads it. */
export function officeHours(settings: Settings, zone: string): OfficeHours {
  const {
    workStart,
    workEnd,
    quietStart,
    quietEnd,
    restWeekdays,
    holidays,
    extraRestDays,
    extraWorkDays,
  } = settings;
  return {
    zone,
    workStart,
    workEnd,
    quietStart,
    quietEnd,
    restWeekdays,
    holidays,
    extraRestDays,
    extraWorkDays,
  };
}
