import type { Handle } from '../../../db/client.ts';
import type { Keyring } from '../../../db/sealing.ts';
import type { Actor } from '../../access/actor.ts';
import { can } from '../../access/rules.ts';
import { ALL_FIELDS } from '../../customers/fields.ts';
import { lineIndex, phoneIndex } from '../../customers/sealed.ts';
import { type CustomerValues, isEmpty } from '../../customers/values.ts';
import type { Existing } from '../rules/decide.ts';
import type { Incoming } from '../rules/row.ts';

/** The keyed hashes by which a row's customer is known again: the same in the file and in the register. */
export interface RowKeys {
  phones: Buffer<ArrayBuffer>[];
  wechat: Buffer<ArrayBuffer> | null;
  email: Buffer<ArrayBuffer> | null;
}

/** The keys of a customer that a row tells of. */
export function keysOf(keyring: Keyring, { phones, wechat, email }: CustomerValues): RowKeys {
  return {
    phones: phones.map((e164) => phoneIndex(keyring, e164)),
    wechat: wechat ? lineIndex(keyring, 'wechat', wechat) : null,
    email: email ? lineIndex(keyring, 'email', email) : null,
  };
}

/** Short names of keys for a map over a whole file: half of each, which is enough to tell them apart. */
export function shortKeys({ phones, wechat, email }: RowKeys): string[] {
  const short = (key: Buffer, kind: string) => `${kind}${key.toString('latin1', 0, 8)}`;
  return [
    ...phones.map((key) => short(key, 'p')),
    ...(wechat ? [short(wechat, 'w')] : []),
    ...(email ? [short(email, 'e')] : []),
  ];
}

const LIVE = { status: { in: ['active', 'invalid'] } };
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

/**
 * The live records that rows of a batch are about, in three look-ups for all of them. The answer has an
 * entry per row, in their order.
 */
export async function findExisting(
  db: Handle,
  rows: readonly { incoming: Incoming; keys: RowKeys }[],
  actor: Actor,
): Promise<Existing[][]> {
  const [phones, wechats, emails] = [
    rows.flatMap(({ keys }) => keys.phones),
    rows.flatMap(({ keys }) => keys.wechat ?? []),
    rows.flatMap(({ keys }) => keys.email ?? []),
  ];
  const ids = new Map<string, string[]>();
  const add = (key: string, id: string) => ids.set(key, [...(ids.get(key) ?? []), id]);
  if (phones.length > 0) {
    const found = await db.customerPhone.findMany({
      where: { live: true, index: { in: phones }, customer: LIVE },
      select: { index: true, customerId: true },
    });
    for (const { index, customerId } of found) add(hex(index), customerId);
  }
  const known = await findByLines(db, wechats, emails);
  for (const { id, wechatIndex, emailIndex } of known) {
    if (wechatIndex) add(`w${hex(wechatIndex)}`, id);
    if (emailIndex) add(`e${hex(emailIndex)}`, id);
  }
  const records = await readRecords(db, [...new Set([...ids.values()].flat())]);
  return rows.map(({ incoming, keys }) => {
    const own = [
      ...keys.phones.flatMap((key) => ids.get(hex(key)) ?? []),
      ...(keys.wechat ? (ids.get(`w${hex(keys.wechat)}`) ?? []) : []),
      ...(keys.email ? (ids.get(`e${hex(keys.email)}`) ?? []) : []),
    ];
    return [...new Set(own)].flatMap((id) => {
      const record = records.get(id);
      return record ? [existingOf(record, incoming, actor)] : [];
    });
  });
}

async function findByLines(
  db: Handle,
  wechats: Buffer<ArrayBuffer>[],
  emails: Buffer<ArrayBuffer>[],
) {
  if (wechats.length + emails.length === 0) return [];
  return db.customer.findMany({
    where: {
      ...LIVE,
      OR: [{ wechatIndex: { in: wechats } }, { emailIndex: { in: emails } }],
    },
    select: { id: true, wechatIndex: true, emailIndex: true },
  });
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
