import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { stateChange, writeFollowUp } from './changes.ts';
import { type FollowUpRow, findFollowUp } from './store.ts';

const moment = z.coerce.date();
const step = z.object({ id: z.uuid(), version: z.number() });
const restoreStep = step.extend({
  memberId: z.uuid(),
  dueAt: moment,
  grain: z.string(),
  zone: z.string(),
  state: z.string(),
  cancelReason: z.string().nullable(),
  snoozes: z.number(),
  moves: z.number(),
  closedAt: moment.nullable(),
  interactionId: z.string().nullable(),
  stepId: z.uuid().nullable(),
  stepAs: z.string().nullable(),
  limitAt: moment.nullable(),
});

/** A follow-up becomes what it was; throws `undoChanged` when it was changed again. */
export async function restoreFollowUp(
  work: Work,
  file: CustomerFile,
  data: unknown,
): Promise<Change[]> {
  const { id, version, ...was } = restoreStep.parse(data);
  const row = await requireUnchanged(work, file, { id, version });
  await writeFollowUp(work, row, was);
  return stateChange(row, was);
}

/** A follow-up that was planned is none; throws `undoChanged` when it was changed meanwhile. */
export async function dropFollowUp(
  work: Work,
  file: CustomerFile,
  data: unknown,
): Promise<Change[]> {
  const row = await requireUnchanged(work, file, step.parse(data));
  const gone = { state: 'cancelled', cancelReason: 'undone', closedAt: work.now };
  await writeFollowUp(work, row, gone);
  return stateChange(row, gone);
}

async function requireUnchanged(
  work: Work,
  file: CustomerFile,
  { id, version }: { id: string; version: number },
): Promise<FollowUpRow> {
  const row = await findFollowUp(work.tx, id);
  if (!row || row.customerId !== file.id || row.dueVersion !== version)
    throw new Refusal('undoChanged');
  return row;
}
