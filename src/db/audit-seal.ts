import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Anchor,
  AUDIT_TEXT,
  AuditBrokenError,
  type AuditText,
  chainKey,
  findAuditHead,
  GENESIS,
  sealOf,
} from './audit-chain.ts';
import type { Db, Tx } from './client.ts';
import type { Keyring } from './sealing.ts';

/** Only one process seals at a time; the others find the lock taken and go on. */
const LOCK = 72_707_370;

export interface SealOptions {
  /** The head after the last time: sealing goes on only if it still stands. */
  known?: Anchor | null;
  /** How long transactions that are writing are waited for; after that nothing is sealed this time. */
  patienceMs?: number;
  batch?: number;
}

/**
 * Seals the audit rows that are not sealed yet, in the order of their numbers.
 * Chaining inside the business transaction would make everybody wait for everybody; so rows are chained
 * moments later, and only up to a number below which none can still appear: a row's number is taken
 * before its transaction commits, and the rows of an open transaction must not be passed over.
 * Throws AuditBrokenError when seals were taken away since `known`: sealing on would cover the traces.
 */
export async function sealAudit(
  db: Db,
  keyring: Keyring,
  options: SealOptions = {},
): Promise<{ sealed: number; head: Anchor | null }> {
  const { known = null, patienceMs = 2_000, batch = 2_000 } = options;
  let sealed = 0;
  const upTo = await findHorizon(db, patienceMs);
  for (let some = batch; upTo !== null && some === batch; ) {
    some = await db.$transaction((tx) => sealSome(tx, keyring, { upTo, batch, known }));
    sealed += some;
  }
  return { sealed, head: await findAuditHead(db) };
}

/**
 * The number up to which the audit is complete; null when there is none yet. An INSERT locks the table
 * (ROW EXCLUSIVE, until its transaction ends) before it takes a number. So whoever took a number below
 * the highest visible one, and has not ended, is seen holding that lock right afterwards; once all of
 * those have ended, nothing below can appear any more.
 */
async function findHorizon(db: Db, patienceMs: number): Promise<bigint | null> {
  const [highest] = await db.$queryRaw<{ seq: bigint | null }[]>`SELECT max(seq) AS seq FROM audit`;
  const seq = highest?.seq ?? null;
  if (seq === null) return null;
  const deadline = performance.now() + patienceMs;
  let open = new Set(await listWriters(db));
  while (open.size > 0) {
    if (performance.now() > deadline) return null;
    await sleep(10);
    open = new Set((await listWriters(db)).filter((writer) => open.has(writer)));
  }
  return seq;
}

async function listWriters(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ writer: string }[]>`
    SELECT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'audit'::regclass AND mode = 'RowExclusiveLock' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows.map((row) => row.writer);
}

async function sealSome(
  tx: Tx,
  keyring: Keyring,
  range: { upTo: bigint; batch: number; known: Anchor | null },
): Promise<number> {
  const [lock] = await tx.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`;
  if (!lock?.mine) return 0;
  await requireStanding(tx, range.known);
  const head = await findAuditHead(tx);
  const rows = await tx.$queryRaw<AuditText[]>`
    SELECT a.seq, ${AUDIT_TEXT} FROM audit a
     WHERE a.seq > ${head?.seq ?? 0n} AND a.seq <= ${range.upTo} ORDER BY a.seq LIMIT ${range.batch}`;
  if (rows.length === 0) return 0;
  const key = chainKey(keyring);
  let previous: Buffer = head ? Buffer.from(head.mac, 'hex') : GENESIS;
  const macs = rows.map((row) => {
    previous = sealOf(key, previous, row);
    return previous.toString('hex');
  });
  await tx.$executeRaw`
    INSERT INTO audit_seals (seq, mac)
    SELECT seq, decode(mac, 'hex')
      FROM unnest(${rows.map((row) => row.seq)}::bigint[], ${macs}::text[]) AS fresh (seq, mac)`;
  return rows.length;
}

async function requireStanding(tx: Tx, known: Anchor | null): Promise<void> {
  if (!known) return;
  const [seal] = await tx.$queryRaw<{ mac: string }[]>`
    SELECT encode(mac, 'hex') AS mac FROM audit_seals WHERE seq = ${known.seq}`;
  if (seal?.mac !== known.mac) throw new AuditBrokenError(known.seq);
}
