import { z } from 'zod';
import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import { rulesInForce, settingsOf } from '../../settings/store.ts';
import { type Clock, closedSpans, type Protection, protectionOf } from '../rules/protection.ts';

const clockRow = z.object({
  id: z.uuid(),
  teamId: z.uuid(),
  arrivalKind: z.string(),
  grade: z.string().nullable(),
  zone: z.string(),
  claimedAt: z.date(),
  contacts: z.array(z.coerce.date()),
  /** Holds of a manager, pauses for another reason, deals under way. */
  holds: z.array(z.object({ from: z.coerce.date(), to: z.coerce.date().nullable() })),
  moves: z.array(z.object({ toStage: z.string(), at: z.coerce.date() })),
  /** The rules in force when protection began. */
  rules: z.unknown(),
});

/** A clock, and whose team's rules it goes by. */
type TeamClock = Clock & { teamId: string };

/**
 * What the clock of the assigned rep is read from; null where nobody is. The days are those of the rules
 * in force when protection began: a later change shortens nothing that was promised. `asOf` reads it as
 * it stood at the end of that moment: its assignment, and what had happened by then.
 */
export async function readClock(
  db: Handle,
  customerId: string,
  asOf?: Date,
): Promise<TeamClock | null> {
  return (await readClocks(db, [customerId], asOf)).get(customerId) ?? null;
}

/** The clocks of several customers, by customer; of those that are somebody's. */
export async function readClocks(
  db: Handle,
  customerIds: readonly string[],
  asOf?: Date,
): Promise<Map<string, TeamClock>> {
  const by = asOf ?? null;
  const current = asOf
    ? Prisma.sql`a.from_at <= ${asOf} AND (a.to_at IS NULL OR a.to_at > ${asOf})`
    : Prisma.sql`a.to_at IS NULL`;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.id, c.team_id AS "teamId", c.arrival_kind AS "arrivalKind", c.grade, t.zone,
      began.at AS "claimedAt", ${rulesInForce(Prisma.sql`c.team_id`, Prisma.sql`began.at`)} AS rules,
      (SELECT coalesce(jsonb_agg(i.happened_at), '[]') FROM interactions i
        WHERE i.customer_id = c.id AND i.effective AND i.withdrawn_at IS NULL
          AND (${by}::timestamptz IS NULL OR i.happened_at <= ${by})) AS contacts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('from', h.from_at, 'to', h.to_at)), '[]')
        FROM (SELECT customer_id, from_at, to_at FROM customer_holds
          UNION ALL SELECT customer_id, from_at, to_at FROM protection_pauses
          UNION ALL SELECT customer_id, under_way_from, ended_at FROM deals
            WHERE under_way_from IS NOT NULL) h
        WHERE h.customer_id = c.id
          AND (${by}::timestamptz IS NULL OR h.from_at <= ${by})) AS holds,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('toStage', s.to_stage, 'at', s.at)), '[]')
        FROM stage_moves s WHERE s.customer_id = c.id
          AND (${by}::timestamptz IS NULL OR s.at <= ${by})) AS moves
    FROM customers c JOIN teams t ON t.id = c.team_id
    LEFT JOIN assignments a ON a.customer_id = c.id AND ${current}
    CROSS JOIN LATERAL (SELECT coalesce(a.protected_from, a.from_at, c.registered_at) AS at) began
    WHERE c.id = ANY(${[...customerIds]}::uuid[])
      AND (a.id IS NOT NULL OR (${by}::timestamptz IS NULL AND c.rep_id IS NOT NULL))`;
  return new Map(
    z
      .array(clockRow)
      .parse(rows)
      .map(({ id, contacts, holds, moves, rules, ...rest }) => [
        id,
        {
          ...rest,
          effectiveContacts: contacts,
          exemptions: [...holds, ...closedSpans(moves)],
          settings: settingsOf(rules),
        },
      ]),
  );
}

/**
 * Reads the clock again and keeps what it says on the customer, in the transaction of the write that
 * moved it. The file's version stays: these columns stand in no form. Answers what is kept.
 */
export async function keepClock(work: Work, customerId: string): Promise<Protection | null> {
  const clock = await readClock(work.tx, customerId);
  const protection = clock && protectionOf(clock);
  await work.tx.customer.update({
    where: { id: customerId },
    data: {
      protectedUntil: protection?.until ?? null,
      protectionBecause: protection?.because ?? null,
    },
  });
  return protection;
}

/** Customers with an assigned rep whose clock was never read: they came in before there was one. */
export async function listUnclocked(db: Handle, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM customers WHERE rep_id IS NOT NULL AND protection_because IS NULL
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
