import type { Handle } from './client.ts';
import {
  type DataKey,
  type Keyring,
  newDataKey,
  type Sealed,
  type SealPlace,
  secretKey,
} from './sealing.ts';

/** The customer's key was destroyed: what it sealed is gone for good. */
export class KeyDestroyedError extends Error {
  override name = 'KeyDestroyedError';
}

/** A customer's new data key: `kid` and `wrapped` are its row in customer_keys. */
export interface NewCustomerKey {
  key: DataKey;
  kid: string;
  wrapped: Sealed;
}

/** Makes a data key without storing it, for a store that inserts the row along with its own. */
export function newCustomerKey(keyring: Keyring, customerId: string): NewCustomerKey {
  const { bytes, key } = newDataKey();
  const wrapped = keyring.wrap(customerPlace(customerId), bytes);
  bytes.fill(0);
  return { key, kid: keyring.newestId, wrapped };
}

/** Makes a data key for a new customer and stores it: one statement. */
export async function createCustomerKey(
  handle: Handle,
  keyring: Keyring,
  customerId: string,
): Promise<DataKey> {
  const made = newCustomerKey(keyring, customerId);
  await handle.$executeRaw`
    INSERT INTO customer_keys (customer_id, kid, wrapped)
    VALUES (${customerId}::uuid, ${made.kid}, ${made.wrapped})`;
  return made.key;
}

/** Throws KeyDestroyedError for an erased customer, Error for one that never had a key. */
export async function getCustomerKey(
  handle: Handle,
  keyring: Keyring,
  customerId: string,
): Promise<DataKey> {
  const keys = await findCustomerKeys(handle, keyring, [customerId]);
  const key = keys.get(customerId);
  if (key === undefined) throw new Error(`customer ${customerId} has no key`);
  if (key === null) throw new KeyDestroyedError(`the key of customer ${customerId} was destroyed`);
  return key;
}

/** Keys of several customers in one statement; null where destroyed, absent where there never was one. */
export async function findCustomerKeys(
  handle: Handle,
  keyring: Keyring,
  customerIds: readonly string[],
): Promise<Map<string, DataKey | null>> {
  const found = new Map<string, DataKey | null>();
  const asked = [...new Set(customerIds)].filter((id) => {
    const key = keyring.cached(customerName(id));
    if (key) found.set(id, key);
    return !key;
  });
  if (asked.length === 0) return found;
  const rows = await handle.$queryRaw<{ id: string; wrapped: Uint8Array | null }[]>`
    SELECT customer_id AS id, wrapped FROM customer_keys WHERE customer_id = ANY(${asked}::uuid[])`;
  for (const row of rows) found.set(row.id, customerKeyOf(keyring, row));
  return found;
}

/** The key of a customer whose wrapped key was read already; null where it was destroyed. */
export function customerKeyOf(
  keyring: Keyring,
  { id, wrapped }: { id: string; wrapped: Uint8Array | null },
): DataKey | null {
  if (!wrapped) return null;
  const name = customerName(id);
  return (
    keyring.cached(name) ?? keyring.remember(name, unwrapKey(keyring, customerPlace(id), wrapped))
  );
}

/** Erases: everything sealed under the customers' keys can never be read again, here or from a copy of the tables. */
export async function destroyCustomerKeys(
  handle: Handle,
  keyring: Keyring,
  customerIds: readonly string[],
): Promise<void> {
  await handle.$executeRaw`
    UPDATE customer_keys SET kid = NULL, wrapped = NULL, destroyed_at = app_now()
     WHERE customer_id = ANY(${[...customerIds]}::uuid[]) AND destroyed_at IS NULL`;
  for (const id of customerIds) keyring.forget(customerName(id));
}

/** The same for one customer. */
export async function destroyCustomerKey(
  handle: Handle,
  keyring: Keyring,
  customerId: string,
): Promise<void> {
  await destroyCustomerKeys(handle, keyring, [customerId]);
}

/** The office's own data key (drafts, notes of settings), made at first use. */
export async function getOfficeKey(handle: Handle, keyring: Keyring): Promise<DataKey> {
  const known = keyring.cached(OFFICE);
  if (known) return known;
  const [stored] = await readOfficeKey(handle);
  if (stored) return keyring.remember(OFFICE, unwrapKey(keyring, OFFICE_PLACE, stored.wrapped));
  const { bytes } = newDataKey();
  const wrapped = keyring.wrap(OFFICE_PLACE, bytes);
  bytes.fill(0);
  await handle.$executeRaw`
    INSERT INTO office_key (kid, wrapped) VALUES (${keyring.newestId}, ${wrapped}) ON CONFLICT DO NOTHING`;
  const [kept] = await readOfficeKey(handle); // another process may have been faster
  if (!kept) throw new Error('the office key could not be stored');
  return unwrapKey(keyring, OFFICE_PLACE, kept.wrapped);
}

function unwrapKey(keyring: Keyring, place: SealPlace, wrapped: Uint8Array): DataKey {
  return secretKey(keyring.unwrap(place, wrapped));
}

/** At most one row. */
export function readOfficeKey(handle: Handle): Promise<{ kid: string; wrapped: Uint8Array }[]> {
  return handle.$queryRaw`SELECT kid, wrapped FROM office_key`;
}

const OFFICE = 'office';
/** Where the wrapped office key belongs. */
export const OFFICE_PLACE: SealPlace = { table: 'office_key', column: 'wrapped', rowId: 'office' };

/** Where a customer's wrapped key belongs. */
export function customerPlace(customerId: string): SealPlace {
  return { table: 'customer_keys', column: 'wrapped', rowId: customerId };
}

function customerName(customerId: string): string {
  return `customer|${customerId}`;
}
