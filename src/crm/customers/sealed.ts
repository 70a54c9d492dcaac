import {
  blindIndex,
  type DataKey,
  type Keyring,
  open,
  type Sealed,
  seal,
} from '../../db/sealing.ts';
import { newId } from '../../lib/id.ts';
import { phoneKeys } from '../../lib/phone.ts';
import { ALL_FIELDS, type FieldKey } from './fields.ts';
import type { CustomerValues } from './values.ts';

const place = (customerId: string, key: string) => ({
  table: 'customers',
  column: `${key}_sealed`,
  rowId: customerId,
});

const SEALED_LINES = ALL_FIELDS.filter((field) => field.sealed && field.kind !== 'phones');

/** The sealed columns of a customer, and the keyed hashes by which some are found again. */
export function sealFields(
  keys: Keyring,
  dataKey: DataKey,
  customerId: string,
  values: Partial<CustomerValues>,
): Record<string, Sealed | null> {
  const columns: Record<string, Sealed | null> = {};
  for (const field of SEALED_LINES) {
    if (!(field.key in values)) continue;
    const value = values[field.key] as string | null;
    columns[`${field.key}Sealed`] = value
      ? seal(dataKey, place(customerId, field.key), value)
      : null;
    if (field.indexed)
      columns[`${field.key}Index`] = value ? lineIndex(keys, field.key, value) : null;
  }
  return columns;
}

/** The sealed columns of a row, in the clear. */
export function openFields(
  dataKey: DataKey,
  row: { id: string } & Record<string, unknown>,
): Partial<Record<string, string | null>> {
  return Object.fromEntries(
    SEALED_LINES.map((field) => {
      const sealed = row[`${field.key}Sealed`] as Uint8Array | null;
      return [field.key, sealed ? open(dataKey, place(row.id, field.key), sealed) : null];
    }),
  );
}

/** One phone as its row: ciphertext, and keyed hashes of the whole, the masked form, the last four and the first seven digits. */
export function sealPhone(
  keys: Keyring,
  dataKey: DataKey,
  phone: { customerId: string; e164: string; position: number },
) {
  const id = newId();
  const found = phoneKeys(phone.e164);
  return {
    id,
    customerId: phone.customerId,
    position: phone.position,
    sealed: seal(dataKey, { table: 'customer_phones', column: 'sealed', rowId: id }, phone.e164),
    index: phoneIndex(keys, found.normalised),
    maskedIndex: blindIndex(keys, 'customer_phones.masked', found.masked),
    last4Index: blindIndex(keys, 'customer_phones.last4', found.lastFour),
    head7Index: blindIndex(keys, 'customer_phones.head7', found.head),
  };
}

/** A phone row in the clear. */
export function openPhone(dataKey: DataKey, row: { id: string; sealed: Uint8Array }): string {
  return open(dataKey, { table: 'customer_phones', column: 'sealed', rowId: row.id }, row.sealed);
}

/** The keyed hash by which a whole phone is found: one customer, one phone. */
export function phoneIndex(keys: Keyring, e164: string): Sealed {
  return blindIndex(keys, 'customer_phones.index', e164);
}

/** The keyed hash by which a line (a WeChat id, an e-mail) is found again, however it was typed. */
export function lineIndex(keys: Keyring, key: FieldKey, value: string): Sealed {
  return blindIndex(keys, `customers.${key}`, value.normalize('NFKC').trim().toLowerCase());
}
