import { type PhoneRegion, readPhones } from '../../lib/phone.ts';
import { Refusal } from '../../lib/refusal.ts';
import { readNumber } from '../customers/rules.ts';

/** Who arrived, as far as somebody says: heads, and a phone or a number. */
export interface Said {
  partySize: number | null;
  identity: Identity | null;
}

type Identity = { by: 'phone'; e164: string } | { by: 'number'; number: number };

const MOST_HEADS = 50;

/**
 * Reads `3人 138 1234 5678`, `3 C-1042`, `3`, or nothing. Throws `arrivalUnreadable`, and
 * `arrivalMasked` for a phone with a hidden middle, which identifies nobody.
 */
export function readSaid(text: string, region: PhoneRegion): Said {
  const typed = text.normalize('NFKC').trim();
  const identity = readArrived(typed, region);
  const rest = identity ? typed.replace(identity.raw, ' ').trim() : typed;
  if (rest === '') return { partySize: null, identity: identity?.found ?? null };
  const heads = /^(\d{1,2})\s*(?:位|个人|人|口|people|pax|persons?)?$/iu.exec(rest)?.[1];
  if (!heads) throw new Refusal('arrivalUnreadable');
  return { partySize: requireHeads(Number(heads)), identity: identity?.found ?? null };
}

/** The two inputs of the form. Throws the same refusals, each under its input. */
export function readSaidForm(
  form: { partySize: string | null; who: string | null },
  region: PhoneRegion,
): Said {
  const heads = form.partySize?.normalize('NFKC').trim() ?? '';
  const who = form.who?.normalize('NFKC').trim() ?? '';
  if (heads !== '' && !/^\d{1,2}$/.test(heads)) throw new Refusal('arrivalHeads', {}, 'partySize');
  const identity = who === '' ? null : readArrived(who, region);
  if (who !== '' && !identity) throw new Refusal('arrivalUnreadable', {}, 'who');
  return {
    partySize: heads === '' ? null : requireHeads(Number(heads)),
    identity: identity?.found ?? null,
  };
}

function requireHeads(heads: number): number {
  if (heads < 1 || heads > MOST_HEADS) throw new Refusal('arrivalHeads', {}, 'partySize');
  return heads;
}

function readArrived(typed: string, region: PhoneRegion): { found: Identity; raw: string } | null {
  const [phone] = readPhones(typed, region);
  if (phone?.kind === 'masked') throw new Refusal('arrivalMasked', {}, 'who');
  if (phone) return { found: { by: 'phone', e164: phone.e164 }, raw: phone.raw };
  const spoken = /(?<![\w])c[-–—]?\s?\d{1,9}(?!\d)/iu.exec(typed)?.[0];
  const number = spoken ? readNumber(spoken) : null;
  return number === null || !spoken ? null : { found: { by: 'number', number }, raw: spoken };
}
