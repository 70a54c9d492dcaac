import type { CaseRules, Evidence } from './evidence.ts';

/** Who stands on which side of a case. */
export interface Sides {
  holderId: string;
  claimantIds: string[];
}

/** A claimant, as the evidence shows them. */
export interface Claimant {
  id: string;
  /** The earliest thing on record between this person and the customer that still counts. */
  first: { at: string; code: 'received' | 'contact' | 'report' } | null;
  /** The latest one. */
  lastAt: string | null;
  hasFamily: boolean;
  endedAt: string | null;
  /** When this person last received the customer for the assigned rep, who was called; null: never. */
  courtesyAt: string | null;
  /** When this person last received the customer while it was somebody else's, who was not called; null: never. */
  concealedAt: string | null;
}

/** What the rows of the rules read. */
export interface Facts {
  evidence: Evidence;
  holderFirstAt: string;
  holderLastAt: string | null;
  holderHasFamily: boolean;
  isOver: boolean;
  silentDays: number | null;
  claimants: Claimant[];
}

/** Orders ISO texts and ids. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const DAY_MS = 86_400_000;

/** What the evidence comes to for either side, by the rules of the day. */
export function factsOf(
  evidence: Evidence,
  { holderId, claimantIds }: Sides,
  rules: CaseRules,
): Facts {
  const own = traceOf(evidence, holderId);
  const registeredByHolder =
    evidence.registration.byId === holderId ? evidence.registration.at : null;
  const since = evidence.periods.findLast(({ memberId, to }) => memberId === holderId && !to)?.from;
  const starts = [registeredByHolder, own[0]?.at, since].filter((at): at is string => Boolean(at));
  const holderLastAt = [...own.map(({ at }) => at), registeredByHolder ?? since ?? null]
    .filter((at): at is string => Boolean(at))
    .sort()
    .at(-1);
  const until = evidence.clock?.until;
  const families = new Set(evidence.families.map(({ repId }) => repId));
  return {
    evidence,
    holderFirstAt: starts.sort()[0] ?? evidence.asOf,
    holderLastAt: holderLastAt ?? null,
    holderHasFamily: families.has(holderId),
    isOver: evidence.clock === null || (until != null && until <= evidence.asOf),
    silentDays: silentDays(evidence, holderLastAt ?? null, rules),
    claimants: claimantIds.map((id) => {
      const endedAt = evidence.periods.findLast((one) => one.memberId === id)?.to ?? null;
      // Who had the customer and lost it, by time or by a decision, starts anew.
      const trace = traceOf(evidence, id).filter(({ at }) => endedAt === null || at > endedAt);
      return {
        id,
        first: trace[0] ?? null,
        lastAt: trace.at(-1)?.at ?? null,
        hasFamily: families.has(id),
        endedAt,
        ...receptionsOf(evidence, id),
      };
    }),
  };
}

type Arrival = Evidence['arrivals'][number];

/** For whom a party was received: whoever stood there, or the assigned rep on whose behalf they did. */
const receivedFor = ({ memberId, courtesy }: Arrival): string => courtesy?.assignedId ?? memberId;

/** What a person received of a colleague's customer: with the colleague called, and without. */
function receptionsOf({ arrivals, periods }: Evidence, id: string) {
  const own = arrivals.filter(({ memberId }) => memberId === id);
  const isColleagues = ({ at }: Arrival) =>
    periods.some(({ memberId, from, to }) => memberId !== id && from <= at && (!to || at < to));
  const lastOf = (some: Arrival[]) =>
    some
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? null;
  return {
    courtesyAt: lastOf(own.filter((one) => receivedFor(one) !== id)),
    concealedAt: lastOf(own.filter((one) => !one.courtesy && isColleagues(one))),
  };
}

/**
 * What is on record between a person and the customer by the moment of the claim, the earliest first. A
 * partner's report is its company's: it counts for whoever received the party that came with it, whoever
 * wrote it down, and for nobody while none came.
 */
function traceOf({ asOf, contacts, arrivals, reports }: Evidence, id: string) {
  return [
    ...arrivals
      .filter((one) => receivedFor(one) === id)
      .map(({ at }) => ({ at, code: 'received' as const })),
    ...contacts
      .filter(({ memberId }) => memberId === id)
      .map((one) => ({ at: dateOf(one), code: 'contact' as const })),
    ...reports
      .filter(({ receiverId, status }) => receiverId === id && status === 'valid')
      .map(({ at }) => ({ at, code: 'report' as const })),
  ]
    .filter(({ at }) => at <= asOf)
    .sort((a, b) => compare(a.at, b.at));
}

/** A contact proves its time when it was entered within a day; later, only the time of the entry. */
function dateOf({ at, enteredAt }: { at: string; enteredAt: string }): string {
  return Date.parse(enteredAt) - Date.parse(at) <= DAY_MS ? at : enteredAt;
}

/** How long the holder left the customer silent, where that is longer than the office allows; null otherwise. */
function silentDays(evidence: Evidence, lastAt: string | null, rules: CaseRules): number | null {
  if (rules.caseSilentDays === 0 || !lastAt) return null;
  // While protection stood still (a deal, a manager's hold), nobody had to call.
  if (evidence.clock?.because === 'exempt') return null;
  const cadence = rules.cadenceDays[(evidence.grade ?? 'B') as 'B'] ?? rules.cadenceDays.B;
  const allowed = Math.max(rules.caseSilentDays, cadence);
  const days = Math.floor((Date.parse(evidence.asOf) - Date.parse(lastAt)) / DAY_MS);
  return days > allowed ? days : null;
}
