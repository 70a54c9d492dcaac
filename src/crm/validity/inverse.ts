import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import { type CustomerFile, updateCustomer } from '../customers/store.ts';

const statusStep = z.object({ from: z.string(), to: z.string(), reason: z.string().nullable() });
const confirmationStep = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** Back to valid or invalid as before; throws `undoChanged` when it was changed again. */
export async function restoreStatus(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { from, to, reason } = statusStep.parse(step);
  if (file.status !== to) throw new Refusal('undoChanged');
  await updateCustomer(work, file, { columns: { status: from, invalidReason: reason } });
  return [{ field: 'status', old: to, new: from }];
}

/** Back to the confirmation before; throws `undoChanged` when the record was confirmed or edited since. */
export async function restoreConfirmation(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { from, to } = confirmationStep.parse(step);
  if (file.confirmedAt.toISOString() !== to) throw new Refusal('undoChanged');
  await updateCustomer(work, file, { columns: { confirmedAt: new Date(from) } });
  return [];
}
