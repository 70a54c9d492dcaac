import { type DataKey, open, seal } from '../../db/sealing.ts';
import { ALL_FIELDS } from '../customers/fields.ts';
import { type CustomerValues, isEmpty } from '../customers/values.ts';

/** What a row adds to a record: only what is empty there, and phones it has not. */
export function fillGaps(has: CustomerValues, brings: CustomerValues): Partial<CustomerValues> {
  const filled: Record<string, unknown> = {};
  for (const { key } of ALL_FIELDS) {
    if (key === 'phones' || isEmpty(brings[key]) || !isEmpty(has[key])) continue;
    filled[key] = brings[key];
  }
  const more = brings.phones.filter((phone) => !has.phones.includes(phone));
  if (more.length > 0) filled.phones = [...has.phones, ...more];
  return filled as Partial<CustomerValues>;
}

const place = ({ importId, row }: { importId: string; row: number }) => ({
  table: 'import_rows',
  column: 'filled_sealed',
  rowId: `${importId}:${row}`,
});

/** What stood there before, sealed under the customer's key, so that it can be put back. */
export function sealFilled(
  { dataKey }: { dataKey: DataKey },
  at: { importId: string; row: number },
  before: Partial<CustomerValues>,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(dataKey, place(at), JSON.stringify(before)));
}

/** What stood there before, in the clear. */
export function openFilled(
  { dataKey }: { dataKey: DataKey },
  at: { importId: string; row: number },
  sealed: Uint8Array,
): Partial<CustomerValues> {
  return JSON.parse(open(dataKey, place(at), sealed)) as Partial<CustomerValues>;
}
