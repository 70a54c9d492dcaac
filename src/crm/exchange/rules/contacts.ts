import { MAX_SAID } from '../../interactions/rules.ts';
import { readContactText } from '../../interactions/schema.ts';
import { readEntries } from './cells.ts';

/** A contact of before, as a file tells of it. */
export interface OldContact {
  at: Date;
  kind: string;
  effective: boolean;
  said: string | null;
}

/** More entries than this of one customer is no history of contacts. */
const MOST = 200;

/**
 * The contacts a row tells of: the entries of its history, each at its own date or at that of the last
 * contact; a date of a last contact alone is one too. What lies ahead is none. Nothing said about how it
 * was is a phone call that reached the customer.
 */
export function readContacts(
  told: { text: string | null; lastAt: Date | null; otherwise: Date },
  { now, zone }: { now: Date; zone: string },
): OldContact[] {
  const { text, lastAt, otherwise } = told;
  const entries = text ? readEntries(text, zone).slice(-MOST) : [];
  const contacts = entries
    .map(({ at, said }) => contactOf(at ?? lastAt ?? otherwise, said))
    .filter(({ at }) => at <= now);
  const isTold = lastAt === null || contacts.some(({ at }) => sameDay(at, lastAt));
  return isTold ? contacts : [...contacts, contactOf(lastAt, '')];
}

function contactOf(at: Date, words: string): OldContact {
  const { kind, result } = readContactText(words);
  return {
    at,
    kind: kind ?? 'phone',
    effective: result === null || result === 'effective',
    said: words.slice(0, MAX_SAID) || null,
  };
}

const DAY_MS = 86_400_000;
const sameDay = (one: Date, other: Date) => Math.abs(one.getTime() - other.getTime()) < DAY_MS;
