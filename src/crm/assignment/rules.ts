import type { AssignRule, Settings } from '../settings/rules.ts';

/** What the rules look at: what is known of a customer who arrives without a rep. */
export interface Arriving {
  source: string | null;
  districts: readonly string[];
  language: string | null;
}

/** Somebody who might get it. */
export interface Colleague {
  id: string;
  role: string;
  active: boolean;
  teamIds: readonly string[];
  isAway: boolean;
  /** When it was their turn last, as a number that only grows; null: never. */
  turn: bigint | null;
  /** Customers under work. */
  holding: number;
}

/** A team's rules for what arrives, and its people. */
export interface AssignDesk {
  teamId: string;
  settings: Pick<Settings, 'assignRules' | 'assignWay' | 'assignLast'>;
  colleagues: readonly Colleague[];
}

/** Why a customer went where: the code stands in the assignment. */
export type AssignWhy =
  | 'by-source'
  | 'by-district'
  | 'by-language'
  | 'by-rota'
  | 'by-load'
  | 'last-resort'
  | 'to-pool'
  /** Somebody registered it for them. */
  | 'chosen'
  /** Somebody's customers were handed over to them. */
  | 'handed-over';

/** Who gets it; null: the pool. */
export interface Choice {
  repId: string | null;
  why: AssignWhy;
  /** The row that decided, where one did. */
  rule: AssignRule | null;
  /** Who would have been asked too but is away. */
  absentIds: string[];
}

/**
 * Who gets a customer that arrives without a rep: the first row that fits and names somebody who is
 * there, whose turn it is or who has least to do among them; without one the whole team; then the last
 * resort; then the pool. Nobody who is away, has left or works in another team.
 */
export function chooseAmong(customer: Arriving, desk: AssignDesk): Choice {
  const { assignRules, assignWay, assignLast } = desk.settings;
  const reps = desk.colleagues.filter((one) => one.role === 'rep' && isOfTeam(one, desk.teamId));
  const here = reps.filter(({ isAway }) => !isAway);
  const absentIds: string[] = [];
  const skip = (away: readonly Colleague[]) =>
    absentIds.push(...away.map(({ id }) => id).filter((id) => !absentIds.includes(id)));
  for (const rule of assignRules.filter((one) => fits(one, customer))) {
    const named = reps.filter(({ id }) => rule.repIds.includes(id));
    skip(named.filter(({ isAway }) => isAway));
    const chosen = nextOf(
      named.filter(({ isAway }) => !isAway),
      assignWay,
    );
    if (chosen) return { repId: chosen.id, why: `by-${rule.by}`, rule, absentIds };
  }
  skip(reps.filter(({ isAway }) => isAway));
  const chosen = nextOf(here, assignWay);
  if (chosen) {
    const why = assignWay === 'rota' ? 'by-rota' : 'by-load';
    return { repId: chosen.id, why, rule: null, absentIds };
  }
  const last = desk.colleagues.find(({ id }) => id === assignLast);
  if (last && isOfTeam(last, desk.teamId) && !last.isAway && last.role !== 'reviewer')
    return { repId: last.id, why: 'last-resort', rule: null, absentIds };
  return { repId: null, why: 'to-pool', rule: null, absentIds };
}

const isOfTeam = ({ active, teamIds }: Colleague, teamId: string): boolean =>
  active && teamIds.includes(teamId);

function fits({ by, value }: AssignRule, customer: Arriving): boolean {
  switch (by) {
    case 'source':
      return customer.source === value;
    case 'district':
      return customer.districts.includes(value);
    case 'language':
      return customer.language === value;
  }
}

/** Whose turn it is (who waited longest, who never had one first), or who has least to do. */
function nextOf(those: readonly Colleague[], way: Settings['assignWay']): Colleague | null {
  const byTurn = (a: Colleague, b: Colleague) => compare(a.turn ?? -1n, b.turn ?? -1n);
  const byLoad = (a: Colleague, b: Colleague) => a.holding - b.holding;
  const [first] = [...those].sort(
    (a, b) => (way === 'least_busy' ? byLoad(a, b) : 0) || byTurn(a, b) || (a.id < b.id ? -1 : 1),
  );
  return first ?? null;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
