import { MATCH_MUSTS } from '../settings/rules-matching.ts';

/** How a field is typed, kept and shown. */
export type FieldKind =
  | 'line'
  | 'text'
  | 'phones'
  | 'choice'
  | 'choices'
  | 'area'
  | 'budget'
  | 'count'
  | 'customer';

/** The parts of the form that open on demand, in the order of their buttons. */
export const SECTIONS = ['person', 'source', 'need', 'capacity', 'competition'] as const;
export type Section = (typeof SECTIONS)[number];

/** The five information classes of the policy (#50). */
export type InformationClass = 'basic' | 'need' | 'ability' | 'follow-up' | 'other';

export interface Field {
  key: FieldKey;
  kind: FieldKind;
  /** `first`: on the first screen. */
  section: Section | 'first';
  class: InformationClass;
  /** Personal or free text: ciphertext in the database, masked on screens. */
  sealed?: true;
  /** A sealed value found again by equality. */
  indexed?: true;
  /** Fixed choices, or the office's own list. */
  options?: readonly string[] | 'sources' | 'districts';
}

/**
 * A customer field is one line here: form, card, diff, completeness, import, export and masking walk
 * this list (#2–#14, #50). The dictionary's `fields` has its label and its line of guidance.
 */
export const ALL_FIELDS: readonly Field[] = [
  { key: 'name', kind: 'line', section: 'first', class: 'basic' },
  { key: 'phones', kind: 'phones', section: 'first', class: 'basic', sealed: true },
  { key: 'gender', kind: 'choice', section: 'person', class: 'basic', options: ['female', 'male'] },
  {
    key: 'ageBand',
    kind: 'choice',
    section: 'person',
    class: 'basic',
    options: ['under30', '30s', '40s', '50s', 'over60'],
  },
  { key: 'language', kind: 'choice', section: 'person', class: 'basic', options: ['zh', 'en'] },
  { key: 'wechat', kind: 'line', section: 'person', class: 'basic', sealed: true, indexed: true },
  { key: 'email', kind: 'line', section: 'person', class: 'basic', sealed: true, indexed: true },
  { key: 'address', kind: 'line', section: 'person', class: 'basic', sealed: true },
  { key: 'source', kind: 'choice', section: 'source', class: 'basic', options: 'sources' },
  { key: 'referrerId', kind: 'customer', section: 'source', class: 'basic' },
  { key: 'referrer', kind: 'line', section: 'source', class: 'basic', sealed: true },
  { key: 'partySize', kind: 'count', section: 'source', class: 'basic' },
  {
    key: 'layouts',
    kind: 'choices',
    section: 'need',
    class: 'need',
    options: ['studio', '1br', '2br', '3br', '4br', '5br', 'villa'],
  },
  { key: 'area', kind: 'area', section: 'need', class: 'need' },
  { key: 'budget', kind: 'budget', section: 'need', class: 'need' },
  { key: 'districts', kind: 'choices', section: 'need', class: 'need', options: 'districts' },
  {
    key: 'purchaseTime',
    kind: 'choice',
    section: 'need',
    class: 'need',
    options: ['month1', 'month3', 'month6', 'later'],
  },
  {
    key: 'purpose',
    kind: 'choice',
    section: 'need',
    class: 'need',
    options: ['live', 'upgrade', 'invest', 'school', 'retire', 'parents'],
  },
  {
    key: 'floors',
    kind: 'choices',
    section: 'need',
    class: 'need',
    options: ['low', 'middle', 'high'],
  },
  {
    key: 'nearby',
    kind: 'choices',
    section: 'need',
    class: 'need',
    options: ['transit', 'school'],
  },
  // Which of these wishes rule a home out, as a program reads it; in words: must-haves.
  {
    key: 'musts',
    kind: 'choices',
    section: 'need',
    class: 'need',
    options: MATCH_MUSTS,
  },
  { key: 'mustHaves', kind: 'text', section: 'need', class: 'need', sealed: true },
  {
    key: 'payment',
    kind: 'choice',
    section: 'capacity',
    class: 'ability',
    options: ['full', 'mortgage', 'fund', 'mixed'],
  },
  { key: 'capacity', kind: 'text', section: 'capacity', class: 'ability', sealed: true },
  // Only once signing asks for it; never on the first screen.
  {
    key: 'nationalId',
    kind: 'line',
    section: 'capacity',
    class: 'basic',
    sealed: true,
    indexed: true,
  },
  {
    key: 'decision',
    kind: 'choice',
    section: 'capacity',
    class: 'ability',
    options: ['decided', 'comparing', 'looking'],
  },
  { key: 'competing', kind: 'text', section: 'competition', class: 'other', sealed: true },
  { key: 'objections', kind: 'text', section: 'competition', class: 'other', sealed: true },
  { key: 'note', kind: 'text', section: 'competition', class: 'other', sealed: true },
];

export type FieldKey =
  | 'name'
  | 'phones'
  | 'gender'
  | 'ageBand'
  | 'language'
  | 'wechat'
  | 'email'
  | 'address'
  | 'source'
  | 'referrerId'
  | 'referrer'
  | 'partySize'
  | 'layouts'
  | 'area'
  | 'budget'
  | 'districts'
  | 'purchaseTime'
  | 'purpose'
  | 'floors'
  | 'nearby'
  | 'musts'
  | 'mustHaves'
  | 'payment'
  | 'capacity'
  | 'nationalId'
  | 'decision'
  | 'competing'
  | 'objections'
  | 'note';

export const STAGES = ['potential', 'interested', 'negotiating', 'closed', 'lost'] as const;
export type Stage = (typeof STAGES)[number];
export const GRADES = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];
export const ARRIVAL_KINDS = ['visit', 'call_in', 'online', 'partner', 'referral'] as const;
export type ArrivalKind = (typeof ARRIVAL_KINDS)[number];
export const INVALID_REASONS = ['survey', 'dead_number', 'no_intent'] as const;
export const LOST_REASONS = [
  'price',
  'location',
  'bought_elsewhere',
  'funds',
  'plan_dropped',
  'other',
] as const;

/** The field of a key, or null for a key of something else. */
export function findField(key: string): Field | null {
  return ALL_FIELDS.find((field) => field.key === key) ?? null;
}

/** The field of a key. */
export function fieldOf(key: FieldKey): Field {
  return findField(key)!;
}
