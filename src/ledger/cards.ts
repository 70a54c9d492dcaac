import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { classify } from './classify.ts';
import type { Hooks } from './hooks.ts';
import type { Pace } from './pace.ts';
import type { Letter, Poster } from './port.ts';
import { MESSAGE_COLUMNS, type Message, messageRow } from './rows.ts';

const rowsOf = z.array(messageRow);
const RETRY_MS = 60_000;

export interface CardParts {
  db: Db;
  poster: Pick<Poster, 'edit'>;
  hooks: Pick<Hooks, 'redraw'>;
  pace: Pace;
  limit: number;
  leaseMs: number;
}

/**
 * Draws posted messages again whose matters have moved on. Drawing twice does no harm, so this needs no
 * looking back. Answers in how many ms the next one may be drawn, or null.
 */
export async function redrawCards(parts: CardParts): Promise<number | null> {
  const stale = await claimStale(parts);
  if (stale.length === 0) return null;
  const letters = await parts.hooks.redraw(stale);
  const waits: number[] = [];
  for (const message of stale) {
    const waitMs = await redrawOne(message, letters.get(message.id) ?? null, parts);
    if (waitMs > 0) waits.push(waitMs);
  }
  return waits.length > 0 ? Math.min(...waits) : null;
}

/** Answers how long it has to wait; 0 when it is done. */
async function redrawOne(
  message: Message,
  letter: Letter | null,
  { db, poster, pace }: CardParts,
): Promise<number> {
  const { slackChannel, slackTs } = message;
  if (!letter || !slackChannel || !slackTs) return settleCard(db, message);
  const waitMs = pace.take(slackChannel);
  if (waitMs > 0) return postponeCard(db, message, waitMs);
  const verdict = classify(await poster.edit(slackChannel, slackTs, letter));
  if (verdict.is === 'limited') {
    pace.pause(slackChannel, verdict.afterMs);
    return postponeCard(db, message, verdict.afterMs);
  }
  if (verdict.is === 'doubtful' || verdict.is === 'stopped') {
    return postponeCard(db, message, RETRY_MS);
  }
  // What the channel refuses for good (the message is deleted, the channel archived) stays as it is.
  return settleCard(db, message);
}

async function claimStale({ db, limit, leaseMs }: CardParts): Promise<Message[]> {
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
async function settleCard(db: Db, message: Message): Promise<0> {
  await db.$executeRaw`
    UPDATE messages SET stale = CASE WHEN stale = ${message.stale}::int THEN 0 ELSE stale END,
      lease_until = NULL, lease_owner = NULL
    WHERE id = ${message.id}::uuid AND lease_owner = ${message.leaseOwner}::uuid`;
  return 0;
}

async function postponeCard(db: Db, message: Message, waitMs: number): Promise<number> {
  await db.$executeRaw`
    UPDATE messages SET next_at = clock_timestamp() + ${waitMs} * interval '1 millisecond',
      lease_until = NULL, lease_owner = NULL
    WHERE id = ${message.id}::uuid AND lease_owner = ${message.leaseOwner}::uuid`;
  return waitMs;
}
