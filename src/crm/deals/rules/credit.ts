/** Why the credit of a deal falls as it does. */
export type CreditReason = 'assigned' | 'courtesy' | 'verdict' | 'concealed';

/** Somebody's part of a deal, in whole percent. */
export interface Share {
  memberId: string;
  percent: number;
  because: CreditReason;
}

/** The newest verdict that concerns a deal. `toId`, `share`: whom it gives to, or splits with, and their percent. */
export interface Ruling {
  verdict: 'keep' | 'give' | 'split' | 'pool';
  holderId: string;
  claimantIds: readonly string[];
  toId: string | null;
  share: number | null;
  at: Date;
}

/** What decides whose result a deal is. Days are civil days of the team's zone. */
export interface CreditFacts {
  /** The assigned rep when the deal was made. */
  repId: string;
  /** When it was made: its contract entered, before that its subscription. */
  at: Date;
  /** Since when it is that rep's: the first of both that they entered. */
  since: Date;
  /** The days of 认购 and of 签约, and when they were entered. */
  days: readonly { day: string; at: Date }[];
  /** Courtesy receptions of the customer, the first one first; `assignedShare`: the assigned rep's percent. */
  courtesies: readonly { receiverId: string; assignedShare: number; day: string; at: Date }[];
  /** Null: no case was decided about it. */
  ruling: Ruling | null;
  /** Confirmed concealments of a reception of this customer; `fromId`: whose the customer was, if anybody's. */
  concealed: readonly { memberId: string; at: Date; fromId: string | null }[];
}

/** Who has the deal, with whom they share it, and since when that is decided by a person. */
interface Cut {
  ownId: string;
  other: { memberId: string; percent: number } | null;
  because: CreditReason;
  decidedAt: Date | null;
}

/**
 * 业绩 Whose result a deal is (#12): the assigned rep's. A verdict splits it by its percentages, otherwise a
 * courtesy reception on the day of the deal does. Where one who shares concealed a reception, the whole
 * credit is the assigned rep's again; where the concealer had made the deal alone, it goes to whose the
 * customer was. The later decision of a person holds. The shares come to 100, nobody has none.
 */
export function creditOf(facts: CreditFacts): Share[] {
  const cut = cutOf(facts);
  const { ownId, other, because } = cut;
  const backTo = returnOf(facts, cut);
  if (backTo) return [{ memberId: backTo, percent: 100, because: 'concealed' }];
  const shares = other
    ? [
        { memberId: ownId, percent: 100 - other.percent, because },
        { ...other, because },
      ]
    : [{ memberId: ownId, percent: 100, because }];
  return shares.filter(({ percent }) => percent > 0);
}

function cutOf(facts: CreditFacts): Cut {
  const { repId, ruling, at } = facts;
  if (!ruling || ruling.verdict === 'pool') return byCourtesy(facts, repId, null);
  const isLater = ruling.at > at;
  // Decided after the deal: a claimant who had been given the customer meanwhile made it in the holder's place.
  const ownId = isLater && ruling.claimantIds.includes(repId) ? ruling.holderId : repId;
  const { toId } = ruling;
  const percent = takenBy(ruling, isLater);
  if (toId === null || percent === 0 || toId === ownId)
    return byCourtesy(facts, ownId, ownId === repId ? null : ruling.at);
  return { ownId, other: { memberId: toId, percent }, because: 'verdict', decidedAt: ruling.at };
}

/** The claimant's percent. What was given before the deal is theirs as the assigned rep's already. */
function takenBy({ verdict, share }: Ruling, isLater: boolean): number {
  if (verdict === 'split') return share ?? 0;
  return verdict === 'give' && isLater ? 100 : 0;
}

/** The last one who received that day, before the deal was made, shares with whoever has it. */
function byCourtesy({ days, courtesies }: CreditFacts, ownId: string, decidedAt: Date | null): Cut {
  const last = courtesies.findLast(
    (one) =>
      one.receiverId !== ownId && days.some(({ day, at }) => day === one.day && one.at <= at),
  );
  if (!last) return { ownId, other: null, because: decidedAt ? 'verdict' : 'assigned', decidedAt };
  const other = { memberId: last.receiverId, percent: 100 - last.assignedShare };
  return { ownId, other, because: 'courtesy', decidedAt };
}

/** To whom the whole credit returns after a concealment that no verdict was given on; null: to nobody. */
function returnOf(
  { concealed, since }: CreditFacts,
  { ownId, other, decidedAt }: Cut,
): string | null {
  const counting = concealed.filter((one) => decidedAt === null || one.at > decidedAt);
  const isConcealer = (id: string) => counting.some(({ memberId }) => memberId === id);
  const own = counting.find(
    (one) =>
      one.memberId === ownId && one.at > since && one.fromId !== null && !isConcealer(one.fromId),
  );
  if (own) return own.fromId;
  return other && isConcealer(other.memberId) ? ownId : null;
}

/** Whether both say the same of everybody's part. */
export const isSameCut = (one: readonly Share[], other: readonly Share[]): boolean =>
  one.length === other.length && changedParts(one, other).length === 0;

/**
 * Whether somebody would move parts of a deal that is made to themselves, or as a rep from a colleague: evidence that
 * moves them so is another person's to enter (four eyes).
 */
export function isInOwnCause(
  by: { id: string; role: string },
  changed: readonly { memberId: string; was: number; is: number }[],
): boolean {
  return changed.some(({ memberId, was, is }) =>
    memberId === by.id ? is > was : by.role === 'rep' && is < was,
  );
}

/** Whose part changed, from how many percent to how many. */
export function changedParts(
  before: readonly Share[],
  after: readonly Share[],
): { memberId: string; was: number; is: number }[] {
  const partOf = (shares: readonly Share[], id: string) =>
    shares.find(({ memberId }) => memberId === id)?.percent ?? 0;
  const ids = new Set([...before, ...after].map(({ memberId }) => memberId));
  return [...ids]
    .map((memberId) => ({ memberId, was: partOf(before, memberId), is: partOf(after, memberId) }))
    .filter(({ was, is }) => was !== is);
}
