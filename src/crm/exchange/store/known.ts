import type { Handle } from '../../../db/client.ts';
import type { Keyring } from '../../../db/sealing.ts';
import type { Actor } from '../../access/actor.ts';
import { can } from '../../access/rules.ts';
import { ALL_FIELDS, type FieldKey } from '../../customers/fields.ts';
import { lineIndex, phoneIndex } from '../../customers/sealed.ts';
import { type CustomerValues, isEmpty } from '../../customers/values.ts';
import type { Existing } from '../rules/decide.ts';
import type { Incoming } from '../rules/row.ts';

/** The keyed hashes by which a row's customer is known again: the same in the file and in the register. */
export interface RowKeys {
  phones: Buffer<ArrayBuffer>[];
  /** WeChat, e-mail, national id: whatever line the fields say is looked up by equality. */
  lines: { key: FieldKey; hash: Buffer<ArrayBuffer> }[];
}

const INDEXED = ALL_FIELDS.filter(({ indexed }) => indexed).map(({ key }) => key);

/** The keys of a customer that a row tells of. */
export function keysOf(keyring: Keyring, values: CustomerValues): RowKeys {
  return {
    phones: values.phones.map((e164) => phoneIndex(keyring, e164)),
    lines: INDEXED.flatMap((key) => {
      const value = values[key];
      return typeof value === 'string' && value !== ''
        ? [{ key, hash: lineIndex(keyring, key, value) }]
        : [];
    }),
  };
}

const LIVE = { status: { in: ['active', 'invalid'] } };

/**
 * The live records that rows of a batch are about, with a look-up per kind of key for all of them. The answer has an
 * entry per row, in their order.
 */
export async function findExisting(
  db: Handle,
  rows: readonly { incoming: Incoming; keys: RowKeys }[],
  actor: Actor,
): Promise<Existing[][]> {
  const ids = new Map<string, string[]>();
  const add = (name: string, id: string) => ids.set(name, [...(ids.get(name) ?? []), id]);
  const phones = rows.flatMap(({ keys }) => keys.phones);
  if (phones.length > 0) {
    const found = await db.customerPhone.findMany({
      where: { live: true, index: { in: phones }, customer: LIVE },
      select: { index: true, customerId: true },
    });
    for (const { index, customerId } of found) add(nameOf('phones', index), customerId);
  }
  for (const key of INDEXED) {
    const hashes = rows.flatMap(({ keys }) =>
      keys.lines.filter((line) => line.key === key).map(({ hash }) => hash),
    );
    for (const { id, hash } of await findByLine(db, key, hashes)) add(nameOf(key, hash), id);
  }
  const records = await readRecords(db, [...new Set([...ids.values()].flat())]);
  return rows.map(({ incoming, keys }) => {
    const names = [
      ...keys.phones.map((hash) => nameOf('phones', hash)),
      ...keys.lines.map(({ key, hash }) => nameOf(key, hash)),
    ];
    return [...new Set(names.flatMap((name) => ids.get(name) ?? []))].flatMap((id) => {
      const record = records.get(id);
      return record ? [existingOf(record, incoming, actor)] : [];
    });
  });
}

const nameOf = (key: string, hash: Uint8Array): string =>
  `${key} ${Buffer.from(hash).toString('hex')}`;

async function findByLine(
  db: Handle,
  key: FieldKey,
  hashes: Buffer<ArrayBuffer>[],
): Promise<{ id: string; hash: Uint8Array }[]> {
  if (hashes.length === 0) return [];
  const column = `${key}Index`;
  const rows = (await db.customer.findMany({
    where: { ...LIVE, [column]: { in: hashes } },
    select: { id: true, [column]: true },
  })) as unknown as Record<string, string | Uint8Array>[];
  return rows.map((row) => ({ id: row.id as string, hash: row[column] as Uint8Array }));
}

type Row = NonNullable<Awaited<ReturnType<Handle['customer']['findFirst']>>> & {
  phones: { id: string }[];
};

async function readRecords(db: Handle, ids: string[]): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await db.customer.findMany({
    where: { id: { in: ids } },
    include: { phones: { where: { live: true }, select: { id: true } } },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

function existingOf(record: Row, incoming: Incoming, actor: Actor): Existing {
  return {
    id: record.id,
    name: record.name,
    mayChange: can(actor, 'customer:update', record),
    hasGaps: ALL_FIELDS.some(
      ({ key }) => !isEmpty(incoming.values[key]) && lacks(record, incoming, key),
    ),
  };
}

/** Whether the record has nothing where the row has something; a sealed value need not be opened for that. */
function lacks(record: Row, incoming: Incoming, key: (typeof ALL_FIELDS)[number]['key']): boolean {
  if (key === 'phones') return record.phones.length < incoming.values.phones.length;
  const { areaMin, areaMax, budgetMin, budgetMax } = record;
  if (key === 'area') return areaMin === null && areaMax === null;
  if (key === 'budget') return budgetMin === null && budgetMax === null;
  const columns = record as unknown as Record<string, unknown>;
  const value = `${key}Sealed` in columns ? columns[`${key}Sealed`] : columns[key];
  return value === null || (Array.isArray(value) && value.length === 0);
}
