import { Refusal } from '../../lib/refusal.ts';

/** How long a change of one tap can be taken back. */
export const UNDO_MINUTES = 10;

/** An offer as it is kept. */
export interface Offer {
  memberId: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** When an offer made now ends. */
export const undoEnds = (now: Date): Date => new Date(now.getTime() + UNDO_MINUTES * 60_000);

/** Throws `notAllowed` for somebody else's offer, `undoTooLate` for one that is over or was used. */
export function requireOpenOffer(
  offer: Offer | null,
  memberId: string,
  now: Date,
): asserts offer is Offer {
  if (!offer || offer.memberId !== memberId) throw new Refusal('notAllowed');
  if (offer.usedAt || offer.expiresAt <= now) throw new Refusal('undoTooLate');
}
