import { z } from 'zod';
import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import type { Entry } from '../rules/journal.ts';

/** A merge: which record was kept, which became part of it, when, and until when it can be undone. */
export interface Merge {
  id: string;
  keptId: string;
  lostId: string;
  at: Date;
  byId: string;
  undoUntil: Date;
  undoneAt: Date | null;
}

/** Notes a merge with its way back. */
export async function insertMerge(
  { tx }: Work,
  merge: Omit<Merge, 'undoneAt'>,
  entries: readonly Entry[],
): Promise<void> {
  await tx.merge.create({ data: merge });
  await tx.mergeRow.createMany({
    data: entries.map(({ table, rowId, before, after }) => ({
      mergeId: merge.id,
      table,
      rowId,
      before: before ? (before as Prisma.InputJsonObject) : Prisma.DbNull,
      after: after as Prisma.InputJsonObject,
    })),
  });
}

/** The merge by which a record became part of another, while it stands; null where it did not. */
export async function findMergeOf(db: Handle, lostId: string): Promise<Merge | null> {
  return db.merge.findFirst({ where: { lostId, undoneAt: null } });
}

/** Holds the merge until the transaction ends: it is undone once. */
export async function lockMerge({ tx }: Work, id: string): Promise<Merge> {
  await tx.$queryRaw`SELECT id FROM merges WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.merge.findUniqueOrThrow({ where: { id } });
}

const columns = z.record(z.string(), z.unknown());

/** What a merge changed. */
export async function listEntries(db: Handle, mergeId: string): Promise<Entry[]> {
  const rows = await db.mergeRow.findMany({ where: { mergeId } });
  return rows.map(({ table, rowId, before, after }) => ({
    table,
    rowId,
    before: before === null ? null : columns.parse(before),
    after: columns.parse(after),
  }));
}

/** The latest merge that stands on this one: it must be undone first. Null where none does. */
export async function findLater(
  db: Handle,
  merge: Merge,
): Promise<{ number: number; keptNumber: number } | null> {
  const rows = await db.$queryRaw<{ number: number; keptNumber: number }[]>`
    SELECT l.number, k.number AS "keptNumber"
    FROM merges m JOIN customers l ON l.id = m.lost_id JOIN customers k ON k.id = m.kept_id
    WHERE m.undone_at IS NULL AND m.id <> ${merge.id}::uuid
      AND (m.lost_id = ${merge.keptId}::uuid OR (m.kept_id = ${merge.keptId}::uuid AND m.id > ${merge.id}::uuid))
    ORDER BY m.id DESC LIMIT 1`;
  return rows[0] ?? null;
}

/** A merge is undone. */
export async function closeMerge({ tx, now }: Work, id: string, byId: string): Promise<void> {
  await tx.merge.update({ where: { id }, data: { undoneAt: now, undoneById: byId } });
}

/** Throws the way back away where the time to undo is over. */
export async function forgetOldWays(db: Handle): Promise<void> {
  await db.$executeRaw`
    DELETE FROM merge_rows r USING merges m WHERE m.id = r.merge_id AND m.undo_until < app_now()`;
}
