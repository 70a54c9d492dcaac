/** What was counted: key → number. A key that is absent counts 0. */
export type Totals = Record<string, number>;

/** The sum of some keys. */
export function sumOf(totals: Totals, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (totals[key] ?? 0), 0);
}

/** `part` of `whole`; a rate of nothing does not exist. */
export interface Rate {
  part: number;
  whole: number;
  /** 0 … 1 */
  value: number;
}

/** The rate, or null where the whole is 0. */
export function findRate(part: number, whole: number): Rate | null {
  return whole > 0 ? { part, whole, value: part / whole } : null;
}

/** A rate in whole percent, halves up, as it is said. Never 100 while something is missing, never 0 while something is there. */
export function percentOf(rate: Rate): number {
  const rounded = Math.round(rate.value * 100);
  if (rounded === 100 && rate.part < rate.whole) return 99;
  if (rounded === 0 && rate.part > 0) return 1;
  return rounded;
}

/** Against the time before: by how much (of the unit asked about), and which way. */
export interface Change {
  way: 'up' | 'down' | 'same';
  by: number;
}

/** The change of a count; null where there is nothing to compare with. */
export function findChange(now: number, before: number | null): Change | null {
  if (before === null) return null;
  // A deal that two share counts by hundredths; anything finer is rounding.
  const by = Math.round((now - before) * 100) / 100;
  return { way: by > 0 ? 'up' : by < 0 ? 'down' : 'same', by: Math.abs(by) };
}

/**
 * The change of a rate in percentage points, between the percentages as they are said, so that what a
 * reader computes from the two is what stands there.
 */
export function findRateChange(now: Rate | null, before: Rate | null): Change | null {
  return now && before ? findChange(percentOf(now), percentOf(before)) : null;
}

/** One part of a whole. */
export interface Share {
  key: string;
  count: number;
  /** Whole percent of the whole. */
  percent: number;
}

/**
 * The parts of a whole, largest first, in whole percents that sum to 100: each is rounded down and
 * what is left goes to the largest remainders.
 */
export function listShares(parts: readonly { key: string; count: number }[]): Share[] {
  const whole = parts.reduce((sum, part) => sum + part.count, 0);
  if (whole === 0) return [];
  const exact = parts
    .filter((part) => part.count > 0)
    .map((part) => ({ ...part, exact: (part.count / whole) * 100 }))
    .map((part) => ({ ...part, percent: Math.floor(part.exact) }));
  const left = 100 - exact.reduce((sum, part) => sum + part.percent, 0);
  const byRemainder = [...exact].sort(
    (a, b) => b.exact - b.percent - (a.exact - a.percent) || b.count - a.count,
  );
  for (const part of byRemainder.slice(0, left)) part.percent += 1;
  return exact
    .map(({ key, count, percent }) => ({ key, count, percent }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

/** The largest shares, the others gathered into one of key `rest`. `most` counts the gathered one. */
export function gatherShares(shares: readonly Share[], most: number): Share[] {
  if (shares.length <= most) return [...shares];
  const kept = shares.slice(0, most - 1);
  const others = shares.slice(most - 1);
  const sum = (of: 'count' | 'percent') => others.reduce((total, share) => total + share[of], 0);
  return [...kept, { key: REST, count: sum('count'), percent: sum('percent') }];
}

/** What stands for all the parts that have no line of their own. */
export const REST = 'rest';

/** How many parts of a breakdown have a line of their own, the gathered rest included. */
export const MOST_PARTS = 8;
