import type { FieldKey } from '../customers/fields.ts';

/** How people are in touch (#54), in the order of the form: what is logged most often comes first. */
export const CONTACT_KINDS = [
  'phone',
  'wechat',
  'visit',
  'revisit',
  'call_in',
  'meeting',
  'email',
] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** What came of it. Everything but `effective` is an attempt: it does not count as contact. */
export const RESULTS = ['effective', 'no_answer', 'powered_off', 'wrong_number', 'sent'] as const;
export type Result = (typeof RESULTS)[number];

/** Which results fit which kind, the usual one first. A message that was sent is an attempt until the customer answers. */
const FITS: Record<ContactKind, readonly Result[]> = {
  phone: ['effective', 'no_answer', 'powered_off', 'wrong_number'],
  wechat: ['sent', 'effective'],
  email: ['sent', 'effective'],
  visit: ['effective'],
  revisit: ['effective'],
  call_in: ['effective'],
  meeting: ['effective'],
};

/** The results that fit a kind, the usual one first. */
export const resultsOf = (kind: ContactKind): readonly Result[] => FITS[kind];

/** Whether the result can come of that kind: nobody "does not answer" a visit. */
export function isFitting(kind: ContactKind, result: Result): boolean {
  return FITS[kind].includes(result);
}

/** A visit brings people to the sales office; its party is counted. */
export function isVisit(kind: string): boolean {
  return kind === 'visit' || kind === 'revisit';
}

/** A visit after an earlier one is a revisit (复访), whatever it was called. */
export function visitKind(kind: ContactKind, visitsBefore: number): ContactKind {
  return kind === 'visit' && visitsBefore > 0 ? 'revisit' : kind;
}

/** What of a contact counts. */
export interface Countable {
  kind: string;
  effective: boolean;
  happenedAt: Date;
  withdrawn: boolean;
}

/** What a customer's file says of all contacts together. */
export interface Tally {
  lastEffectiveAt: Date | null;
  lastAttemptAt: Date | null;
  effectiveCount: number;
  visitCount: number;
}

/** Sums contacts up. Only effective ones count as contact; what was taken back counts nowhere. */
export function tally(contacts: readonly Countable[]): Tally {
  const standing = contacts.filter((contact) => !contact.withdrawn);
  const effective = standing.filter((contact) => contact.effective);
  return {
    lastEffectiveAt: latest(effective),
    lastAttemptAt: latest(standing.filter((contact) => !contact.effective)),
    effectiveCount: effective.length,
    visitCount: effective.filter((contact) => isVisit(contact.kind)).length,
  };
}

function latest(contacts: readonly Countable[]): Date | null {
  if (contacts.length === 0) return null;
  return new Date(Math.max(...contacts.map((contact) => contact.happenedAt.getTime())));
}

/** What is most worth asking first when the file lacks it: how to reach them, then what would sell. */
const WORTH: readonly FieldKey[] = [
  'phones',
  'budget',
  'layouts',
  'area',
  'purchaseTime',
  'districts',
  'purpose',
  'source',
  'decision',
  'gender',
];

/** The one missing field to ask for at the next touch; null when the file is complete. */
export function mostValuable(missing: readonly string[]): FieldKey | null {
  const found = WORTH.find((key) => missing.includes(key));
  return found ?? (missing[0] as FieldKey | undefined) ?? null;
}

/** Longest account of a contact, in characters. */
export const MAX_SAID = 2_000;

/** Shorter remarks are the same by nature: "called, will come". */
const LEAST_WORDING = 8;

/**
 * What was said, without case, blanks and punctuation, so that a copied note is seen whatever was changed
 * around its words; null for what is too short to be anybody's own words.
 */
export function wordingOf(said: string | null): string | null {
  const bare = (said ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return bare.length >= LEAST_WORDING ? bare : null;
}
