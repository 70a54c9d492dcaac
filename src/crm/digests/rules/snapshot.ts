import { z } from 'zod';
import { COUNTS, isCount, REP_FIGURES } from './figures.ts';
import { sumOf, type Totals } from './rates.ts';
import type { Week } from './week.ts';

const totals = z.record(z.string(), z.number().nonnegative());
const rep = z.object({
  memberId: z.string(),
  totals,
  oldest: z.object({ customerId: z.string(), dueAt: z.coerce.date() }).nullable(),
});

/** What a snapshot keeps: numbers and ids only. */
export const figures = z.object({
  /** Up to when things were known. */
  until: z.coerce.date(),
  totals,
  /** The time before as it stood then, so that the same digest always shows the same changes. */
  before: totals.nullable(),
  reps: z.array(rep),
});

export type Figures = z.infer<typeof figures>;
export type RepFigures = Figures['reps'][number];

/** A stored reading of one team's week. */
export interface Snapshot {
  id: string;
  teamId: string;
  week: Week;
  /** Counts up when its data was corrected. */
  revision: number;
  takenAt: Date;
  /** false: the week was still running, and the next reading replaces this one. */
  final: boolean;
  figures: Figures;
}

/** What was counted, of the team and of each rep. */
export interface Tally {
  totals: Totals;
  /** By member id. */
  reps: Map<string, Totals>;
}

/** A rep's follow-up that has waited longest. */
export interface Oldest {
  memberId: string;
  customerId: string;
  dueAt: Date;
}

/** Puts together what was counted. Reps for whom nothing is counted have no line. */
export function figuresOf(
  counted: { tally: Tally; oldest: Oldest[]; before: Totals | null },
  until: Date,
): Figures {
  const { tally, oldest, before } = counted;
  const waiting = new Map(oldest.map(({ memberId, ...rest }) => [memberId, rest]));
  const reps = [...tally.reps]
    .filter(([, own]) => REP_FIGURES.some((id) => isCount(id) && sumOf(own, COUNTS[id].keys) > 0))
    .map(([memberId, own]) => ({ memberId, totals: own, oldest: waiting.get(memberId) ?? null }))
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  return { until, totals: tally.totals, before, reps };
}

/** Whether two readings tell the same. */
export function isSame(one: Figures, other: Figures): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ totals: now, before, reps }: Figures): string {
  const sorted = (of: Totals | null) =>
    of && Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    sorted(now),
    sorted(before),
    reps.map(({ memberId, totals: own, oldest }) => [
      memberId,
      sorted(own),
      oldest?.customerId,
      oldest?.dueAt,
    ]),
  ]);
}

/** Whose week is counted. */
export interface CountedTeam {
  teamId: string;
  /** The team's zone: its civil days decide what is late. */
  zone: string;
}

/** A team whose money is counted: in its currency only, since amounts of several cannot be added. */
export interface PricedTeam extends CountedTeam {
  currency: string;
}

/** A team as its digests show it. */
export interface DigestTeam extends CountedTeam {
  name: string;
  createdAt: Date;
}
