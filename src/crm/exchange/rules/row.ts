import { splitName } from '../../../lib/names.ts';
import { readPhones } from '../../../lib/phone.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { remembered } from '../../../lib/remember.ts';
import { ALL_FIELDS, type Field, type FieldKey } from '../../customers/fields.ts';
import { MAX_TEXT, readFields, type TypedValues } from '../../customers/schema.ts';
import { type CustomerValues, isEmpty, NO_VALUES } from '../../customers/values.ts';
import type { Settings } from '../../settings/rules.ts';
import { attempt } from './attempt.ts';
import { cleanCell, countOf, type DayOrder, digitsOf } from './cells.ts';
import type { ChoiceReader } from './choices.ts';
import type { Column, Mapping } from './columns.ts';
import type { OldContact } from './contacts.ts';
import type { Person } from './people.ts';
import { readRecord } from './record.ts';

/** What reading a row needs to know of the office; the same for all rows of a file. */
export interface Desk {
  now: Date;
  /** Zone of the team the file belongs to, in which its dates are meant. */
  zone: string;
  order: DayOrder;
  settings: Settings;
  choose: ChoiceReader;
  findPerson: (text: string) => Person | null;
  /** The team of a name, if the importer may bring customers into it. */
  findTeam: (name: string) => string | null;
  /** Whether the importer may bring customers into this team. */
  mayBring: (teamId: string) => boolean;
  /** Where a customer goes whose row names neither team nor rep. */
  teamId: string;
}

/** A customer as a row tells it. */
export interface Incoming {
  row: number;
  values: CustomerValues;
  teamId: string;
  /** Null: nobody of ours is named. */
  repId: string | null;
  registeredById: string | null;
  registeredAt: Date;
  arrivalKind: string;
  /** Whether the row says how they came: only then it counts as a visit or a call. */
  isArrivalKnown: boolean;
  arrivedAt: Date;
  grade: string | null;
  stage: string;
  consent: boolean;
  contacts: OldContact[];
  /** Columns whose words fit no choice: they stand in the note, so that nothing is lost. */
  noted: Column[];
}

/** A row that cannot be brought along: why, and in which column, never what was in it. */
export interface RefusedRow {
  row: number;
  reasons: string[];
}

export type ReadRow = Incoming | RefusedRow;

export const isRefused = (row: ReadRow): row is RefusedRow => 'reasons' in row;

const FIELDS = new Map<string, Field>(ALL_FIELDS.map((field) => [field.key, field]));
const JOINS: Record<string, string> = { phones: ';', text: '\n' };

/** Reads one row by the mapping. Nothing a row holds comes back but as the customer itself. */
export function readRow(
  { row, cells }: { row: number; cells: readonly string[] },
  mapping: Mapping,
  desk: Desk,
): ReadRow {
  const reasons: string[] = [];
  const typed = gather(cells, mapping, reasons);
  const noted: string[] = [];
  const notedColumns: Column[] = [];
  const note = (column: Column, text: string) => {
    const heading = mapping.columns.find((one) => one.column === column)?.heading ?? column;
    noted.push(`${heading}: ${text}`);
    notedColumns.push(column);
  };
  const reading: Reading = { typed, desk, reasons, note };
  const values = readValues(reading);
  const record = readRecord(reading);
  if (reasons.length > 0 || !values || !record) return { row, reasons: [...new Set(reasons)] };
  values.note = [values.note, ...noted].filter(Boolean).join('\n') || null;
  if ((values.note?.length ?? 0) > MAX_TEXT) return { row, reasons: ['tooLong:note'] };
  return { row, values, ...record, noted: notedColumns };
}

/** A row being read: its cells by what they become, and where reasons and leftovers go. */
export interface Reading {
  typed: Partial<Record<Column, string>>;
  desk: Desk;
  reasons: string[];
  note: (column: Column, text: string) => void;
}

/** The cells by what they become; several columns of one kind are joined. */
function gather(
  cells: readonly string[],
  { columns }: Mapping,
  reasons: string[],
): Partial<Record<Column, string>> {
  const typed: Partial<Record<Column, string>> = {};
  columns.forEach(({ column }, nth) => {
    if (column === 'skip') return;
    const text = attempt(reasons, column, () => cleanCell(cells[nth] ?? ''));
    if (!text) return;
    const before = typed[column];
    typed[column] = before === undefined ? text : `${before}${joinOf(column, before)}${text}`;
  });
  return typed;
}

/** 王 and 小明 stand close, Emma and Clarke apart; phones in a list, texts in lines. */
function joinOf(column: Column, before: string): string {
  if (column === 'name') return /\p{Script=Han}$/u.test(before) ? '' : ' ';
  return JOINS[FIELDS.get(column)?.kind ?? 'text'] ?? '\n';
}

function readValues(reading: Reading): CustomerValues | null {
  const { typed, desk, reasons } = reading;
  const values: CustomerValues = { ...NO_VALUES };
  for (const field of ALL_FIELDS) {
    const text = typed[field.key];
    if (text === undefined || field.kind === 'customer') continue;
    const read = isVital(field.key)
      ? attempt(reasons, field.key, () => readVital(field, text, desk))
      : readOrNote(field, text, reading);
    if (read) Object.assign(values, read);
  }
  if (isEmpty(values.name) && !hasReason(reasons, 'name')) reasons.push('nameMissing:name');
  if (isEmpty(values.phones) && isEmpty(values.wechat) && !hasReason(reasons, 'phones'))
    reasons.push('phoneMissing:phones');
  if (reasons.length > 0) return null;
  return { ...values, gender: values.gender ?? splitName(values.name).gender ?? null };
}

const hasReason = (reasons: string[], column: Column) =>
  reasons.some((reason) => reason.endsWith(`:${column}`));

/** Without these a customer is not known again, so they must be right. */
const isVital = (key: FieldKey): boolean =>
  key === 'name' || key === 'phones' || key === 'nationalId';

function readVital(field: Field, text: string, { settings }: Desk): Partial<CustomerValues> {
  const plain = field.key === 'name' ? text : text.split(';').map(digitsOf).join(';');
  try {
    return readFields({ [field.key]: plain }, settings);
  } catch (error) {
    const phones = field.kind === 'phones' ? readPhones(plain, settings.phoneRegion) : [];
    if (phones.length > 0 && phones.every(({ kind }) => kind === 'masked'))
      throw new Refusal('phoneMasked', {}, 'phones');
    throw error;
  }
}

/** What cannot be read as the field asks stands in the note in the words of the file. */
function readOrNote(field: Field, text: string, reading: Reading): Partial<CustomerValues> | null {
  const { desk, note } = reading;
  const isWord = COMES_AGAIN.has(field.kind) && text.length <= LONGEST_WORD;
  const read = isWord ? wordsOf(desk)(`${field.key} ${text}`) : readTyped(field, text, desk);
  if (!read) note(field.key, text);
  return read;
}

function readTyped(field: Field, text: string, desk: Desk): Partial<CustomerValues> | null {
  const typed = typedOf(field, text, desk);
  if (typed === null) return null;
  return attempt([], field.key, () => readFields({ [field.key]: typed }, desk.settings));
}

/** Fields whose few words fill a whole file: each is read once. */
const COMES_AGAIN: ReadonlySet<Field['kind']> = new Set(['choice', 'choices', 'count', 'budget']);
const LONGEST_WORD = 60;
const MANY_WORDS = 2_000;

type Words = (asked: string) => Partial<CustomerValues> | null;
const wordsAt = new WeakMap<Desk, Words>();

/** What `field text` says at a desk. */
function wordsOf(desk: Desk): Words {
  const known = wordsAt.get(desk);
  if (known) return known;
  const words = remembered(MANY_WORDS, (asked: string) => {
    const end = asked.indexOf(' ');
    return readTyped(FIELDS.get(asked.slice(0, end))!, asked.slice(end + 1), desk);
  });
  wordsAt.set(desk, words);
  return words;
}

function typedOf(field: Field, text: string, desk: Desk): TypedValues[string] | null {
  switch (field.kind) {
    case 'choice':
      return desk.choose(field.key, text)?.[0] ?? null;
    case 'choices':
      return desk.choose(field.key, text);
    case 'count':
      return countOf(text);
    case 'budget':
      // A program writes the whole sum: 3000000 is no number of 万.
      return /^\d{6,}(?:\.\d+)?$/u.test(text) ? `${Math.round(Number(text))}元` : text;
    default:
      return text;
  }
}
