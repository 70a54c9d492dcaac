import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { rulesInForce, settingsOf } from '../settings/store.ts';
import { selectWhy, whyFacts } from '../why/store.ts';
import type { DayFigures } from './rules.ts';

const moment = z.coerce.date();
/** `\x…` is how PostgreSQL writes bytes into JSON. */
const bytes = z.string().transform((hex) => Buffer.from(hex.slice(2), 'hex'));

const dueRow = z.object({
  id: z.string(),
  customerId: z.string(),
  number: z.number(),
  name: z.string(),
  gender: z.string().nullable(),
  grade: z.string().nullable(),
  dueAt: moment,
  grain: z.string(),
  snoozes: z.number(),
  whatSealed: bytes.nullable(),
  stepId: z.string().nullable(),
});
const weighedRow = dueRow.extend({
  /** Whether the customer is the person's own, not only the follow-up. */
  isOwn: z.boolean(),
  facts: whyFacts,
});
const customerRow = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string(),
  missing: z.array(z.string()),
});
const teamRow = z.object({
  id: z.string(),
  name: z.string(),
  registered: z.number(),
  reps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      overdue: z.number(),
      today: z.number(),
      snoozed: z.number(),
      busy: z.boolean(),
    }),
  ),
});

const overviewSchema = z.object({
  /** The rules by which what is due is weighed. */
  rules: z.unknown().transform(settingsOf),
  busyUntil: moment.nullable(),
  overdue: z.number(),
  today: z.number(),
  coming: z.number(),
  due: z.array(weighedRow),
  fresh: z.array(customerRow),
  freshCount: z.number(),
  incomplete: z.array(customerRow),
  incompleteCount: z.number(),
  report: z.object({ id: z.string(), confirmedAt: moment.nullable() }).nullable(),
  teams: z.array(teamRow),
});

/** So many due follow-ups, the longest due first, are weighed against each other. */
const MOST_WEIGHED = 60;

/** Everything My day shows; what is to be done is still sealed. */
export type Overview = z.infer<typeof overviewSchema>;

export interface OverviewWish {
  memberId: string;
  /** Whose rules weigh what is due; null: the office's. */
  homeTeamId: string | null;
  /** Teams to be summed up, for those who lead them. */
  teamIds: string[];
  now: Date;
  day: string;
  from: Date;
  to: Date;
  limit: number;
}

/** My day in one statement: the home tab is drawn after every write. */
export async function readOverview(db: Handle, wish: OverviewWish): Promise<Overview> {
  const { memberId, from, to, now } = wish;
  const overdue = Prisma.sql`(f.due_at < CASE WHEN f.grain IN ('day', 'coarse') THEN ${from}::timestamptz ELSE ${now}::timestamptz END)`;
  const [row] = await db.$queryRaw<{ overview: unknown }[]>`
    WITH mine AS MATERIALIZED (
      SELECT f.*, ${overdue} AS is_overdue, f.due_at < ${to}::timestamptz AS is_due
      FROM follow_ups f WHERE f.member_id = ${memberId}::uuid AND f.state = 'open'
    ), due AS (
      SELECT m.id, m.customer_id AS "customerId", c.number, c.name, c.gender, c.grade, m.due_at AS "dueAt", m.grain,
        m.snoozes, m.what_sealed AS "whatSealed", m.step_id AS "stepId", coalesce(c.rep_id = ${memberId}::uuid, false) AS "isOwn",
        ${selectWhy(Prisma.sql`${now}::timestamptz`, Prisma.sql`json_build_object('dueAt', m.due_at, 'grain', m.grain)`)} AS facts
      FROM (SELECT * FROM mine WHERE is_due ORDER BY due_at, id LIMIT ${Math.max(wish.limit, MOST_WEIGHED)}) m
      JOIN customers c ON c.id = m.customer_id
      ORDER BY m.due_at, m.id
    ), fresh AS MATERIALIZED (
      SELECT id, number, name, missing FROM customers
      WHERE rep_id = ${memberId}::uuid AND status = 'active' AND registered_at >= ${from} AND registered_at < ${to}
    ), incomplete AS MATERIALIZED (
      SELECT id, number, name, missing, updated_at FROM customers
      WHERE rep_id = ${memberId}::uuid AND status = 'active' AND cardinality(missing) > 0
        AND stage IN ('potential', 'interested', 'negotiating')
    )
    SELECT json_build_object(
      'rules', ${rulesInForce(Prisma.sql`${wish.homeTeamId}::uuid`, Prisma.sql`${now}::timestamptz`)},
      'busyUntil', (SELECT busy_until FROM members WHERE id = ${memberId}::uuid AND busy_until > ${now}),
      'overdue', (SELECT count(*) FROM mine WHERE is_overdue),
      'today', (SELECT count(*) FROM mine WHERE is_due AND NOT is_overdue),
      'coming', (SELECT count(*) FROM mine WHERE NOT is_due),
      'due', coalesce((SELECT json_agg(due) FROM due), '[]'),
      'fresh', coalesce((SELECT json_agg(x) FROM (SELECT * FROM fresh ORDER BY number DESC LIMIT 5) x), '[]'),
      'freshCount', (SELECT count(*) FROM fresh),
      'incomplete', coalesce((SELECT json_agg(x) FROM
        (SELECT id, number, name, missing FROM incomplete ORDER BY updated_at DESC LIMIT 3) x), '[]'),
      'incompleteCount', (SELECT count(*) FROM incomplete),
      'report', (SELECT json_build_object('id', id, 'confirmedAt', confirmed_at) FROM daily_reports
        WHERE member_id = ${memberId}::uuid AND day = ${wish.day}::date),
      'teams', ${teamSummaries(wish, overdue)}
    ) AS overview`;
  return overviewSchema.parse(row!.overview);
}

const coveredSchema = z.array(
  z.object({
    memberId: z.string(),
    name: z.string(),
    total: z.number(),
    due: z.array(dueRow),
  }),
);

/** What is due of colleagues who are away, of the reader's teams: how many, and the most urgent of each. */
export async function listCoveredDue(
  db: Handle,
  wish: { memberIds: string[]; teamIds: string[]; to: Date; limit: number },
): Promise<z.infer<typeof coveredSchema>> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT m.id AS "memberId", m.name, count(d.id)::int AS total,
      coalesce(json_agg(json_build_object('id', d.id, 'customerId', d.customer_id, 'number', d.number, 'name', d.name,
        'gender', d.gender, 'grade', d.grade, 'dueAt', d.due_at, 'grain', d.grain, 'snoozes', d.snoozes,
        'whatSealed', d.what_sealed, 'stepId', d.step_id) ORDER BY d.nth) FILTER (WHERE d.nth <= ${wish.limit}), '[]') AS due
    FROM members m
    LEFT JOIN LATERAL (
      SELECT f.*, c.number, c.name, c.gender, c.grade, row_number() OVER (ORDER BY f.due_at, f.id) AS nth
      FROM follow_ups f JOIN customers c ON c.id = f.customer_id
      WHERE f.member_id = m.id AND f.state = 'open' AND f.due_at < ${wish.to}
        AND c.team_id = ANY(${wish.teamIds}::uuid[])
    ) d ON true
    WHERE m.id = ANY(${wish.memberIds}::uuid[])
    GROUP BY m.id ORDER BY m.name, m.id`;
  return coveredSchema.parse(rows);
}

/** One object per team: who is behind, who postpones, who is with a customer. */
function teamSummaries({ teamIds, now, from, to }: OverviewWish, overdue: Prisma.Sql): Prisma.Sql {
  if (teamIds.length === 0) return Prisma.sql`'[]'::json`;
  return Prisma.sql`coalesce((
    SELECT json_agg(json_build_object(
      'id', t.id, 'name', t.name,
      'registered', (SELECT count(*) FROM customers c WHERE c.team_id = t.id AND c.status = 'active'
        AND c.registered_at >= ${from} AND c.registered_at < ${to}),
      'reps', coalesce((
        SELECT json_agg(json_build_object('id', m.id, 'name', m.name, 'overdue', o.overdue, 'today', o.today,
          'snoozed', o.snoozed, 'busy', coalesce(m.busy_until > ${now}, false)) ORDER BY o.overdue DESC, m.name)
        FROM team_members tm JOIN members m ON m.id = tm.member_id AND m.active AND m.role = 'rep'
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE ${overdue}) AS overdue,
            count(*) FILTER (WHERE NOT ${overdue} AND f.due_at < ${to}::timestamptz) AS today,
            coalesce(sum(f.snoozes), 0) AS snoozed
          FROM follow_ups f WHERE f.member_id = m.id AND f.state = 'open') o
        WHERE tm.team_id = t.id), '[]'))
      ORDER BY t.name)
    FROM teams t WHERE t.id = ANY(${teamIds}::uuid[]) AND t.archived_at IS NULL), '[]')`;
}

/** One person's day: whose, and its bounds. */
export interface PersonDay {
  memberId: string;
  from: Date;
  to: Date;
  /** The next working day's bounds. */
  nextFrom: Date;
  nextTo: Date;
}

/** What people did on their days, in one statement; everybody asked for is answered. */
export async function readFigures(db: Handle, days: PersonDay[]): Promise<Map<string, DayFigures>> {
  if (days.length === 0) return new Map();
  const rows = await db.$queryRaw<(DayFigures & { memberId: string })[]>`
    WITH d AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
        AS d("memberId" uuid, "from" timestamptz, "to" timestamptz, "nextFrom" timestamptz, "nextTo" timestamptz)
    )
    SELECT d."memberId", i.*, f.*,
      (SELECT count(*)::int FROM customers c WHERE c.registered_by_id = d."memberId" AND c.status <> 'invalid'
        AND c.registered_at >= d."from" AND c.registered_at < d."to") AS registered
    FROM d
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE i.effective AND i.kind = 'call_in')::int AS "callIns",
        count(*) FILTER (WHERE i.effective AND i.kind = 'visit')::int AS "firstVisits",
        count(*) FILTER (WHERE i.effective AND i.kind = 'revisit')::int AS revisits,
        count(*) FILTER (WHERE i.effective AND i.kind NOT IN ('call_in', 'visit', 'revisit'))::int AS contacts,
        count(*) FILTER (WHERE NOT i.effective)::int AS attempts
      FROM interactions i WHERE i.member_id = d."memberId" AND i.withdrawn_at IS NULL
        AND i.happened_at >= d."from" AND i.happened_at < d."to") i
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE f.state = 'done' AND f.closed_at >= d."from" AND f.closed_at < d."to")::int
          AS "followUpsDone",
        count(*) FILTER (WHERE f.state = 'open' AND f.due_at < d."to")::int AS "stillOverdue",
        count(*) FILTER (WHERE f.state = 'open' AND f.due_at >= d."nextFrom" AND f.due_at < d."nextTo")::int AS planned
      FROM follow_ups f WHERE f.member_id = d."memberId") f`;
  return new Map(rows.map(({ memberId, ...figures }) => [memberId, figures]));
}

/** A person who may be told something today. */
export interface Worker {
  id: string;
  name: string;
  role: string;
  zone: string;
  /** The home team. */
  teamId: string;
}

/** Active reps and managers with a team. */
export async function listWorkers(db: Handle): Promise<Worker[]> {
  return db.$queryRaw<Worker[]>`
    SELECT m.id, m.name, m.role, m.zone, t.team_id AS "teamId"
    FROM members m
    JOIN LATERAL (SELECT team_id FROM team_members tm JOIN teams ON teams.id = tm.team_id AND teams.archived_at IS NULL
      WHERE tm.member_id = m.id ORDER BY tm.home DESC, tm.team_id LIMIT 1) t ON true
    WHERE m.active AND m.role IN ('rep', 'manager') ORDER BY m.id`;
}

/** Every (manager, team) pair of teams that stand, with the team's zone. */
export async function listManagedTeams(
  db: Handle,
): Promise<{ teamId: string; zone: string; managerId: string }[]> {
  return db.$queryRaw`
    SELECT t.id AS "teamId", t.zone, m.id AS "managerId"
    FROM teams t JOIN team_members tm ON tm.team_id = t.id
    JOIN members m ON m.id = tm.member_id AND m.active AND m.role = 'manager'
    WHERE t.archived_at IS NULL ORDER BY t.id, m.id`;
}
