import { civilDay, clockAt } from '../../../lib/calendar/index.ts';
import { maskPhone, plainPhone } from '../../../lib/phone.ts';
import { ALL_FIELDS, type Field, type FieldKey } from '../../customers/fields.ts';
import { type FieldValue, isEmpty, maskValue } from '../../customers/values.ts';
import type { Exported } from '../store/exporting.ts';
import type { Column } from './columns.ts';

/** How an export says things: the words of screens, names behind ids, the zone its times are in. */
export interface ExportWords {
  /** What a column is called; `number` is the customer's own. */
  heading: (column: Column | 'number') => string;
  value: (field: Field, value: FieldValue) => string;
  choice: (column: 'arrivalKind' | 'stage' | 'consent', value: string) => string;
  person: (id: string | null) => string;
  team: (id: string) => string;
  zone: string;
}

/** Lines that show in part what they are; other sealed text may hold anything, and is left out. */
const SHOWN_IN_PART: readonly FieldKey[] = ['phones', 'wechat', 'email', 'nationalId'];

const RECORD = [
  'registeredAt',
  'registeredBy',
  'rep',
  'team',
  'arrivalKind',
  'arrivedAt',
  'grade',
  'stage',
  'consent',
  'lastContactAt',
] as const;

/** The fields of an export, in the order of the form: in the clear all of them, masked without what people wrote. */
export function exportedFields(isMasked: boolean): Field[] {
  return ALL_FIELDS.filter(
    ({ key, kind, sealed }) =>
      kind !== 'customer' && (!isMasked || !sealed || SHOWN_IN_PART.includes(key)),
  );
}

/** The headings: such as an import recognises. */
export function exportHeadings(isMasked: boolean, words: ExportWords): string[] {
  const fields = exportedFields(isMasked).map(({ key }) => key);
  return (['number', ...fields, ...RECORD] as const).map(words.heading);
}

/** One customer as a row. `isMasked`: phones and other lines only as far as a card shows them. */
export function exportRow(one: Exported, isMasked: boolean, words: ExportWords): string[] {
  const fields = exportedFields(isMasked).map((field) =>
    fieldCell(one, field, { isMasked, words }),
  );
  const record: Record<(typeof RECORD)[number], string> = {
    registeredAt: sayMoment(one.registeredAt, words.zone),
    registeredBy: words.person(one.registeredById),
    rep: words.person(one.repId),
    team: words.team(one.teamId),
    arrivalKind: words.choice('arrivalKind', one.arrivalKind),
    arrivedAt: sayMoment(one.arrivedAt, words.zone),
    grade: one.grade ?? '',
    stage: words.choice('stage', one.stage),
    consent: words.choice('consent', one.consentAt && !one.doNotContact ? 'yes' : 'no'),
    lastContactAt: one.lastEffectiveAt ? sayMoment(one.lastEffectiveAt, words.zone) : '',
  };
  return [`C-${one.number}`, ...fields, ...RECORD.map((column) => record[column])];
}

function fieldCell(
  { values, referrerNumber }: Exported,
  field: Field,
  { isMasked, words }: { isMasked: boolean; words: ExportWords },
): string {
  const { key } = field;
  // By its number the referrer is found again, wherever the file is brought.
  if (key === 'referrer' && referrerNumber !== null) return `C-${referrerNumber}`;
  const value = values[key];
  if (isEmpty(value)) return '';
  const shown = (text: string) =>
    isMasked && SHOWN_IN_PART.includes(key) ? maskValue(field, text) : text;
  if (key === 'phones') return values.phones.map(isMasked ? maskPhone : plainPhone).join(';');
  return shown(words.value(field, value));
}

/** `2026-03-05 14:30` on the zone's clocks. */
function sayMoment(at: Date, zone: string): string {
  return `${civilDay(at, zone)} ${clockAt(at, zone)}`;
}
