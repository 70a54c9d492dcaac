import type { Handle } from '../../../db/client.ts';

/** How many units a rep holds at a moment. */
export async function countHolds(db: Handle, memberId: string, now: Date): Promise<number> {
  return db.unit.count({ where: { status: 'held', memberId, heldUntil: { gt: now } } });
}

/** Units whose hold is over and whose row does not say so yet. */
export async function listOver(db: Handle, now: Date, limit: number): Promise<string[]> {
  const rows = await db.unit.findMany({
    where: { status: 'held', heldUntil: { lte: now } },
    select: { id: true },
    orderBy: { heldUntil: 'asc' },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/** For whom a unit is held, as people call them. */
export interface Party {
  id: string;
  number: number;
  name: string;
  gender: string | null;
}

/** These customers, by id. */
export async function listParties(db: Handle, ids: readonly string[]): Promise<Map<string, Party>> {
  const rows = await db.customer.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, number: true, name: true, gender: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
