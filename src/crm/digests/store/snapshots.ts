import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Reading } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Actor } from '../access/actor.ts';
import type { CustomerLine } from '../customers/find.ts';
import { visibleTo } from '../customers/find.ts';
import type { Totals } from './rules.ts';
import { type DigestTeam, type Figures, figures, type Snapshot } from './snapshot.ts';
import type { Week } from './week.ts';

/** The teams of these ids that still work, by name; null: all of them. */
export async function listDigestTeams(
  db: Handle,
  ids: readonly string[] | null,
): Promise<DigestTeam[]> {
  const rows = await db.team.findMany({
    where: { archivedAt: null, ...(ids && { id: { in: [...ids] } }) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, name, zone, createdAt }) => ({ teamId: id, name, zone, createdAt }));
}

/** The newest reading of a team's week, or null. */
export async function findSnapshot(
  db: Handle,
  teamId: string,
  week: Week,
): Promise<Snapshot | null> {
  const row = await db.digestSnapshot.findFirst({
    where: { teamId, isoYear: week.year, isoWeek: week.week },
    orderBy: { revision: 'desc' },
  });
  return row && snapshotOf(row);
}

/** The reading of an id, or null: a provisional one may have been replaced. */
export async function findSnapshotById(db: Handle, id: string): Promise<Snapshot | null> {
  const row = await db.digestSnapshot.findUnique({ where: { id } });
  return row && snapshotOf(row);
}

interface SnapshotRow {
  id: string;
  teamId: string;
  isoYear: number;
  isoWeek: number;
  revision: number;
  takenAt: Date;
  final: boolean;
  figures: unknown;
}

function snapshotOf({ isoYear, isoWeek, ...row }: SnapshotRow): Snapshot {
  return { ...row, week: { year: isoYear, week: isoWeek }, figures: figures.parse(row.figures) };
}

/**
 * Takes the place of a reading, so that only one transaction fills it; the others wait and find it
 * filled. Answers its id, or null where a final reading of this revision exists. A provisional one keeps
 * its id, so that buttons under an older copy still find it.
 */
export async function claimSnapshot(
  tx: Handle,
  place: { teamId: string; week: Week; revision: number; now: Date; final: boolean },
): Promise<string | null> {
  const { teamId, week, revision, now, final } = place;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO digest_snapshots (id, team_id, iso_year, iso_week, revision, figures, taken_at, final)
    VALUES (${newId(now)}::uuid, ${teamId}::uuid, ${week.year}::int, ${week.week}::int, ${revision}::int, '{}', ${now}, ${final})
    ON CONFLICT (team_id, iso_year, iso_week, revision)
      DO UPDATE SET taken_at = EXCLUDED.taken_at, final = EXCLUDED.final WHERE NOT digest_snapshots.final
    RETURNING id`;
  return rows[0]?.id ?? null;
}

/** Fills a claimed reading. */
export async function saveFigures(tx: Handle, id: string, taken: Figures): Promise<void> {
  await tx.digestSnapshot.update({
    where: { id },
    data: { figures: JSON.parse(JSON.stringify(taken)) },
  });
}

/** Throws a claimed reading away again, with its lines. */
export async function dropSnapshot(tx: Handle, id: string): Promise<void> {
  await tx.digestSnapshot.delete({ where: { id } });
}

/** A customer behind a number, and how often it counts there. */
export interface BehindLine extends CustomerLine {
  times: number;
}

/** Which number's customers: counted keys of a snapshot, of one rep or of all. */
export interface Behind {
  snapshotId: string;
  keys: readonly string[];
  memberId: string | null;
}

/** How many customers a page of the list shows. */
export const BEHIND_PAGE = 10;

/**
 * A page of exactly the customers behind a number that the person may see, newest numbers first, with
 * how much of the number all visible ones make.
 */
export async function listBehind(
  at: Reading,
  actor: Actor,
  behind: Behind,
  page: number,
): Promise<{ lines: BehindLine[]; customers: number; counted: number }> {
  const rows = await at.db.$queryRaw<(BehindLine & { customers: number; counted: number })[]>`
    WITH ${unfolded(behind)}
    SELECT c.id, c.number, c.name, c.gender, c.stage, c.grade, c.status, c.rep_id AS "repId", m.name AS "repName",
      c.last_effective_at AS "lastEffectiveAt", next.due_at AS "nextDueAt", b.times,
      b.customers, b.counted
    FROM (
      SELECT c.id, b.times, (count(*) OVER ())::int AS customers, (sum(b.times) OVER ())::int AS counted
      FROM behind b JOIN customers c ON c.id = b.customer_id
      WHERE c.status <> 'erased' AND ${visibleTo(actor, 'customer:see')}
      ORDER BY c.number DESC OFFSET ${page * BEHIND_PAGE} LIMIT ${BEHIND_PAGE}
    ) b
    JOIN customers c ON c.id = b.id
    LEFT JOIN members m ON m.id = c.rep_id
    LEFT JOIN LATERAL (
      SELECT min(due_at) AS due_at FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open'
    ) next ON true
    ORDER BY c.number DESC`;
  const { customers = 0, counted = 0 } = rows[0] ?? {};
  return { lines: rows.map(({ customers: _, counted: __, ...line }) => line), customers, counted };
}

function unfolded({ snapshotId, keys, memberId }: Behind): Prisma.Sql {
  return Prisma.sql`
    behind AS (
      SELECT u.customer_id, sum(u.n)::int AS times
      FROM digest_lines l, unnest(l.customer_ids, l.counts) AS u (customer_id, n)
      WHERE l.snapshot_id = ${snapshotId}::uuid AND l.key = ANY(${[...keys]}::text[])
        AND (${memberId}::uuid IS NULL OR l.member_id = ${memberId}::uuid)
      GROUP BY u.customer_id
    )`;
}

/** The part of a snapshot that is about customers the person may see. */
export async function sumVisible(at: Reading, actor: Actor, snapshotId: string): Promise<Totals> {
  const rows = await at.db.$queryRaw<{ key: string; total: number }[]>`
    SELECT l.key, sum(u.n)::int AS total
    FROM digest_lines l, unnest(l.customer_ids, l.counts) AS u (customer_id, n)
    JOIN customers c ON c.id = u.customer_id
    WHERE l.snapshot_id = ${snapshotId}::uuid AND c.status <> 'erased' AND ${visibleTo(actor, 'customer:see')}
    GROUP BY l.key`;
  return Object.fromEntries(rows.map(({ key, total }) => [key, total]));
}

/** A copy of a digest that stands in Slack. */
export interface PostedCopy {
  messageId: string;
  channel: string;
  ts: string;
  at: Date;
  /** Whose direct message it is; null: a channel's. */
  memberId: string | null;
}

/** The copies of a team's digest that were posted, channels first. */
export async function listPosted(db: Handle, teamId: string, slot: string): Promise<PostedCopy[]> {
  return db.$queryRaw<PostedCopy[]>`
    SELECT m.id AS "messageId", m.slack_channel AS channel, m.slack_ts AS ts, m.sent_at AS at,
      CASE WHEN m.target = 'dm' THEN m.member_id END AS "memberId"
    FROM messages m
    WHERE m.recipient IN (
        SELECT DISTINCT 'digest:' || s.team_id || ':' || coalesce(s.channel_id, s.member_id::text)
        FROM digest_subscriptions s WHERE s.team_id = ${teamId}::uuid
      )
      AND (m.slot = ${slot} OR m.slot LIKE ${`${slot}>%`}) AND m.state = 'sent' AND m.slack_ts IS NOT NULL
    ORDER BY (m.target = 'dm'), m.sent_at`;
}

/** Names of members by id. */
export async function findNames(db: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.member.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A standing request for a team's digest. */
export interface Subscription {
  id: string;
  teamId: string;
  memberId: string;
  /** Slack channel, or null for the member's direct message. */
  channelId: string | null;
  /** 1 Monday … 7 Sunday */
  weekday: number;
  /** HH:MM in `zone` */
  time: string;
  zone: string;
  locale: Locale;
  /** Up to which slot it has been served or skipped. */
  handledTo: Date;
}

/** Standing requests of the teams; null: of all teams. */
export async function listSubscriptions(
  db: Handle,
  teamIds: readonly string[] | null,
): Promise<Subscription[]> {
  const rows = await db.digestSubscription.findMany({
    where: { active: true, ...(teamIds && { teamId: { in: [...teamIds] } }) },
    orderBy: [{ teamId: 'asc' }, { weekday: 'asc' }, { time: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, locale: row.locale as Locale }));
}

/** The standing request of an id, locked until the transaction ends, or null when it is over. */
export async function lockSubscription(tx: Handle, id: string): Promise<Subscription | null> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM digest_subscriptions WHERE id = ${id}::uuid AND active FOR UPDATE`;
  if (!found) return null;
  const row = await tx.digestSubscription.findUniqueOrThrow({ where: { id } });
  return { ...row, locale: row.locale as Locale };
}

/** Writes a standing request, in place of an active one for the same team and place. Answers its id. */
export async function saveSubscription(
  tx: Handle,
  wish: Omit<Subscription, 'id'>,
): Promise<{ id: string; replaced: boolean }> {
  const { teamId, channelId, memberId, handledTo } = wish;
  const same = await tx.digestSubscription.findFirst({
    where: { teamId, active: true, ...(channelId ? { channelId } : { channelId: null, memberId }) },
    select: { id: true },
  });
  if (same) {
    await tx.digestSubscription.update({ where: { id: same.id }, data: wish });
    return { id: same.id, replaced: true };
  }
  const id = newId(handledTo);
  await tx.digestSubscription.create({ data: { ...wish, id, createdAt: handledTo } });
  return { id, replaced: false };
}

/** Ends a standing request. */
export async function endSubscription(tx: Handle, id: string): Promise<void> {
  await tx.digestSubscription.update({ where: { id }, data: { active: false } });
}

/** Notes up to which slot a standing request has been served. */
export async function markHandled(tx: Handle, id: string, handledTo: Date): Promise<void> {
  await tx.digestSubscription.update({ where: { id }, data: { handledTo } });
}
