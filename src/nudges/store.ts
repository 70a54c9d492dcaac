import type { Handle } from '../db/client.ts';
import type { Candidate } from './rule.ts';

// Each reads a partial index that holds only what was not told yet (prisma/migrations/…_ledger).

export interface FollowUpCandidate extends Candidate {
  dueVersion: number;
  grain: string;
  /** By when a step of a playbook is to be done at the latest. */
  limitAt: Date | null;
}

/** Whether anything of the quick rules may be due: one look at three indexes, for every tick. */
export async function findQuickWork(db: Handle): Promise<{ now: Date; due: boolean }> {
  const [row] = await db.$queryRaw<{ now: Date; due: boolean }[]>`
    SELECT app_now() AS now, EXISTS (
      SELECT FROM follow_ups WHERE state = 'open' AND due_at <= app_now()
        AND (nudged_version < due_version OR nudged_to IS DISTINCT FROM member_id)
    ) OR EXISTS (
      SELECT FROM follow_ups WHERE state = 'open' AND nudged_version = due_version AND next_rung_at <= app_now()
    ) OR EXISTS (
      SELECT FROM viewings WHERE state = 'planned' AND least(day_at, soon_at, ask_at) <= app_now()
    ) AS due`;
  if (!row) throw new Error('the database does not tell the time');
  return row;
}

/** Open follow-ups that are due and of which their person was not told. */
export async function listUntold(
  db: Handle,
  now: Date,
  limit: number,
): Promise<FollowUpCandidate[]> {
  return db.$queryRaw<FollowUpCandidate[]>`
    SELECT f.id AS "subjectId", f.customer_id AS "customerId", f.member_id AS "memberId", c.team_id AS "teamId",
      'v' || f.due_version || ' ' || f.member_id AS slot, 0 AS rung, f.due_at AS "dueAt", f.grain,
      f.due_version AS "dueVersion", f.limit_at AS "limitAt"
    FROM follow_ups f JOIN customers c ON c.id = f.customer_id
    WHERE f.state = 'open' AND (f.nudged_version < f.due_version OR f.nudged_to IS DISTINCT FROM f.member_id)
      AND f.due_at <= ${now}
    ORDER BY f.due_at LIMIT ${limit}`;
}

/** Open follow-ups whose next rung has come. */
export async function listNextRung(
  db: Handle,
  now: Date,
  limit: number,
): Promise<FollowUpCandidate[]> {
  return db.$queryRaw<FollowUpCandidate[]>`
    SELECT f.id AS "subjectId", f.customer_id AS "customerId", f.member_id AS "memberId", c.team_id AS "teamId",
      'v' || f.due_version || ' ' || f.member_id AS slot, f.nudged_rung + 1 AS rung, f.due_at AS "dueAt", f.grain,
      f.due_version AS "dueVersion", f.limit_at AS "limitAt"
    FROM follow_ups f JOIN customers c ON c.id = f.customer_id
    WHERE f.state = 'open' AND f.nudged_version = f.due_version AND f.nudged_to = f.member_id
      AND f.next_rung_at <= ${now}
    ORDER BY f.next_rung_at LIMIT ${limit}`;
}

/** What was told of a follow-up, for the version that was read: one that was moved meanwhile is found again. */
export interface FollowUpMark {
  id: string;
  dueVersion: number;
  memberId: string;
  rung: number;
  nextRungAt: Date | null;
}

/** Notes who was nudged about which version of a plan, how far up, and when the next rung is due. */
export async function markFollowUps(db: Handle, marks: FollowUpMark[]): Promise<void> {
  await db.$executeRaw`
    UPDATE follow_ups f SET nudged_version = t."dueVersion", nudged_to = t."memberId", nudged_rung = t.rung,
      next_rung_at = t."nextRungAt"
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
      AS t(id uuid, "dueVersion" int, "memberId" uuid, rung int, "nextRungAt" timestamptz)
    WHERE f.id = t.id`;
}

/** Since when before which a team's customers of a grade are silent (or a team's records unconfirmed). */
export interface Cutoff {
  teamId: string;
  grade?: string;
  before: Date;
}

/** Customers without a plan and without effective contact since before their grade's cutoff. */
export async function listSilent(
  db: Handle,
  cutoffs: Cutoff[],
  limit: number,
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT c.* FROM jsonb_to_recordset(${JSON.stringify(cutoffs)}::jsonb)
      AS v("teamId" uuid, grade text, before timestamptz)
    CROSS JOIN LATERAL (
      SELECT id AS "subjectId", id AS "customerId", rep_id AS "memberId", team_id AS "teamId", 0 AS rung,
        to_char(greatest(coalesce(last_effective_at, arrived_at), silence_nudged_at) AT TIME ZONE 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS slot,
        greatest(coalesce(last_effective_at, arrived_at), silence_nudged_at) AS "dueAt"
      FROM customers
      WHERE status = 'active' AND NOT do_not_contact AND NOT has_plan AND rep_id IS NOT NULL
        AND stage NOT IN ('closed', 'lost') AND team_id = v."teamId" AND coalesce(grade, 'D') = v.grade
        AND greatest(coalesce(last_effective_at, arrived_at), silence_nudged_at) <= v.before
      ORDER BY greatest(coalesce(last_effective_at, arrived_at), silence_nudged_at) LIMIT ${limit}
    ) c LIMIT ${limit}`;
}

/** Notes that these were nudged about for silence; the period starts anew. */
export async function markSilent(db: Handle, customerIds: string[], now: Date): Promise<void> {
  await db.$executeRaw`UPDATE customers SET silence_nudged_at = ${now} WHERE id = ANY(${customerIds}::uuid[])`;
}

/** Since before when a team's customers of a stage and a grade count as stuck in it. */
export interface StageCutoff extends Required<Cutoff> {
  stage: string;
}

/** Customers who have been in their stage since before the cutoff of their stage and grade. */
export async function listStuck(
  db: Handle,
  cutoffs: StageCutoff[],
  limit: number,
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT c.* FROM jsonb_to_recordset(${JSON.stringify(cutoffs)}::jsonb)
      AS v("teamId" uuid, stage text, grade text, before timestamptz)
    CROSS JOIN LATERAL (
      SELECT id AS "subjectId", id AS "customerId", rep_id AS "memberId", team_id AS "teamId",
        stuck_rung + 1 AS rung,
        to_char(stage_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || stuck_rung AS slot,
        stage_since AS "dueAt"
      FROM customers
      WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL AND stage NOT IN ('closed', 'lost')
        AND team_id = v."teamId" AND stage = v.stage AND coalesce(grade, 'D') = v.grade
        AND greatest(stage_since, stuck_nudged_at) <= v.before
      ORDER BY greatest(stage_since, stuck_nudged_at) LIMIT ${limit}
    ) c LIMIT ${limit}`;
}

/** Notes that these were told of; the period starts anew, one rung further up. */
export async function markStuck(db: Handle, customerIds: string[], now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE customers SET stuck_nudged_at = ${now}, stuck_rung = stuck_rung + 1
    WHERE id = ANY(${customerIds}::uuid[])`;
}

/** Customers whose record nobody confirmed since before their team's cutoff. */
export async function listUnconfirmed(
  db: Handle,
  cutoffs: Cutoff[],
  limit: number,
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT c.* FROM jsonb_to_recordset(${JSON.stringify(cutoffs)}::jsonb) AS v("teamId" uuid, before timestamptz)
    CROSS JOIN LATERAL (
      SELECT id AS "subjectId", id AS "customerId", rep_id AS "memberId", team_id AS "teamId", 0 AS rung,
        to_char(greatest(confirmed_at, confirm_nudged_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS slot,
        greatest(confirmed_at, confirm_nudged_at) AS "dueAt"
      FROM customers
      WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL AND stage NOT IN ('closed', 'lost')
        AND team_id = v."teamId" AND greatest(confirmed_at, confirm_nudged_at) <= v.before
      ORDER BY greatest(confirmed_at, confirm_nudged_at) LIMIT ${limit}
    ) c LIMIT ${limit}`;
}

/** Notes that these were asked to be confirmed; the period starts anew. */
export async function markUnconfirmed(db: Handle, customerIds: string[], now: Date): Promise<void> {
  await db.$executeRaw`UPDATE customers SET confirm_nudged_at = ${now} WHERE id = ANY(${customerIds}::uuid[])`;
}

/** How long before the end a team warns, and of whose customers it does not. */
export interface WarningOf {
  teamId: string;
  /** Ends before this moment are told at the next opportunity. */
  before: Date;
  warnDays: number;
  exempt: string[];
}

/** Customers whose protection ends soon and whose rep was not told of that end. */
export async function listEnding(
  db: Handle,
  teams: WarningOf[],
  { now, limit }: { now: Date; limit: number },
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT c.* FROM jsonb_to_recordset(${JSON.stringify(teams)}::jsonb)
      AS v("teamId" uuid, before timestamptz, "warnDays" int, exempt jsonb)
    CROSS JOIN LATERAL (
      SELECT id AS "subjectId", id AS "customerId", rep_id AS "memberId", team_id AS "teamId", 0 AS rung,
        to_char(protected_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS slot,
        least(protected_until - v."warnDays" * interval '1 day', ${now}::timestamptz) AS "dueAt"
      FROM customers
      WHERE status = 'active' AND NOT do_not_contact AND stage NOT IN ('closed', 'lost')
        AND protected_until IS NOT NULL AND protection_warned_for IS DISTINCT FROM protected_until
        AND team_id = v."teamId" AND protected_until > ${now} AND protected_until < v.before
        AND NOT jsonb_exists(v.exempt, rep_id::text)
      ORDER BY protected_until LIMIT ${limit}
    ) c LIMIT ${limit}`;
}

/** Notes for which end of protection each was warned: a new end is warned of again. */
export async function markEnding(
  db: Handle,
  marks: { id: string; until: string }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE customers c SET protection_warned_for = t.until
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS t(id uuid, until timestamptz) WHERE c.id = t.id`;
}

/**
 * Enquiries of the last week that nobody answered; older ones are a matter of silence. Somebody who was
 * tried and has a plan for the next try is being looked after.
 */
export async function listUnanswered(db: Handle, now: Date, limit: number): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT id AS "subjectId", id AS "customerId", rep_id AS "memberId", team_id AS "teamId",
      enquiry_rung + 1 AS rung, 'arrived' AS slot, arrived_at AS "dueAt"
    FROM customers
    WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL AND stage NOT IN ('closed', 'lost')
      AND last_effective_at IS NULL AND enquiry_rung < 2
      AND NOT (has_plan AND last_attempt_at IS NOT NULL)
      AND arrived_at BETWEEN ${now}::timestamptz - interval '7 days' AND ${now}
    ORDER BY arrived_at LIMIT ${limit}`;
}

/** Notes how far up each enquiry has gone. */
export async function markEnquiries(
  db: Handle,
  marks: { id: string; rung: number }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE customers c SET enquiry_rung = t.rung
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS t(id uuid, rung int) WHERE c.id = t.id`;
}
