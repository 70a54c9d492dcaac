import type { Handle, Tx } from '../../../db/client.ts';
import { newId } from '../../../lib/id.ts';
import type { UnitEventKind } from '../../properties/fields.ts';

/** What happened to a unit and was not looked at yet. */
export interface News {
  eventId: string;
  unitId: string;
  kind: UnitEventKind;
  at: Date;
}

/** The oldest news, left where they are: mostly there are none, and the table is empty. */
export async function listOldestNews(db: Handle, limit: number): Promise<News[]> {
  return db.$queryRaw<News[]>`
    SELECT event_id AS "eventId", unit_id AS "unitId", kind, at FROM unit_news
    ORDER BY at, event_id LIMIT ${limit}`;
}

/** Takes these news; answers the ids of those that nobody else took. They are gone once the transaction commits. */
export async function takeNews(tx: Tx, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM unit_news WHERE event_id IN (
      SELECT event_id FROM unit_news WHERE event_id = ANY(${[...eventIds]}::uuid[])
      ORDER BY event_id FOR UPDATE SKIP LOCKED)
    RETURNING event_id AS id`;
  return new Set(rows.map(({ id }) => id));
}

/** Old and new list price of events that changed one. */
export async function listPriceMoves(
  db: Handle,
  eventIds: readonly string[],
): Promise<Map<string, { old: number; new: number }>> {
  const rows = await db.unitEvent.findMany({
    where: {
      id: { in: [...eventIds] },
      kind: 'price',
      oldPrice: { not: null },
      newPrice: { not: null },
    },
    select: { id: true, oldPrice: true, newPrice: true },
  });
  return new Map(
    rows.map(({ id, oldPrice, newPrice }) => [
      id,
      { old: Number(oldPrice), new: Number(newPrice) },
    ]),
  );
}

/** A unit that fits a customer since something happened, told to their rep. */
export interface NewFit {
  eventId: string;
  kind: UnitEventKind;
  unitId: string;
  customerId: string;
  memberId: string;
  score: number;
}

/** Keeps fits; one that was kept for the same event already is not new. Answers the new ones. */
export async function insertFits(
  tx: Tx,
  fits: readonly NewFit[],
  now: Date,
): Promise<(NewFit & { id: string })[]> {
  const rows = fits.map((fit) => ({ id: newId(now), ...fit, at: now.toISOString() }));
  const kept = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO fits (id, event_id, kind, unit_id, customer_id, member_id, score, at)
    SELECT id, "eventId", kind, "unitId", "customerId", "memberId", score, at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(id uuid, "eventId" uuid, kind text,
      "unitId" uuid, "customerId" uuid, "memberId" uuid, score int, at timestamptz)
    ON CONFLICT (event_id, customer_id) DO NOTHING RETURNING id`;
  const ids = new Set(kept.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}

/** Fits by their ids, the strongest first. */
export async function listFitsByIds(
  db: Handle,
  ids: readonly string[],
): Promise<(NewFit & { id: string })[]> {
  const rows = await db.fit.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ score: 'desc' }, { id: 'asc' }],
  });
  return rows.map(({ at: _, kind, ...row }) => ({ ...row, kind: kind as UnitEventKind }));
}

/** A unit that fits a customer newly: still to be had, not proposed yet, since the last real contact. */
export interface FreshFit {
  customerId: string;
  unitId: string;
  /** What brought it: added | price | released | returned | back. */
  kind: string;
  score: number;
  at: Date;
}

/**
 * The units that fit these customers newly, the strongest first: told since `since` and since the customer
 * was last reached, for sale at `now`, and not in a proposal given after. Each unit once.
 */
export async function listNewFits(
  db: Handle,
  customerIds: readonly string[],
  of: { since: Date; now: Date },
): Promise<FreshFit[]> {
  const rows = await db.$queryRaw<FreshFit[]>`
    SELECT DISTINCT ON (f.customer_id, f.unit_id) f.customer_id AS "customerId", f.unit_id AS "unitId",
      f.kind, f.score, f.at
    FROM fits f JOIN customers c ON c.id = f.customer_id JOIN units u ON u.id = f.unit_id
    WHERE f.customer_id = ANY(${[...customerIds]}::uuid[]) AND f.at > ${of.since}
      AND (c.last_effective_at IS NULL OR f.at > c.last_effective_at)
      AND (u.status = 'available' OR (u.status = 'held' AND u.held_until <= ${of.now}))
      AND NOT EXISTS (SELECT FROM proposals p JOIN proposal_units pu ON pu.proposal_id = p.id
        WHERE p.customer_id = f.customer_id AND pu.unit_id = f.unit_id AND p.at >= f.at AND p.withdrawn_at IS NULL)
    ORDER BY f.customer_id, f.unit_id, f.at DESC`;
  return rows.sort((a, b) => b.score - a.score || b.at.getTime() - a.at.getTime());
}
