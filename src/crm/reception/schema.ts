import { type PhoneRegion, readPhones } from '../../lib/phone.ts';
import { Refusal } from '../../lib/refusal.ts';
import { readNumber } from '../customers/rules.ts';
import { smallNumber } from '../customers/schema-words/finder.ts';

/** Who arrived, as far as somebody says: heads, and a phone or a number. */
export interface Said {
  partySize: number | null;
  identity: Identity | null;
}

type Identity = { by: 'phone'; e164: string } | { by: 'number'; number: number };

const MOST_HEADS = 50;
const HEADS =
  /^(?:(?:来了|一共|一家|一行|a (?:party|family|group) of)\s*)?(\d{1,2}|[一二两三四五六七八九十]|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:位|个人?|人|口人?|people|pax|persons?|visitors?|adults?)?$/iu;

/**
 * Reads `3人 138 1234 5678`, `三位`, `two people`, `3 C-1042`, `3`, or nothing. Throws `arrivalUnreadable`, which
 * names what was not understood, and
 * `arrivalMasked` for a phone with a hidden middle, which identifies nobody.
 */
export function readSaid(text: string, region: PhoneRegion): Said {
  const typed = text.normalize('NFKC').trim();
  const identity = readArrived(typed, region);
  const rest = identity ? typed.replace(identity.raw, ' ').trim() : typed;
  if (rest === '') return { partySize: null, identity: identity?.found ?? null };
  const heads = smallNumber(HEADS.exec(rest)?.[1]);
  if (heads === null) throw new Refusal('arrivalUnreadable', { text: rest.slice(0, 40) });
  return { partySize: requireHeads(heads), identity: identity?.found ?? null };
}

/** The two inputs of the form. Throws the same refusals, each under its input. */
export function readSaidForm(
  form: { partySize: string | null; who: string | null },
  region: PhoneRegion,
): Said {
  const heads = form.partySize?.normalize('NFKC').trim() ?? '';
  const who = form.who?.normalize('NFKC').trim() ?? '';
  const partySize = smallNumber(HEADS.exec(heads)?.[1]);
  if (heads !== '' && partySize === null) throw new Refusal('arrivalHeads', {}, 'partySize');
  const identity = who === '' ? null : readArrived(who, region);
  if (who !== '' && !identity)
    throw new Refusal('arrivalUnreadable', { text: who.slice(0, 40) }, 'who');
  return {
    partySize: partySize === null ? null : requireHeads(partySize),
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
