import type { Handle } from '../../../db/client.ts';

/** What the reps of both records are told of a merge. */
export interface Told {
  kept: { id: string; number: number; name: string; gender: string | null };
  former: number;
  repId: string | null;
  byId: string;
}

/** A merge as its word is written when it leaves; null where it was undone meanwhile. */
export async function readTold(db: Handle, mergeId: string): Promise<Told | null> {
  const merge = await db.merge.findUnique({ where: { id: mergeId } });
  if (!merge || merge.undoneAt) return null;
  const kept = await db.customer.findUnique({
    where: { id: merge.keptId },
    select: { id: true, number: true, name: true, gender: true, repId: true },
  });
  const lost = await db.customer.findUnique({
    where: { id: merge.lostId },
    select: { number: true },
  });
  if (!kept || !lost) return null;
  return { kept, former: lost.number, repId: kept.repId, byId: merge.byId };
}

type Part = Told['kept'] & { repId: string | null };

/** An undone merge as its word is written when it leaves; null where the two were merged again meanwhile. */
export async function readParted(
  db: Handle,
  mergeId: string,
): Promise<{ byId: string; both: Part[] } | null> {
  const merge = await db.merge.findUnique({ where: { id: mergeId } });
  if (!merge?.undoneById) return null;
  const both = await db.customer.findMany({
    where: { id: { in: [merge.keptId, merge.lostId] }, status: { not: 'merged' } },
    select: { id: true, number: true, name: true, gender: true, repId: true },
    orderBy: { number: 'asc' },
  });
  return both.length === 2 ? { byId: merge.undoneById, both } : null;
}
