import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { MESSAGE_COLUMNS, type Message, messageRow } from './rows.ts';

const rowsOf = z.array(messageRow);

/** Takes up to `limit` posted messages whose matters have moved on, to draw them again. */
export async function claimStale(db: Db, limit: number, leaseMs: number): Promise<Message[]> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH old AS (
      SELECT id FROM messages
      WHERE state = 'sent' AND stale > 0 AND next_at <= clock_timestamp()
        AND (lease_until IS NULL OR lease_until < clock_timestamp())
      ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE messages m SET lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      lease_owner = ${randomUUID()}::uuid
    WHERE m.id IN (SELECT id FROM old) RETURNING ${MESSAGE_COLUMNS}`;
  return rowsOf.parse(rows);
}

/** The card says what is true, unless something happened since it was claimed: then it is drawn once more. */
export async function settleCard(db: Db, message: Message): Promise<void> {
  await db.$executeRaw`
    UPDATE messages SET stale = CASE WHEN stale = ${message.stale}::int THEN 0 ELSE stale END,
      lease_until = NULL, lease_owner = NULL
    WHERE id = ${message.id}::uuid AND lease_owner = ${message.leaseOwner}::uuid`;
}

/** The card could not be drawn now. */
export async function postponeCard(
  db: Db,
  message: Message,
  waitMs: number,
  why: string,
): Promise<void> {
  await db.$executeRaw`
    UPDATE messages SET next_at = clock_timestamp() + ${waitMs} * interval '1 millisecond',
      lease_until = NULL, lease_owner = NULL, last_error = ${why}
    WHERE id = ${message.id}::uuid AND lease_owner = ${message.leaseOwner}::uuid`;
}
