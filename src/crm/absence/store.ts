import type { Handle } from '../../db/client.ts';

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
