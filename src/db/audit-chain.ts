import { createHmac, type KeyObject } from 'node:crypto';
import type { Handle } from './client.ts';
import { Prisma } from './generated/client.ts';
import { derive, type Keyring } from './sealing.ts';

/** One audit row as it is sealed: every column as text, exactly and in every server's spelling the same. */
export type AuditText = { seq: bigint } & Record<string, string | bigint | null>;

/** Before the first row. */
export const GENESIS = Buffer.alloc(32);

/** The chain's key, made from the audit key. */
export function chainKey(keyring: Keyring): KeyObject {
  return derive(keyring.audit, 'chain');
}

/**
 * The seal of a row: HMAC over the seal before it, the row's number and its text. Columns that are null
 * are left out, so that a column added later does not change what older rows were sealed as.
 */
export function sealOf(key: KeyObject, previous: Uint8Array, row: AuditText): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(row.seq);
  const columns = Object.entries(row)
    .filter(([name, value]) => name !== 'seq' && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key)
    .update(previous)
    .update(number)
    .update(JSON.stringify(columns), 'utf8')
    .digest();
}

/** The columns of `audit a` but its number, as text; times in UTC to the microsecond. */
export const AUDIT_TEXT = Prisma.sql`
  a.id::text AS id,
  to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at,
  to_char(a.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS entered_at,
  a.actor_id::text AS actor_id, a.actor_kind, a.action, a.subject_kind, a.subject_id::text AS subject_id,
  a.customer_id::text AS customer_id, a.details::text AS details, encode(a.sealed, 'hex') AS sealed, a.delivery`;

/** The last seal. Kept outside the database now and then, it shows that no row before it was rewritten. */
export interface Anchor {
  seq: bigint;
  /** Hex. */
  mac: string;
}

/** The newest seal; null while nothing is sealed. */
export async function findAuditHead(handle: Handle): Promise<Anchor | null> {
  const [head] = await handle.$queryRaw<Anchor[]>`
    SELECT seq, encode(mac, 'hex') AS mac FROM audit_seals ORDER BY seq DESC LIMIT 1`;
  return head ?? null;
}

/** Somebody took seals away or wrote others: the chain no longer continues what this process saw. */
export class AuditBrokenError extends Error {
  override name = 'AuditBrokenError';
  readonly seq: bigint;

  constructor(seq: bigint) {
    super(`the audit's seal of row ${seq} is gone or another one`);
    this.seq = seq;
  }
}
