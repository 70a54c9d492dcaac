import type { CaseRules, Evidence } from './evidence.ts';
import { type Claimant, compare, type Facts, factsOf, type Sides } from './facts.ts';

/** Edition of the rows below: kept with every verdict. */
export const RULES_VERSION = 2;

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
    | 'courtesy'
    | 'concealed'
    | 'contact'
    | 'report'
    | 'nothing'
    | 'had'
    | 'enteredAfter';
  who?: string;
  at?: string;
  n?: number;
}

export type RuleId = 'family' | 'earlier' | 'over' | 'silent' | 'concealed' | 'courtesy' | 'first';

/** What the rules propose: which row decided, and what speaks for it. A person decides. */
export interface Proposal {
  rule: RuleId;
  verdict: Verdict;
  toId: string | null;
  reasons: Reason[];
}

interface Row {
  id: RuleId;
  /** What it decides for, or null where it does not apply. */
  decide(facts: Facts): { verdict: Verdict; toId: string | null } | null;
}

/**
 * The rules of adjudication, read from the top; the first that applies proposes:
 * one family has one assigned rep; who was there first comes first; what is no longer protected goes to
 * who looks after it; who left a customer silent for longer than the office allows gave it up; a reception
 * of a colleague's customer takes nothing from the colleague, whether they were called (the credit stays)
 * or not (all of it returns); otherwise the first registration holds.
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
  { id: 'concealed', decide: ({ claimants }) => keepWhere(claimants, 'concealedAt') },
  { id: 'courtesy', decide: ({ claimants }) => keepWhere(claimants, 'courtesyAt') },
  { id: 'first', decide: () => KEEP },
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

const KEEP = { verdict: 'keep' as const, toId: null };

const keepWhere = (claimants: readonly Claimant[], at: 'courtesyAt' | 'concealedAt') =>
  claimants.some((one) => one[at] !== null) ? KEEP : null;

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
    ...facts.claimants.flatMap(claimantReasons),
    ...(enteredAfter > 0 ? [{ code: 'enteredAfter' as const, n: enteredAfter }] : []),
  ];
}

function claimantReasons({ id: who, first, endedAt, courtesyAt, concealedAt }: Claimant): Reason[] {
  const told: [Reason['code'], string | null | undefined][] = [
    ['had', endedAt],
    [first?.code ?? 'received', first?.at],
    ['courtesy', courtesyAt],
    ['concealed', concealedAt],
  ];
  const reasons = told.flatMap(([code, at]) => (at ? [{ code, who, at }] : []));
  const hasAny = first !== null || courtesyAt !== null || concealedAt !== null;
  return hasAny ? reasons : [...reasons, { code: 'nothing', who }];
}
