import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { MESSAGE_COLUMNS, type Message, messageRow } from './rows.ts';

const rowsOf = z.array(messageRow);

/** Whether anything is due to be sent or drawn again: one look at three indexes, for every tick. */
export async function findWork(db: Db): Promise<{ due: boolean; stale: boolean }> {
  const [row] = await db.$queryRaw<{ due: boolean; stale: boolean }[]>`
    SELECT EXISTS (
        SELECT FROM messages WHERE state = 'planned' AND due_at <= app_now() AND next_at <= clock_timestamp()
      ) OR EXISTS (
        SELECT FROM messages WHERE state = 'sending' AND lease_until < clock_timestamp()
      ) AS due,
      EXISTS (
        SELECT FROM messages WHERE state = 'sent' AND stale > 0 AND next_at <= clock_timestamp()
      ) AS stale`;
  return row ?? { due: false, stale: false };
}

/**
 * Takes up to `limit` due messages for `leaseMs` (the database's own clock, so that moved business time
 * never ends a lease). One found *sending* with an ended lease may have been posted: it is ambiguous.
 * A claim freezes the message: reasons that come later get the next part.
 */
export async function claimMessages(db: Db, limit: number, leaseMs: number): Promise<Message[]> {
  const owner = randomUUID();
  const rows = await db.$queryRaw<unknown[]>`
    WITH due AS (
      SELECT id FROM messages
      WHERE state = 'planned' AND due_at <= app_now() AND next_at <= clock_timestamp()
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), left_behind AS (
      SELECT id FROM messages WHERE state = 'sending' AND lease_until < clock_timestamp()
      ORDER BY lease_until LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE messages m SET
      state = 'sending',
      lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      lease_owner = ${owner}::uuid,
      ambiguous = m.ambiguous OR (m.state = 'sending' AND m.first_try_at IS NOT NULL),
      -- What is over by now is seen when it is drawn; a card that may be out keeps its mark.
      stale = CASE WHEN m.first_try_at IS NULL THEN 0 ELSE m.stale END
    WHERE m.id IN (SELECT id FROM due UNION ALL SELECT id FROM left_behind)
    RETURNING ${MESSAGE_COLUMNS}`;
  return rowsOf.parse(rows).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * Notes where each message is about to go, before it goes, so that whoever finds it after a crash knows
 * where to look. Answers the ids that are still ours to send.
 */
export async function freezeMessages(
  db: Db,
  leaving: { id: string; channel: string; leaseOwner: string }[],
): Promise<Set<string>> {
  if (leaving.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE messages m SET slack_channel = f.channel, attempts = m.attempts + 1,
      first_try_at = coalesce(m.first_try_at, app_now())
    FROM jsonb_to_recordset(${JSON.stringify(leaving)}::jsonb) AS f(id uuid, channel text, "leaseOwner" uuid)
    WHERE m.id = f.id AND m.state = 'sending' AND m.lease_owner = f."leaseOwner"
    RETURNING m.id`;
  return new Set(rows.map(({ id }) => id));
}

/** When a claim was made, by a clock that nobody moves, and for how long. */
export interface Lease {
  claimedAt: number;
  leaseMs: number;
  /** Longest time one try can take, with a margin. */
  tryMs: number;
}

/**
 * Whether a try that starts now ends within the lease. A process that was paused, or whose machine slept,
 * finds out here and leaves the message to whoever claims it next. `monotonic` is performance.now().
 */
export function holdsLease(lease: Lease, monotonic: number): boolean {
  return monotonic - lease.claimedAt + lease.tryMs < lease.leaseMs;
}
