import type { CaseRules, Evidence } from './evidence.ts';

/** Edition of the rows below: kept with every verdict. */
export const RULES_VERSION = 1;

export const VERDICTS = ['keep', 'give', 'split', 'pool'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A fact that speaks for the proposal, or against it. */
export interface Reason {
  code:
    | 'registered'
    | 'protected'
    | 'protectionOver'
    | 'reached'
    | 'neverReached'
    | 'silent'
    | 'family'
    | 'received'
    | 'contact'
    | 'report'
    | 'nothing'
    | 'had'
    | 'enteredAfter';
  who?: string;
  at?: string;
  n?: number;
}

export type RuleId = 'family' | 'earlier' | 'over' | 'silent' | 'first';

/** What the rules propose: which row decided, and what speaks for it. A person decides. */
export interface Proposal {
  rule: RuleId;
  verdict: Verdict;
  toId: string | null;
  reasons: Reason[];
}

/** Who stands on which side of a case. */
export interface Sides {
  holderId: string;
  claimantIds: string[];
}

interface Claimant {
  id: string;
  /** The earliest thing on record between this person and the customer that still counts. */
  first: { at: string; code: 'received' | 'contact' | 'report' } | null;
  /** The latest one. */
  lastAt: string | null;
  hasFamily: boolean;
  endedAt: string | null;
}

interface Facts {
  evidence: Evidence;
  holderFirstAt: string;
  holderLastAt: string | null;
  holderHasFamily: boolean;
  isOver: boolean;
  silentDays: number | null;
  claimants: Claimant[];
}

interface Row {
  id: RuleId;
  /** What it decides for, or null where it does not apply. */
  decide(facts: Facts): { verdict: Verdict; toId: string | null } | null;
}

/**
 * The rules of adjudication, read from the top; the first that applies proposes (FIELD.md 6):
 * one family has one assigned rep; who was there first comes first; what is no longer protected goes to
 * who looks after it; who left a customer silent for longer than the office allows gave it up; otherwise
 * the first registration holds.
 */
const ROWS: readonly Row[] = [
  {
    id: 'family',
    decide: ({ claimants, holderHasFamily }) => {
      const [one, ...more] = claimants.filter(({ hasFamily }) => hasFamily);
      return one && more.length === 0 && !holderHasFamily ? give(one) : null;
    },
  },
  {
    id: 'earlier',
    decide: ({ claimants, holderFirstAt }) => {
      const earliest = firstOf(claimants);
      return earliest?.first && earliest.first.at < holderFirstAt ? give(earliest) : null;
    },
  },
  { id: 'over', decide: (facts) => (facts.isOver ? toWhoCares(facts) : null) },
  { id: 'silent', decide: (facts) => (facts.silentDays === null ? null : toWhoCares(facts)) },
  { id: 'first', decide: () => ({ verdict: 'keep', toId: null }) },
];

/** Reads the rows against the evidence. Never names anybody but a party; the same evidence gives the same answer. */
export function proposeVerdict(evidence: Evidence, sides: Sides, rules: CaseRules): Proposal {
  const facts = factsOf(evidence, sides, rules);
  for (const { id, decide } of ROWS) {
    const decided = decide(facts);
    if (decided) return { rule: id, ...decided, reasons: reasonsOf(facts, sides) };
  }
  throw new Error('the last row always applies');
}

const give = ({ id }: Claimant) => ({ verdict: 'give' as const, toId: id });

/** To the claimant with something on record since the holder's last contact; to the pool where there is none. */
function toWhoCares({ claimants, holderLastAt }: Facts) {
  const since = holderLastAt ?? '';
  const cares = claimants.filter(({ lastAt }) => lastAt !== null && lastAt > since);
  const one = firstOf(cares);
  return one ? give(one) : { verdict: 'pool' as const, toId: null };
}

const firstOf = (claimants: Claimant[]): Claimant | null =>
  [...claimants]
    .filter(({ first }) => first !== null)
    .sort((a, b) => compare(a.first!.at, b.first!.at) || compare(a.id, b.id))[0] ?? null;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const DAY_MS = 86_400_000;

function factsOf(evidence: Evidence, { holderId, claimantIds }: Sides, rules: CaseRules): Facts {
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
      };
    }),
  };
}

/** What is on record between a person and the customer by the moment of the claim, the earliest first. */
function traceOf({ asOf, contacts, arrivals, reports }: Evidence, id: string) {
  return [
    ...arrivals
      .filter(({ memberId }) => memberId === id)
      .map(({ at }) => ({ at, code: 'received' as const })),
    ...contacts
      .filter(({ memberId }) => memberId === id)
      .map((one) => ({ at: dateOf(one), code: 'contact' as const })),
    ...reports
      .filter(({ enteredById, status }) => enteredById === id && status === 'valid')
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

function reasonsOf(facts: Facts, { holderId }: Sides): Reason[] {
  const { evidence, silentDays: silent, isOver } = facts;
  const { registration, clock, contacts, families, enteredAfter } = evidence;
  const own = contacts.filter(({ memberId }) => memberId === holderId);
  const [last] = own;
  return [
    { code: 'registered', who: registration.byId, at: registration.at },
    isOver || !clock
      ? { code: 'protectionOver', ...(clock?.until && { at: clock.until }) }
      : { code: 'protected', ...(clock.until && { at: clock.until }) },
    last
      ? { code: 'reached', who: holderId, n: own.length, at: last.at }
      : { code: 'neverReached', who: holderId },
    ...(silent === null ? [] : [{ code: 'silent' as const, who: holderId, n: silent }]),
    ...families.map(({ repId, number }) => ({ code: 'family' as const, who: repId, n: number })),
    ...facts.claimants.flatMap(({ id, first, endedAt }): Reason[] => [
      ...(endedAt ? [{ code: 'had' as const, who: id, at: endedAt }] : []),
      first ? { code: first.code, who: id, at: first.at } : { code: 'nothing', who: id },
    ]),
    ...(enteredAfter > 0 ? [{ code: 'enteredAfter' as const, n: enteredAfter }] : []),
  ];
}
