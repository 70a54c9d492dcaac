/** Why the credit of a deal falls as it does. */
export type CreditReason = 'assigned' | 'courtesy' | 'verdict' | 'concealed';

/** Somebody's part of a deal, in whole percent. */
export interface Share {
  memberId: string;
  percent: number;
  because: CreditReason;
}

/** What decides whose result a deal is. Days are civil days of the team's zone. */
export interface CreditFacts {
  /** The assigned rep. */
  repId: string;
  /** When the deal came to 认购 and to 签约. */
  days: readonly string[];
  /** Courtesy receptions of the customer, the first one first; `assignedShare`: the assigned rep's percent. */
  courtesies: readonly { receiverId: string; assignedShare: number; day: string }[];
  /** What the last case about the customer split, while nobody appeals; null: nothing. */
  verdict: { holderId: string; toId: string; share: number } | null;
  /** Who was found to have concealed a reception of this customer. */
  concealedBy: readonly string[];
}

/**
 * 业绩 Whose result a deal is (#12): the assigned rep's. A verdict splits it by its percentages, otherwise a
 * courtesy reception on the day of the deal does. Where one who would share concealed a reception, the
 * whole credit is the assigned rep's again. The shares come to 100, nobody has none.
 */
export function creditOf(facts: CreditFacts): Share[] {
  const { repId, verdict, concealedBy } = facts;
  const whole = (because: CreditReason): Share[] => [{ memberId: repId, percent: 100, because }];
  const split = verdict ? byVerdict(verdict) : byCourtesy(facts);
  if (!split) return whole('assigned');
  const isConcealed = split.some(
    ({ memberId }) => memberId !== repId && concealedBy.includes(memberId),
  );
  return isConcealed ? whole('concealed') : split.filter(({ percent }) => percent > 0);
}

const byVerdict = ({ holderId, toId, share }: NonNullable<CreditFacts['verdict']>): Share[] =>
  twoShares(holderId, 100 - share, toId, 'verdict');

/** The last one who received that day shares with the assigned rep. */
function byCourtesy({ repId, days, courtesies }: CreditFacts): Share[] | null {
  const last = courtesies.findLast(
    ({ day, receiverId }) => days.includes(day) && receiverId !== repId,
  );
  return last ? twoShares(repId, last.assignedShare, last.receiverId, 'courtesy') : null;
}

const twoShares = (
  firstId: string,
  percent: number,
  otherId: string,
  because: CreditReason,
): Share[] => [
  { memberId: firstId, percent, because },
  { memberId: otherId, percent: 100 - percent, because },
];
