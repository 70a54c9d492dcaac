import { z } from 'zod';
import type { Handle, Tx } from '../../../db/client.ts';
import type { DutyState, Place } from '../rules/rota.ts';

/** Where a team receives. */
export interface Desk {
  teamId: string;
  /** The channel of the rota; null: the team's own. */
  channelId: string | null;
  /** The message that shows the rota. */
  messageId: string | null;
  /** Day and channel of that message. */
  shownAs: string | null;
}

/**
 * Holds a team's reception until the transaction ends, so that two who press at once get one after the
 * other: the order of the rota is kept by this lock.
 */
export async function lockDesk(tx: Tx, teamId: string): Promise<Desk> {
  await tx.$executeRaw`
    INSERT INTO reception_desks (team_id) VALUES (${teamId}::uuid) ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`SELECT 1 FROM reception_desks WHERE team_id = ${teamId}::uuid FOR UPDATE`;
  return tx.receptionDesk.findUniqueOrThrow({ where: { teamId } });
}

/** Where a team receives; null where it never did. */
export async function findDesk(db: Handle, teamId: string): Promise<Desk | null> {
  return db.receptionDesk.findUnique({ where: { teamId } });
}

/** Every team that receives. */
export async function listDesks(db: Handle): Promise<Desk[]> {
  return db.receptionDesk.findMany({ orderBy: { teamId: 'asc' } });
}

/** Writes the channel or the message of a desk. */
export async function saveDesk(
  tx: Tx,
  teamId: string,
  change: Partial<Omit<Desk, 'teamId'>>,
): Promise<void> {
  await tx.receptionDesk.update({ where: { teamId }, data: change });
}

const placeRow = z.object({
  memberId: z.string(),
  name: z.string(),
  place: z.number(),
  state: z.enum(['on', 'skipped', 'off']),
  since: z.date(),
});

/** The places of everybody who still works in the team, in order. */
export async function listPlaces(db: Handle, teamId: string): Promise<Place[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT p.member_id AS "memberId", m.name, p.place, p.state, p.since
    FROM rota_places p
    JOIN members m ON m.id = p.member_id AND m.active
    JOIN team_members t ON t.team_id = p.team_id AND t.member_id = p.member_id
    WHERE p.team_id = ${teamId}::uuid ORDER BY p.place`;
  return z.array(placeRow).parse(rows);
}

/** Writes somebody's state; `toEnd` moves them behind everybody. Under the desk's lock. */
export async function savePlace(
  tx: Tx,
  who: { teamId: string; memberId: string; state: DutyState; since: Date; toEnd: boolean },
): Promise<void> {
  const { teamId, memberId, state, since, toEnd } = who;
  await tx.$executeRaw`
    INSERT INTO rota_places AS p (team_id, member_id, place, state, since)
    SELECT ${teamId}::uuid, ${memberId}::uuid, coalesce(max(place), 0) + 1, ${state}, ${since}
    FROM rota_places WHERE team_id = ${teamId}::uuid
    ON CONFLICT (team_id, member_id) DO UPDATE SET state = excluded.state, since = excluded.since,
      place = CASE WHEN ${toEnd}::boolean THEN excluded.place ELSE p.place END`;
}

/** Gives a place back, unless somebody stands there. Under the desk's lock. */
export async function restorePlace(
  tx: Tx,
  who: { teamId: string; memberId: string; place: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE rota_places SET place = ${who.place}::int
    WHERE team_id = ${who.teamId}::uuid AND member_id = ${who.memberId}::uuid
      AND NOT EXISTS (SELECT 1 FROM rota_places
        WHERE team_id = ${who.teamId}::uuid AND place = ${who.place}::int)`;
}

/** Ends the duty of everybody who signed on before a moment; answers how many. Places stay. */
export async function endDuty(tx: Tx, teamId: string, at: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE rota_places SET state = 'off', since = ${at}
    WHERE team_id = ${teamId}::uuid AND state <> 'off' AND since < ${at}`;
}

/** Whether anybody is on duty who signed on before a moment. */
export async function isOnDuty(db: Handle, teamId: string, before: Date): Promise<boolean> {
  const where = { teamId, state: { not: 'off' }, since: { lt: before } };
  return (await db.rotaPlace.findFirst({ where, select: { memberId: true } })) !== null;
}
