import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { AbsenceWish } from './schema.ts';

/** Somebody who is away at a moment. */
export interface Away {
  memberId: string;
  absenceId: string;
  kind: 'leave' | 'rest';
  /** When they are back. */
  until: Date;
  /** Who stands in; null: nobody who is there. */
  coverId: string | null;
}

/** Everybody who is away at a moment (business time), by member. */
export async function listAway(db: Handle, at: Date): Promise<Map<string, Away>> {
  const rows = await db.$queryRaw<Away[]>`
    SELECT member_id AS "memberId", absence_id AS "absenceId", kind, until, cover_id AS "coverId"
    FROM away_at(${at})`;
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** Whether somebody is away at a moment. */
export async function isAway(db: Handle, memberId: string, at: Date): Promise<boolean> {
  return (await listAway(db, at)).has(memberId);
}

/** An absence as it is kept, with the names of its people. */
export interface Absence {
  id: string;
  memberId: string;
  name: string;
  kind: 'leave' | 'rest';
  fromAt: Date;
  toAt: Date | null;
  weekdays: number[];
  coverId: string | null;
  coverName: string | null;
  cancelledAt: Date | null;
}

const columns = Prisma.sql`a.id, a.member_id AS "memberId", m.name, a.kind, a.from_at AS "fromAt", a.to_at AS "toAt",
  a.weekdays, a.cover_id AS "coverId", k.name AS "coverName", a.cancelled_at AS "cancelledAt"`;

/** Absences that stand or come, of these members or covered by one of them, the next first. */
export async function listAbsences(
  db: Handle,
  of: { memberIds: string[]; now: Date; limit: number },
): Promise<Absence[]> {
  return db.$queryRaw<Absence[]>`
    SELECT ${columns} FROM absences a JOIN members m ON m.id = a.member_id AND m.active
    LEFT JOIN members k ON k.id = a.cover_id
    WHERE a.cancelled_at IS NULL AND (a.to_at IS NULL OR a.to_at > ${of.now})
      AND (a.member_id = ANY(${of.memberIds}::uuid[]) OR a.cover_id = ANY(${of.memberIds}::uuid[]))
    ORDER BY a.from_at, a.id LIMIT ${of.limit}`;
}

/** An absence, taken back or not, or null. */
export async function findAbsence(db: Handle, id: string): Promise<Absence | null> {
  const rows = await db.$queryRaw<Absence[]>`
    SELECT ${columns} FROM absences a JOIN members m ON m.id = a.member_id
    LEFT JOIN members k ON k.id = a.cover_id WHERE a.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** An absence of a member that overlaps a time, leaving aside rest days of the week; null: none. */
export async function findOverlap(
  db: Handle,
  memberId: string,
  time: { fromAt: Date; toAt: Date },
): Promise<{ fromAt: Date; toAt: Date } | null> {
  const row = await db.absence.findFirst({
    where: {
      memberId,
      cancelledAt: null,
      weekdays: { isEmpty: true },
      fromAt: { lt: time.toAt },
      toAt: { gt: time.fromAt },
    },
  });
  return row?.toAt ? { fromAt: row.fromAt, toAt: row.toAt } : null;
}

/** Writes an absence; answers its id. */
export async function insertAbsence(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  wish: AbsenceWish & { byId: string },
): Promise<string> {
  const id = newId(now);
  const { byId, ...absence } = wish;
  await tx.absence.create({ data: { ...absence, id, createdById: byId, createdAt: now } });
  return id;
}

/** Takes an absence back, or ends now one that has begun. */
export async function closeAbsence(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  absence: Pick<Absence, 'id' | 'fromAt'>,
  byId: string,
): Promise<void> {
  await tx.absence.update({
    where: { id: absence.id },
    data: absence.fromAt < now ? { toAt: now } : { cancelledAt: now, cancelledById: byId },
  });
}

/** What the cover of a member has to look after: customers under work, and follow-ups due before a moment. */
export async function countCovered(
  db: Handle,
  memberId: string,
  before: Date,
): Promise<{ customers: number; followUps: number }> {
  const [row] = await db.$queryRaw<{ customers: number; followUps: number }[]>`
    SELECT (SELECT count(*)::int FROM customers WHERE rep_id = ${memberId}::uuid AND status = 'active'
        AND stage NOT IN ('closed', 'lost')) AS customers,
      (SELECT count(*)::int FROM follow_ups WHERE member_id = ${memberId}::uuid AND state = 'open'
        AND due_at < ${before}) AS "followUps"`;
  return row!;
}
