import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { Totals } from '../rules/rates.ts';
import type { CountedTeam, Oldest, PricedTeam, Tally } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';
import { ofDeals } from './deals.ts';

/**
 * Counts a week and keeps, for every number, exactly the customers behind it: one row per key and rep
 * with the customers and how often each counts; a party that left nothing has nobody behind it. One statement over the week; the rows never leave the
 * database.
 */
export async function writeLines(
  db: Handle,
  snapshotId: string,
  team: PricedTeam,
  window: DigestWindow,
): Promise<void> {
  await db.$executeRaw`DELETE FROM digest_lines WHERE snapshot_id = ${snapshotId}::uuid`;
  await db.$executeRaw`
    /* planned anew */ ${counted(team, window)}
    INSERT INTO digest_lines (snapshot_id, key, member_id, total, customer_ids, counts)
    SELECT ${snapshotId}::uuid, key, member_id, sum(n),
      coalesce(array_agg(customer_id) FILTER (WHERE customer_id IS NOT NULL), '{}'),
      coalesce(array_agg(n) FILTER (WHERE customer_id IS NOT NULL), '{}')
    FROM counted GROUP BY key, member_id`;
}

/** The sums of the kept lines. */
export async function readTally(db: Handle, snapshotId: string): Promise<Tally> {
  return tallyOf(
    await db.$queryRaw`
      SELECT key, member_id AS "memberId", total::float8 FROM digest_lines
      WHERE snapshot_id = ${snapshotId}::uuid ORDER BY key, member_id`,
  );
}

/** Counts a week without keeping anything: what a digest is compared with. */
export async function countTotals(
  db: Handle,
  team: PricedTeam,
  window: DigestWindow,
): Promise<Totals> {
  const rows: CountedRow[] = await db.$queryRaw`
    /* planned anew */ ${counted(team, window)}
    SELECT key, NULL::uuid AS "memberId", sum(n)::float8 AS total FROM counted GROUP BY key`;
  return tallyOf(rows).totals;
}

interface CountedRow {
  key: string;
  memberId: string | null;
  total: number;
}

function tallyOf(rows: CountedRow[]): Tally {
  const tally: Tally = { totals: {}, reps: new Map() };
  for (const { key, memberId, total } of rows) {
    tally.totals[key] = (tally.totals[key] ?? 0) + total;
    if (memberId === null) continue;
    const own = tally.reps.get(memberId) ?? {};
    own[key] = total;
    tally.reps.set(memberId, own);
  }
  return tally;
}

/** The oldest overdue follow-up of every rep who has one. */
export async function listOldestOverdue(
  db: Handle,
  team: CountedTeam,
  window: DigestWindow,
): Promise<Oldest[]> {
  return db.$queryRaw<Oldest[]>`
    /* planned anew */ WITH ${overdue(team, window)}
    SELECT DISTINCT ON (member_id) member_id AS "memberId", customer_id AS "customerId", due_at AS "dueAt"
    FROM overdue ORDER BY member_id, due_at, customer_id`;
}

/**
 * The counting: a CTE `counted` of (key, member, customer, n). Invalid customers appear under `invalid`
 * and nowhere else; erased ones nowhere. A customer belongs to the assigned rep, in the pool to whoever
 * registered it; a contact or a follow-up to the person whose it is.
 */
function counted(team: PricedTeam, window: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    WITH ${cohort(team, window)}, ${contacts(team, window)}, ${plans(team, window)}, ${overdue(team, window)},
    ${moves(team, window)},
    counted AS (
      SELECT key, member_id, customer_id, sum(n)::bigint AS n FROM (
        ${ofCohort()} UNION ALL ${ofRegistrations(team, window)} UNION ALL ${ofContacts()}
        UNION ALL ${ofPlans(window)} UNION ALL ${ofMoves()} UNION ALL ${ofArrivals(team, window)}
        UNION ALL ${ofViewings(team, window)} UNION ALL ${ofDeals(team, window)}
        UNION ALL SELECT 'overdue', member_id, customer_id, 1 FROM overdue
      ) AS every (key, member_id, customer_id, n)
      WHERE key IS NOT NULL AND n > 0
      GROUP BY key, member_id, customer_id
    )`;
}

/** Registrations of the funnel's weeks, with how far each has come (1 interested, 2 negotiating, 3 closed). */
function cohort({ teamId }: CountedTeam, { cohortFrom, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    cohort AS MATERIALIZED (
      SELECT c.id AS customer_id, coalesce(c.rep_id, c.registered_by_id) AS member_id, c.status, c.stage,
        c.registered_at, c.arrived_at, c.source, c.districts, c.completeness, c.last_effective_at
      FROM customers c
      WHERE c.team_id = ${teamId}::uuid AND c.registered_at >= ${cohortFrom} AND c.registered_at < ${until}
        AND c.status IN ('active', 'invalid')
    ),
    reached AS (
      SELECT p.customer_id, p.member_id, s.step
      FROM cohort p
      -- Lateral, so that only these customers' moves are looked up and not everybody's of all years.
      CROSS JOIN LATERAL (
        SELECT max(CASE m.to_stage WHEN 'interested' THEN 1 WHEN 'negotiating' THEN 2 WHEN 'closed' THEN 3 END) AS step
        FROM stage_moves m WHERE m.customer_id = p.customer_id AND m.at < ${until}
      ) s
      WHERE p.status = 'active' AND s.step IS NOT NULL
    ),
    untouched AS (
      SELECT p.customer_id, p.member_id FROM cohort p
      WHERE p.status = 'active' AND p.stage IN ('potential', 'interested', 'negotiating')
        AND (p.last_effective_at IS NULL OR p.last_effective_at >= ${until})
        AND NOT EXISTS (
          SELECT FROM interactions i
          WHERE i.customer_id = p.customer_id AND i.effective AND i.withdrawn_at IS NULL AND i.happened_at < ${until}
        )
    )`;
}

function ofCohort(): Prisma.Sql {
  return Prisma.sql`
    SELECT 'cohort', member_id, customer_id, 1 FROM cohort WHERE status = 'active'
    UNION ALL
    SELECT step.key, r.member_id, r.customer_id, 1
    FROM reached r
    JOIN (VALUES ('cohortInterested', 1), ('cohortNegotiating', 2), ('cohortClosed', 3)) AS step (key, nth)
      ON r.step >= step.nth
    UNION ALL
    SELECT 'neverContacted', member_id, customer_id, 1 FROM untouched`;
}

/** The week's own registrations: each is in one source, one district (the first named), one of same day or late. */
function ofRegistrations({ zone }: CountedTeam, { from }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT v.key, p.member_id, p.customer_id, v.n
    FROM cohort p
    CROSS JOIN LATERAL (VALUES
      ('registered', 1),
      ('source.' || coalesce(p.source, 'none'), 1),
      ('district.' || coalesce(p.districts[1], 'none'), 1),
      ('filled', p.completeness),
      ('incomplete', CASE WHEN p.completeness < 100 THEN 1 ELSE 0 END),
      (CASE WHEN (p.registered_at AT TIME ZONE ${zone})::date > (p.arrived_at AT TIME ZONE ${zone})::date
        THEN 'lateRegistered' ELSE 'sameDay' END, 1)
    ) AS v (key, n)
    WHERE p.status = 'active' AND p.registered_at >= ${from}
    UNION ALL
    SELECT 'invalid', member_id, customer_id, 1 FROM cohort WHERE status = 'invalid' AND registered_at >= ${from}`;
}

/**
 * Parties stamped at the reception (来客), mistaken presses left out: whether each was registered, or found to be a
 * customer, on the day it came (当日登记率). A party that left nothing counts without a customer.
 */
function ofArrivals({ teamId, zone }: CountedTeam, { from, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE WHEN a.outcome <> 'none' AND (a.closed_at AT TIME ZONE ${zone})::date = a.day
        THEN 'arrivalSameDay' ELSE 'arrivalRest' END, a.member_id, a.customer_id, 1
    FROM arrivals a
    WHERE a.team_id = ${teamId}::uuid AND a.voided_at IS NULL
      AND a.day BETWEEN (${from}::timestamptz AT TIME ZONE ${zone})::date
        AND (${until}::timestamptz AT TIME ZONE ${zone})::date
      AND a.at >= ${from} AND a.at < ${until}`;
}

/** The week's contacts. Whatever it was called, somebody's first visit is the first of their visits. */
function contacts({ teamId }: CountedTeam, { from, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    contacts AS MATERIALIZED (
      SELECT i.id, i.customer_id, i.member_id, i.kind, i.effective, i.happened_at
      FROM interactions i
      JOIN customers c ON c.id = i.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE i.happened_at >= ${from} AND i.happened_at < ${until} AND i.withdrawn_at IS NULL
    )`;
}

function ofContacts(): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE WHEN effective THEN 'effective' ELSE 'attempts' END, member_id, customer_id, 1 FROM contacts
    UNION ALL
    SELECT 'callIns', member_id, customer_id, 1 FROM contacts WHERE effective AND kind = 'call_in'
    UNION ALL
    SELECT CASE WHEN k.kind = 'revisit' OR EXISTS (
        SELECT FROM interactions e
        WHERE e.customer_id = k.customer_id AND e.kind IN ('visit', 'revisit') AND e.effective
          AND e.withdrawn_at IS NULL AND (e.happened_at, e.id) < (k.happened_at, k.id)
      ) THEN 'revisits' ELSE 'firstVisits' END, k.member_id, k.customer_id, 1
    FROM contacts k WHERE k.effective AND k.kind IN ('visit', 'revisit')`;
}

/** Follow-ups due in the week or the next one, with the end of the civil day each was due on. */
function plans({ teamId, zone }: CountedTeam, { from, until, nextTo }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    plans AS MATERIALIZED (
      SELECT f.customer_id, f.member_id, f.due_at, f.grain,
        CASE WHEN f.closed_at < ${until} THEN f.state ELSE 'open' END AS state, f.closed_at,
        (date_trunc('day', f.due_at AT TIME ZONE ${zone}) + interval '1 day') AT TIME ZONE ${zone} AS day_end
      FROM follow_ups f
      JOIN customers c ON c.id = f.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE f.due_at >= ${from} AND f.due_at < ${nextTo} AND f.created_at < ${until}
    )`;
}

/**
 * On time is done by the end of its day. What was cancelled by then was not due; what was cancelled
 * later was missed. What is still open before its day is over counts nowhere yet.
 */
function ofPlans({ to, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE
        WHEN state = 'done' AND closed_at < day_end THEN 'onTime'
        WHEN state = 'done' THEN 'doneLate'
        WHEN state = 'cancelled' AND closed_at >= day_end THEN 'missed'
        WHEN state = 'open' AND day_end <= ${until} THEN 'missed'
      END, member_id, customer_id, 1
    FROM plans WHERE due_at < ${to}
    UNION ALL
    SELECT CASE WHEN grain IN ('minute', 'hour') THEN 'nextTimed' ELSE 'nextUntimed' END, member_id, customer_id, 1
    FROM plans WHERE due_at >= ${to} AND state = 'open'`;
}

/** What is arranged to be shown in the week after. */
function ofViewings({ teamId }: CountedTeam, { to, nextTo }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    SELECT 'nextViewings', v.member_id, v.customer_id, 1
    FROM viewings v JOIN customers c ON c.id = v.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
    WHERE v.state = 'planned' AND v.starts_at >= ${to} AND v.starts_at < ${nextTo}`;
}

/** Everything that was open and late at the end, however old; found through two small indexes. */
function overdue({ teamId }: CountedTeam, { dayStart, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    overdue AS (
      SELECT f.customer_id, f.member_id, f.due_at
      FROM (
        SELECT customer_id, member_id, due_at, created_at FROM follow_ups WHERE state = 'open' AND due_at < ${dayStart}
        UNION ALL
        SELECT customer_id, member_id, due_at, created_at FROM follow_ups
        WHERE closed_at >= ${until} AND due_at < ${dayStart}
      ) f
      JOIN customers c ON c.id = f.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE f.created_at < ${until}
    )`;
}

/** Where each customer that moved ended the week; there and back again is no move. */
function moves({ teamId }: CountedTeam, { from, until }: DigestWindow): Prisma.Sql {
  return Prisma.sql`
    moves AS (
      SELECT s.customer_id, coalesce(c.rep_id, c.registered_by_id) AS member_id,
        (array_agg(s.from_stage ORDER BY s.at, s.id))[1] AS began,
        (array_agg(s.to_stage ORDER BY s.at DESC, s.id DESC))[1] AS ended
      FROM stage_moves s
      JOIN customers c ON c.id = s.customer_id AND c.team_id = ${teamId}::uuid AND c.status = 'active'
      WHERE s.to_stage IN ('potential', 'interested', 'negotiating', 'closed', 'lost')
        AND s.at >= ${from} AND s.at < ${until}
      GROUP BY s.customer_id, c.rep_id, c.registered_by_id
    )`;
}

function ofMoves(): Prisma.Sql {
  return Prisma.sql`
    SELECT CASE ended WHEN 'interested' THEN 'toInterested' WHEN 'negotiating' THEN 'toNegotiating'
        WHEN 'closed' THEN 'toClosed' WHEN 'lost' THEN 'toLost' END, member_id, customer_id, 1
    FROM moves WHERE began IS DISTINCT FROM ended`;
}
