import { civilDay, clockAt } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { UnitFacts, UnitStatus } from './fields.ts';

/** Where a unit stands, as its row says. */
export interface Stand {
  status: UnitStatus;
  heldUntil: Date | null;
  customerId: string | null;
}

/** Where a unit stands at a moment: a hold is over the moment it ends, whether or not anybody noted it. */
export function statusAt(unit: Stand, now: Date): UnitStatus {
  const isOver = unit.status === 'held' && unit.heldUntil !== null && unit.heldUntil <= now;
  return isOver ? 'available' : unit.status;
}

/** How people call a unit: `3-1201`; the code alone where there is one building. */
export const sayUnit = ({ building, code }: Pick<UnitFacts, 'building' | 'code'>): string =>
  building === '' ? code : `${building}-${code}`;

/** Who wants to take a unit, and when. */
export interface Taker {
  customerId: string;
  now: Date;
  /** Zone of who asks, in which the end of another's hold is said. */
  zone: string;
}

/**
 * Throws why a unit cannot become this customer's: `unitHeld` by somebody else (until when, never for
 * whom), `unitReserved`, `unitSold`, `unitWithdrawn`. What is held or reserved for the customer can.
 */
export function requireFree(unit: Stand, { customerId, now, zone }: Taker): void {
  const status = statusAt(unit, now);
  if (status === 'available') return;
  const isTheirs = unit.customerId === customerId;
  if (status === 'held' && unit.heldUntil) {
    if (isTheirs) return;
    throw new Refusal('unitHeld', sayMoment(unit.heldUntil, zone));
  }
  if (status === 'reserved') {
    if (isTheirs) return;
    throw new Refusal('unitReserved');
  }
  throw new Refusal(status === 'sold' ? 'unitSold' : 'unitWithdrawn');
}

/** `priceBelowMinimum`: a price at which only a manager sells. It knows the unit, so that the try can be noted. */
export class BelowMinimum extends Refusal {
  readonly unitId: string;

  constructor(unitId: string) {
    super('priceBelowMinimum', {}, 'price');
    this.unitId = unitId;
  }
}

/** After how many prices below 底价 a person learns nothing more from trying. */
const TRIES = 3;

/** For how long a price below 底价 counts as a try, in milliseconds. */
export const TRIES_FOR_MS = 86_400_000;

/**
 * Throws why a unit is not sold at this price: `priceAboveList` 高于备案价, `priceBelowMinimum` where it
 * lies under the minimum price and who sells may not go there. The sentence never says the minimum, and
 * after three such tries every price under the list price gets it, so that trying does not find the minimum.
 */
export function requirePrice(
  price: number,
  limits: {
    unitId: string;
    listPrice: number;
    currency: string;
    floorPrice: number | null;
    mayGoBelow: boolean;
    /** Prices below the minimum this person tried on this unit lately. */
    tries: number;
  },
): void {
  if (price > limits.listPrice) {
    const { listPrice, currency } = limits;
    throw new Refusal('priceAboveList', { price: listPrice, currency }, 'price');
  }
  if (limits.mayGoBelow) return;
  const least = limits.tries < TRIES ? limits.floorPrice : limits.listPrice;
  if (least !== null && price < least) throw new BelowMinimum(limits.unitId);
}

/** A moment as the params of a sentence: the day, which is put into words, and the time. */
export function sayMoment(at: Date, zone: string): { day: string; time: string } {
  return { day: civilDay(at, zone), time: clockAt(at, zone) };
}
