import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import { type CustomerFile, updateCustomer } from '../customers/store.ts';
import { keepClock } from '../ownership/store/clock.ts';
import { deleteMove } from './store.ts';

const stageStep = z.object({
  moveId: z.uuid(),
  from: z.string(),
  to: z.string(),
  lostReason: z.string().nullable(),
});
const gradeStep = z.object({ from: z.string().nullable(), to: z.string() });

/** Back to the stage before; throws `undoChanged` when the customer has moved on. */
export async function restoreStage(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { moveId, from, to, lostReason } = stageStep.parse(step);
  if (file.stage !== to) throw new Refusal('undoChanged');
  await updateCustomer(work, file, { columns: { stage: from, lostReason } });
  await deleteMove(work, { id: moveId, customerId: file.id });
  await keepClock(work, file.id);
  return [{ field: 'stage', old: to, new: from }];
}

/** Back to the grade before; throws `undoChanged` when it was changed again. */
export async function restoreGrade(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { from, to } = gradeStep.parse(step);
  if (file.grade !== to) throw new Refusal('undoChanged');
  await updateCustomer(work, file, { columns: { grade: from } });
  await keepClock(work, file.id);
  return [{ field: 'grade', old: to, new: from }];
}
