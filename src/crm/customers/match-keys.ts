import { blindIndex, type Keyring, type Sealed } from '../../db/sealing.ts';
import { readHome } from '../../lib/address.ts';
import { nameScopes } from '../../lib/name-likeness.ts';
import { fold } from '../../lib/names.ts';
import { maskPhone, nearParts, readPhones } from '../../lib/phone.ts';
import type { CustomerValues } from './values.ts';

/** What of a file near duplicates are found by. */
export type Matched = Pick<
  CustomerValues,
  'name' | 'phones' | 'address' | 'referrerId' | 'referrer' | 'note'
>;

/** Of what a key is made: with a part of the name, but for a door and a phone with its middle hidden. */
export type KeyKind = 'phone-part' | 'phone-masked' | 'address' | 'door' | 'referrer';

/**
 * The texts under which near duplicates meet, before they are hashed: two phones one digit apart share a
 * part, two people of one home its door. Each that many strangers share stands beside a part of the name.
 */
export function matchTexts(values: Matched): { by: KeyKind; text: string }[] {
  const scopes = nameScopes(values.name);
  const home = values.address ? readHome(values.address) : null;
  const referrer = values.referrerId ?? (values.referrer && fold(values.referrer).trim());
  const scoped = (by: KeyKind, texts: string[]) =>
    texts.flatMap((text) => scopes.map((scope) => ({ by, text: `${by}|${text}|${scope}` })));
  return [
    ...scoped('phone-part', values.phones.flatMap(nearParts)),
    ...maskedForms(values).map((text) => ({
      by: 'phone-masked' as const,
      text: maskedText(text),
    })),
    ...scoped('address', home ? [home.key] : []),
    ...(home?.isDoor ? [{ by: 'door' as const, text: `door|${home.key}` }] : []),
    ...scoped('referrer', referrer ? [referrer] : []),
  ];
}

const maskedText = (masked: string): string => `phone-masked|${masked}`;

/** The keyed hash under which a record of which only this much of a phone is known is found. */
export const hiddenPhoneKey = (keys: Keyring, masked: string): Sealed =>
  matchKey(keys, maskedText(masked));

/** Phones of which only a part is known: they stand in the note, as typed (138****1234). */
export function hiddenPhones({ note }: Pick<CustomerValues, 'note'>): string[] {
  if (!note || !/[*xX×●•·＊_]{3}/u.test(note)) return [];
  const masked = readPhones(note).filter(({ kind }) => kind === 'masked');
  return [...new Set(masked.map((one) => one.masked))];
}

/** The keyed hash of one such text. */
export function matchKey(keys: Keyring, text: string): Sealed {
  return blindIndex(keys, 'customers.match', text);
}

/** All keyed hashes of a file, as its row keeps them. */
export function matchKeys(keys: Keyring, values: Matched): Sealed[] {
  return [...new Set(matchTexts(values).map(({ text }) => text))].map((text) =>
    matchKey(keys, text),
  );
}

/** How each phone looks with its middle hidden: a full one meets a record that knows only this of it. */
function maskedForms(values: Pick<CustomerValues, 'note' | 'phones'>): string[] {
  return [...new Set([...values.phones.map(maskPhone), ...hiddenPhones(values)])];
}

/** Whether a change moves what duplicates are found by. */
export function movesKeys(values: Partial<CustomerValues>): boolean {
  return MOVING.some((key) => key in values);
}
const MOVING = [
  'name',
  'phones',
  'wechat',
  'email',
  'nationalId',
  'address',
  'referrerId',
  'referrer',
  'note',
] as const;
