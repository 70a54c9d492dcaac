import type { Handle } from '../../db/client.ts';

/** A customer that waits, as a roll-up names it. */
export interface Waiting {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  teamId: string;
  repId: string | null;
}

/** The customers of one rep that a roll-up still names, the longest waiting first. */
export async function listWaiting(
  db: Handle,
  rollUp: { messageId: string; memberId: string },
): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT c.id, c.number, c.name, c.gender, c.team_id AS "teamId", c.rep_id AS "repId"
    FROM nudges n JOIN customers c ON c.id = n.about_id
    WHERE n.message_id = ${rollUp.messageId}::uuid AND n.member_id = ${rollUp.memberId}::uuid
      AND n.state = 'open' AND c.status = 'active'
    GROUP BY c.id ORDER BY min(n.due_at), c.number`;
}

/** The active ones of these customers, for a message that names them. */
export async function listNamed(db: Handle, ids: string[]): Promise<Waiting[]> {
  return db.customer.findMany({
    where: { id: { in: ids }, status: 'active' },
    select: { id: true, number: true, name: true, gender: true, teamId: true, repId: true },
    orderBy: { number: 'asc' },
  });
}

/** Holds a team's row until the transaction ends: what arrives for it is given in order. */
export async function lockTeam(tx: Handle, teamId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM teams WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`;
}

/** Whose turn it was when, of a team: a number that only grows. */
export async function listTurns(tx: Handle, teamId: string): Promise<Map<string, bigint>> {
  const rows = await tx.assignmentTurn.findMany({ where: { teamId } });
  return new Map(rows.map(({ memberId, turn }) => [memberId, turn]));
}

/** Notes whose turns it was now, in their order. */
export async function takeTurns(
  tx: Handle,
  turns: readonly { teamId: string; memberId: string }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO assignment_turns (team_id, member_id, turn)
    SELECT team_id, member_id, nextval('assignment_turns_seq') FROM (
      SELECT * FROM unnest(${turns.map(({ teamId }) => teamId)}::uuid[],
        ${turns.map(({ memberId }) => memberId)}::uuid[]) WITH ORDINALITY AS t(team_id, member_id, nth)
      ORDER BY nth) taken
    ON CONFLICT (team_id, member_id) DO UPDATE SET turn = excluded.turn`;
}

/** How many customers under work each of these members has. */
export async function countHolding(tx: Handle, memberIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; n: number }[]>`
    SELECT rep_id AS id, count(*)::int AS n FROM customers
    WHERE rep_id = ANY(${memberIds}::uuid[]) AND status = 'active' AND stage NOT IN ('closed', 'lost')
    GROUP BY rep_id`;
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** A customer that was given to a rep, and why it went there. */
export interface Given extends Waiting {
  why: string;
  source: string | null;
}

/** These customers as long as they are the rep's, with why they came to them. */
export async function listGiven(db: Handle, ids: string[], repId: string): Promise<Given[]> {
  return db.$queryRaw<Given[]>`
    SELECT c.id, c.number, c.name, c.gender, c.team_id AS "teamId", c.rep_id AS "repId", a.why, c.source
    FROM customers c JOIN assignments a ON a.customer_id = c.id AND a.to_at IS NULL
    WHERE c.id = ANY(${ids}::uuid[]) AND c.rep_id = ${repId}::uuid AND c.status = 'active'
    ORDER BY c.number`;
}
