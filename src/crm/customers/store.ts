import type { Handle } from '../../db/client.ts';
import { findCustomerKeys } from '../../db/data-keys.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { DataKey } from '../../db/sealing.ts';
import type { Reading, Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { searchTokens } from '../../lib/search-tokens.ts';
import { movesKeys } from './match-keys.ts';
import { sayNumber } from './rules.ts';
import { sealFields, sealPhone } from './sealed.ts';
import { keyColumns, openValues, plainColumns } from './store-columns.ts';
import type { CustomerValues } from './values.ts';

/** Where a customer stands, without any sealed value. */
export interface CustomerRecord {
  id: string;
  number: number;
  teamId: string;
  repId: string | null;
  name: string;
  gender: string | null;
  stage: string;
  /** Since when it is in its stage. */
  stageSince: Date;
  grade: string | null;
  status: string;
  /** The record this one became part of, while it is merged. */
  mergedIntoId: string | null;
  invalidReason: string | null;
  lostReason: string | null;
  arrivalKind: string;
  arrivedAt: Date;
  registeredAt: Date;
  consentAt: Date | null;
  doNotContact: boolean;
  confirmedAt: Date;
  lastEffectiveAt: Date | null;
  lastAttemptAt: Date | null;
  effectiveCount: number;
  visitCount: number;
  completeness: number;
  missing: string[];
  /** Until when it is the assigned rep's; null: no end is in sight, or nobody's. */
  protectedUntil: Date | null;
  protectionBecause: string | null;
  /** Since when it is in the pool, and from when it may be claimed. */
  pooledAt: Date | null;
  poolOpenAt: Date | null;
  /** State of the newest review; null: there was none. */
  reviewState: string | null;
  version: number;
}

/** The whole file in the clear: only use cases that passed the policy may hold one. */
export interface CustomerFile extends CustomerRecord {
  values: CustomerValues;
  dataKey: DataKey;
}

/**
 * The record of an id, or null. Throws `customerMerged` for one that became part of another (#36): whoever
 * still has its card open is led to the kept one.
 */
export async function findCustomer(db: Handle, id: string): Promise<CustomerRecord | null> {
  const record = await db.customer.findUnique({ where: { id } });
  if (!record?.mergedIntoId) return record;
  const kept = await db.customer.findUniqueOrThrow({ where: { id: record.mergedIntoId } });
  throw new Refusal('customerMerged', {
    former: sayNumber(record.number),
    number: sayNumber(kept.number),
    id: kept.id,
  });
}

/** The record of a spoken number, or null; the number of a merged record is an alias of the kept one's. */
export async function findCustomerByNumber(
  db: Handle,
  number: number,
): Promise<CustomerRecord | null> {
  const record = await db.customer.findUnique({ where: { number } });
  return record?.mergedIntoId
    ? db.customer.findUnique({ where: { id: record.mergedIntoId } })
    : record;
}

/** These records, without those that became part of another or were erased; by number. */
export async function listRecords(db: Handle, ids: readonly string[]): Promise<CustomerRecord[]> {
  return db.customer.findMany({
    where: { id: { in: [...ids] }, status: { in: ['active', 'invalid'] } },
    orderBy: { number: 'asc' },
  });
}

/** The id under which a record stands now: its own, or that of the record it became part of. */
export async function followMerged(db: Handle, id: string): Promise<string> {
  const record = await db.customer.findUnique({
    where: { id },
    select: { mergedIntoId: true },
  });
  return record?.mergedIntoId ?? id;
}

/** Records that became part of this one, by number. */
export async function listFormer(
  db: Handle,
  keptId: string,
): Promise<{ id: string; number: number }[]> {
  return db.customer.findMany({
    where: { mergedIntoId: keptId },
    select: { id: true, number: true },
    orderBy: { number: 'asc' },
  });
}

/**
 * Holds the customer's row until the transaction ends, so that a rule decides on what will still be true.
 * Rows that only point to the customer may be written meanwhile: who holds a unit's row and notes for whom
 * it was would otherwise wait for who holds the customer's and wants the unit.
 */
export async function lockCustomer(tx: Handle, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM customers WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}

/** The same for several, always in the same order. */
export async function lockCustomers(tx: Handle, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM customers WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** Opens a customer's file; null where there is none, it became part of another, or its key was destroyed. */
export async function findFile(
  at: Pick<Reading, 'db' | 'keys'>,
  id: string,
): Promise<CustomerFile | null> {
  return (await listFiles(at, [id]))[0] ?? null;
}

/** Opens the files of several customers; what is erased or became part of another is left out. */
export async function listFiles(
  at: Pick<Reading, 'db' | 'keys'>,
  ids: readonly string[],
): Promise<CustomerFile[]> {
  if (ids.length === 0) return [];
  const rows = await at.db.customer.findMany({
    where: { id: { in: [...ids] }, status: { in: ['active', 'invalid'] } },
    include: { phones: { where: { live: true }, orderBy: { position: 'asc' } } },
  });
  const dataKeys = await findCustomerKeys(
    at.db,
    at.keys,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const dataKey = dataKeys.get(row.id);
    return dataKey ? [{ ...row, dataKey, values: openValues(dataKey, row) }] : [];
  });
}

/**
 * Writes changed values and columns if nobody changed the record since `version`; answers whether it did.
 * Every write counts the version up, so that an edit begun earlier notices.
 */
export async function updateCustomer(
  work: Work,
  file: Pick<CustomerFile, 'id' | 'version' | 'dataKey'> & Partial<Pick<CustomerFile, 'values'>>,
  change: { values?: Partial<CustomerValues>; columns?: Prisma.CustomerUncheckedUpdateManyInput },
): Promise<boolean> {
  const { values = {}, columns = {} } = change;
  const { count } = await work.tx.customer.updateMany({
    where: { id: file.id, version: file.version },
    data: {
      ...plainColumns(values),
      ...sealFields(work.keys, file.dataKey, file.id, values),
      ...(values.name !== undefined && { searchTokens: searchTokens({ names: [values.name] }) }),
      ...(movesKeys(values) && keyColumns(work, file.values && { ...file.values, ...values })),
      ...columns,
      version: { increment: 1 },
      updatedAt: work.now,
    },
  });
  if (count === 1 && values.phones) await replacePhones(work, file, values.phones);
  return count === 1;
}

async function replacePhones(
  work: Work,
  file: Pick<CustomerFile, 'id' | 'dataKey'>,
  phones: string[],
): Promise<void> {
  const { tx, keys } = work;
  await tx.customerPhone.deleteMany({ where: { customerId: file.id } });
  await tx.customerPhone.createMany({
    data: phones.map((e164, position) =>
      sealPhone(keys, file.dataKey, { customerId: file.id, e164, position }),
    ),
  });
}
