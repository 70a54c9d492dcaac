import type { Handle } from '../../../db/client.ts';
import { newId } from '../../../lib/id.ts';
import { type DigestTeam, type Figures, figures, type Snapshot } from '../rules/snapshot.ts';
import type { Week } from '../rules/week.ts';

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
