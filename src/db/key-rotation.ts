import type { Db, Handle } from './client.ts';
import { customerPlace, OFFICE_PLACE, readOfficeKey } from './data-keys.ts';
import { Prisma } from './generated/client.ts';
import type { Keyring, Sealed, SealPlace } from './sealing.ts';

/**
 * Moves every data key to the newest master key, in batches of one transaction each. May be stopped
 * and repeated at any point: what is done is no longer found. The sealed values stay as they are.
 */
export async function rewrapDataKeys(
  db: Db,
  keyring: Keyring,
  batch = 500,
): Promise<{ rewrapped: number }> {
  let rewrapped = await rewrapOfficeKey(db, keyring);
  for (;;) {
    const done = await rewrapSome(db, keyring, batch);
    if (done === 0) return { rewrapped };
    rewrapped += done;
  }
}

/** How many data keys are still under another master key than the newest: 0 means the old ones may go. */
export async function countOldKeys(handle: Handle, keyring: Keyring): Promise<number> {
  const [row] = await handle.$queryRaw<{ count: bigint }[]>`
    SELECT (SELECT count(*) FROM customer_keys WHERE kid <> ${keyring.newestId})
         + (SELECT count(*) FROM office_key WHERE kid <> ${keyring.newestId}) AS count`;
  return Number(row?.count ?? 0);
}

async function rewrapOfficeKey(db: Db, keyring: Keyring): Promise<number> {
  const [stored] = await readOfficeKey(db);
  if (!stored || stored.kid === keyring.newestId) return 0;
  const wrapped = rewrap(keyring, OFFICE_PLACE, stored.wrapped);
  return db.$executeRaw`
    UPDATE office_key SET kid = ${keyring.newestId}, wrapped = ${wrapped} WHERE kid = ${stored.kid}`;
}

async function rewrapSome(db: Db, keyring: Keyring, batch: number): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; wrapped: Uint8Array }[]>`
      SELECT customer_id AS id, wrapped FROM customer_keys WHERE kid <> ${keyring.newestId}
       ORDER BY customer_id LIMIT ${batch} FOR UPDATE`;
    if (rows.length === 0) return 0;
    const fresh = rows.map(
      ({ id, wrapped }) =>
        Prisma.sql`(${id}::uuid, ${rewrap(keyring, customerPlace(id), wrapped)}::bytea)`,
    );
    await tx.$executeRaw`
      UPDATE customer_keys k SET kid = ${keyring.newestId}, wrapped = fresh.wrapped
        FROM (VALUES ${Prisma.join(fresh)}) AS fresh (id, wrapped) WHERE k.customer_id = fresh.id`;
    return rows.length;
  });
}

function rewrap(keyring: Keyring, place: SealPlace, wrapped: Uint8Array): Sealed {
  const bytes = keyring.unwrap(place, wrapped);
  const fresh = keyring.wrap(place, bytes);
  bytes.fill(0);
  return fresh;
}
