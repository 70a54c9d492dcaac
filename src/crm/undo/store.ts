import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import { undoEnds } from './rules.ts';

/** One step back: which inverse, and the codes and ids it needs. No personal data. */
export type Step = { step: string } & Record<string, string | number | boolean | null>;

/** A change that can be taken back: who made it, on whose record, and the steps back, last change first. */
export interface NewUndo {
  memberId: string;
  customerId: string;
  /** What was done, for the audit and the words. */
  kind: string;
  /** The assigned rep at that time: a record that went to somebody else meanwhile is no longer touched. */
  repId: string | null;
  steps: Step[];
}

const dataSchema = z.object({
  repId: z.string().nullable(),
  steps: z.array(z.looseObject({ step: z.string() })),
});

/** Offers to take a change back for ten minutes; answers the id its button carries. */
export async function offerUndo(work: Work, undo: NewUndo): Promise<string> {
  const id = newId(work.now);
  const { memberId, customerId, kind, repId, steps } = undo;
  await work.tx.undo.create({
    data: {
      id,
      memberId,
      customerId,
      kind,
      data: { repId, steps },
      createdAt: work.now,
      expiresAt: undoEnds(work.now),
    },
  });
  return id;
}

/** An offer with its steps; null where there is none. Locked, so that two taps cannot both use it. */
export async function lockUndo(work: Work, id: string) {
  await work.tx.$queryRaw`SELECT id FROM undos WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await work.tx.undo.findUnique({ where: { id } });
  return row && { ...row, ...dataSchema.parse(row.data) };
}

/** An offer can be used once. */
export async function useUndo(work: Work, id: string): Promise<void> {
  await work.tx.undo.update({ where: { id }, data: { usedAt: work.now } });
}
