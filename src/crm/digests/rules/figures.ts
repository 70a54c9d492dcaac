import {
  type Change,
  findChange,
  findRate,
  findRateChange,
  listShares,
  type Rate,
  type Share,
  sumOf,
  type Totals,
} from './rates.ts';

/** What a count counts: the word beside the number. */
export type Unit = 'parties' | 'customers' | 'contacts' | 'followUps' | 'sets' | 'money';

/**
 * The counts of a digest, one row each: the counted keys it sums and its unit. The dictionary's
 * `digests.figure` has its name and its definition. Keys are what the counting statement gives
 * (figures-store.ts); `due` and `contacts` are sums of disjoint parts, so that parts make the whole.
 */
export const COUNTS = {
  callIns: { keys: ['callIns'], unit: 'parties' },
  firstVisits: { keys: ['firstVisits'], unit: 'parties' },
  revisits: { keys: ['revisits'], unit: 'parties' },
  registered: { keys: ['registered'], unit: 'customers' },
  effective: { keys: ['effective'], unit: 'contacts' },
  attempts: { keys: ['attempts'], unit: 'contacts' },
  contacts: { keys: ['effective', 'attempts'], unit: 'contacts' },
  due: { keys: ['onTime', 'doneLate', 'missed'], unit: 'followUps' },
  onTime: { keys: ['onTime'], unit: 'followUps' },
  doneLate: { keys: ['doneLate'], unit: 'followUps' },
  missed: { keys: ['missed'], unit: 'followUps' },
  overdue: { keys: ['overdue'], unit: 'followUps' },
  neverContacted: { keys: ['neverContacted'], unit: 'customers' },
  toInterested: { keys: ['toInterested'], unit: 'customers' },
  toNegotiating: { keys: ['toNegotiating'], unit: 'customers' },
  toClosed: { keys: ['toClosed'], unit: 'customers' },
  toLost: { keys: ['toLost'], unit: 'customers' },
  cohort: { keys: ['cohort'], unit: 'customers' },
  cohortInterested: { keys: ['cohortInterested'], unit: 'customers' },
  cohortNegotiating: { keys: ['cohortNegotiating'], unit: 'customers' },
  cohortClosed: { keys: ['cohortClosed'], unit: 'customers' },
  incomplete: { keys: ['incomplete'], unit: 'customers' },
  lateRegistered: { keys: ['lateRegistered'], unit: 'customers' },
  invalid: { keys: ['invalid'], unit: 'customers' },
  nextFollowUps: { keys: ['nextTimed', 'nextUntimed'], unit: 'followUps' },
  nextTimed: { keys: ['nextTimed'], unit: 'followUps' },
  nextViewings: { keys: ['nextViewings'], unit: 'parties' },
  subscribedSets: { keys: ['subscribedSets'], unit: 'sets' },
  subscribedMoney: { keys: ['subscribedMoney'], unit: 'money' },
  contractSets: { keys: ['contractSets'], unit: 'sets' },
  contractMoney: { keys: ['contractMoney'], unit: 'money' },
  unsignedSets: { keys: ['unsignedSets'], unit: 'sets' },
  moneyDue: { keys: ['moneyDue'], unit: 'money' },
  moneyReceived: { keys: ['moneyReceived'], unit: 'money' },
  moneyOverdue: { keys: ['moneyOverdue'], unit: 'money' },
} as const satisfies Record<string, { keys: readonly string[]; unit: Unit }>;

export type CountId = keyof typeof COUNTS;

/**
 * The rates of a digest: the keys of part and whole. `percentSum`: the part is a sum of percents (the
 * completeness of each registration), so the whole counts a hundredfold. `money`: both are amounts.
 */
export const RATES = {
  onTimeRate: { part: ['onTime'], whole: ['onTime', 'doneLate', 'missed'] },
  effectiveRate: { part: ['effective'], whole: ['effective', 'attempts'] },
  interestedRate: { part: ['cohortInterested'], whole: ['cohort'] },
  negotiatingRate: { part: ['cohortNegotiating'], whole: ['cohortInterested'] },
  closedRate: { part: ['cohortClosed'], whole: ['cohortNegotiating'] },
  completeness: { part: ['filled'], whole: ['registered'], percentSum: true },
  arrivalSameDayRate: { part: ['arrivalSameDay'], whole: ['arrivalSameDay', 'arrivalRest'] },
  moneyRate: { part: ['moneyReceived'], whole: ['moneyDue'], money: true },
  sameDayRate: { part: ['sameDay'], whole: ['sameDay', 'lateRegistered'] },
} as const satisfies Record<
  string,
  { part: readonly string[]; whole: readonly string[]; percentSum?: true; money?: true }
>;

export type RateId = keyof typeof RATES;

/** Whole by named parts: every registered customer is in exactly one part. */
export const BREAKDOWNS = ['source', 'district'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** The first screen: what a manager argues about, in the order of a customer's way. */
export const HEADLINE = [
  'registered',
  'firstVisits',
  'effective',
  'onTimeRate',
  'toClosed',
] as const satisfies (CountId | RateId)[];

/** The pages of the details, in the order of the menu. */
export const GROUPS = {
  intake: ['callIns', 'firstVisits', 'revisits', 'registered'],
  funnel: [
    'toInterested',
    'toNegotiating',
    'toClosed',
    'toLost',
    'cohort',
    'cohortInterested',
    'interestedRate',
    'cohortNegotiating',
    'negotiatingRate',
    'cohortClosed',
    'closedRate',
  ],
  deals: [
    'subscribedSets',
    'subscribedMoney',
    'contractSets',
    'contractMoney',
    'unsignedSets',
    'moneyDue',
    'moneyReceived',
    'moneyRate',
    'moneyOverdue',
  ],
  followUps: [
    'due',
    'onTime',
    'onTimeRate',
    'doneLate',
    'missed',
    'overdue',
    'effective',
    'attempts',
    'effectiveRate',
    'neverContacted',
  ],
  quality: [
    'arrivalSameDayRate',
    'completeness',
    'incomplete',
    'sameDayRate',
    'lateRegistered',
    'invalid',
  ],
  next: ['nextViewings', 'nextFollowUps', 'nextTimed'],
} as const satisfies Record<string, readonly (CountId | RateId)[]>;

export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

/** The figures of one rep's line, and of the page about one rep. */
export const REP_FIGURES = [
  'due',
  'onTime',
  'doneLate',
  'missed',
  'overdue',
  'effective',
  'attempts',
  'neverContacted',
  ...GROUPS.deals,
] as const satisfies (CountId | RateId)[];

/** Whether a figure is an amount of the team's currency, or made of such. */
export const isMoney = (id: CountId | RateId): boolean =>
  isCount(id) ? COUNTS[id].unit === 'money' : 'money' in RATES[id];

/** Whether an id names one of the digest's counts. */
export const isCount = (id: string): id is CountId => id in COUNTS;

/** A figure as it is shown: its number now and the change. */
export type Reading =
  | { kind: 'count'; id: CountId; count: number; change: Change | null }
  | { kind: 'rate'; id: RateId; rate: Rate | null; change: Change | null };

/** Reads a figure off what was counted; `before` is null where there is nothing to compare with. */
export function readFigure(id: CountId | RateId, now: Totals, before: Totals | null): Reading {
  if (isCount(id)) {
    const { keys } = COUNTS[id];
    const count = sumOf(now, keys);
    return { kind: 'count', id, count, change: findChange(count, before && sumOf(before, keys)) };
  }
  const rate = readRate(id, now);
  return { kind: 'rate', id, rate, change: findRateChange(rate, before && readRate(id, before)) };
}

function readRate(id: RateId, totals: Totals): Rate | null {
  const row: { part: readonly string[]; whole: readonly string[]; percentSum?: true } = RATES[id];
  return findRate(sumOf(totals, row.part), sumOf(totals, row.whole) * (row.percentSum ? 100 : 1));
}

/** The shares of a breakdown, largest first. */
export function readBreakdown(breakdown: Breakdown, totals: Totals): Share[] {
  const prefix = `${breakdown}.`;
  const parts = Object.entries(totals)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, count]) => ({ key: key.slice(prefix.length), count }));
  return listShares(parts);
}

/**
 * The counted keys behind something a list can be asked for: a count (`missed`), or a part of a
 * breakdown (`source.douyin`). Null for anything else.
 */
export function findKeys(figure: string): readonly string[] | null {
  if (isCount(figure)) return COUNTS[figure].keys;
  return /^(source|district)\.[a-z0-9_]{1,40}$/.test(figure) ? [figure] : null;
}
