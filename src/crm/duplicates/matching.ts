import { readHome } from '../../lib/address.ts';
import { compareNames, type NameLikeness } from '../../lib/name-likeness.ts';
import { fold } from '../../lib/names.ts';
import { comparePhones, maskPhone } from '../../lib/phone.ts';
import type { CustomerValues } from '../customers/values.ts';

/** What of a file tells whether two of them are one person; `hidden` are phones of which a part is known. */
export type Face = Pick<
  CustomerValues,
  'name' | 'phones' | 'wechat' | 'email' | 'nationalId' | 'address' | 'referrerId' | 'referrer'
> & { hidden: string[] };

/** One thing in which two files are alike, besides the name. */
export const SIGNS = [
  'nationalId',
  'phone',
  'wechat',
  'email',
  'phone-digit',
  'phone-swapped',
  'phone-masked',
  'door',
  'address',
  'referrer',
] as const;
export type Sign = (typeof SIGNS)[number];

/** How the names are alike, as a reason: what says nothing is no reason. */
export type NameSign = `name-${Exclude<NameLikeness, 'surname' | 'different'>}`;
export type Reason = Sign | NameSign;

/** One person entered twice, or two of one family. */
export interface Match {
  kind: 'person' | 'family';
  /** 0–100: how sure; 100 never, since a person decides. */
  score: number;
  reasons: Reason[];
}

type Near = 'close' | 'slip' | 'part' | 'other';
const NEARNESS: Record<NameLikeness, Near> = {
  same: 'close',
  script: 'close',
  sound: 'close',
  order: 'close',
  typo: 'slip',
  part: 'part',
  surname: 'other',
  different: 'other',
};

/**
 * What each sign is worth beside a name that is the same however written, one with a slip, one as far as it
 * goes (王女士), and another name. A number says more than a name; a name alone says nothing (one in twenty
 * of them is right). Below the office's threshold nobody is asked.
 */
const WORTH: Record<Sign, Record<Near, number>> = {
  nationalId: { close: 99, slip: 99, part: 99, other: 97 },
  phone: { close: 97, slip: 95, part: 95, other: 70 },
  wechat: { close: 95, slip: 92, part: 92, other: 65 },
  email: { close: 92, slip: 88, part: 85, other: 60 },
  'phone-digit': { close: 85, slip: 70, part: 60, other: 20 },
  'phone-swapped': { close: 85, slip: 70, part: 60, other: 20 },
  'phone-masked': { close: 80, slip: 65, part: 60, other: 30 },
  door: { close: 85, slip: 60, part: 60, other: 55 },
  address: { close: 75, slip: 40, part: 40, other: 0 },
  referrer: { close: 60, slip: 35, part: 20, other: 0 },
};

/** Signs that relatives share: beside another name they speak for a family, not for one person. */
const SHARED_AT_HOME: readonly Sign[] = ['phone', 'email', 'door'];

/** Whether two files may be one person, or one family, and why; null where nothing but a name speaks for it. */
export function compareFaces(one: Face, other: Face): Match | null {
  const name = compareNames(one.name, other.name);
  const signs = listSigns(one, other);
  const [best] = signs
    .map((sign) => ({ sign, worth: WORTH[sign][NEARNESS[name]] }))
    .sort((a, b) => b.worth - a.worth);
  if (!best || best.worth === 0) return null;
  const isOther = NEARNESS[name] === 'other';
  const more = 4 * (signs.length - 1);
  return {
    kind: isOther && SHARED_AT_HOME.includes(best.sign) ? 'family' : 'person',
    score: Math.min(99, best.worth + more),
    reasons: [...signs, ...(isOther ? [] : [`name-${name}` as NameSign])],
  };
}

function listSigns(one: Face, other: Face): Sign[] {
  const phone = nearestPhone(one.phones, other.phones);
  const home = sharedHome(one.address, other.address);
  const same = (a: string | null, b: string | null) =>
    a !== null && b !== null && plain(a) === plain(b);
  const found: Record<Sign, boolean> = {
    nationalId: same(one.nationalId, other.nationalId),
    phone: phone === 'same',
    wechat: same(one.wechat, other.wechat),
    email: same(one.email, other.email),
    'phone-digit': phone === 'digit',
    'phone-swapped': phone === 'swapped',
    'phone-masked': phone !== 'same' && isMasked(one, other),
    door: home === 'door',
    address: home === 'address',
    referrer:
      (one.referrerId !== null && one.referrerId === other.referrerId) ||
      same(one.referrer, other.referrer),
  };
  return SIGNS.filter((sign) => found[sign]);
}

const plain = (text: string): string => fold(text.normalize('NFKC')).trim();

function nearestPhone(ones: readonly string[], others: readonly string[]) {
  const found = ones.flatMap((one) => others.map((other) => comparePhones(one, other)));
  return (['same', 'digit', 'swapped'] as const).find((how) => found.includes(how)) ?? null;
}

function isMasked(one: Face, other: Face): boolean {
  const fits = (hidden: string[], { phones, hidden: theirs }: Face) =>
    hidden.some((masked) => theirs.includes(masked) || phones.map(maskPhone).includes(masked));
  return fits(one.hidden, other) || fits(other.hidden, one);
}

function sharedHome(one: string | null, other: string | null): 'door' | 'address' | null {
  const [a, b] = [one && readHome(one), other && readHome(other)];
  if (!a || !b || a.key !== b.key) return null;
  return a.isDoor ? 'door' : 'address';
}

/** What two names must at least be so that a record found by a part of something is worth opening. */
export function isWorthOpening(by: string, one: string, other: string): boolean {
  if (by === 'phone-part' || by === 'address' || by === 'referrer')
    return NEARNESS[compareNames(one, other)] !== 'other';
  return true;
}
