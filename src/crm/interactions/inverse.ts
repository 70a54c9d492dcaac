import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { keepClock } from '../ownership/store/clock.ts';
import { recountContacts, withdrawInteraction } from './store.ts';

const stepSchema = z.object({ id: z.uuid() });

/** A contact that was logged counts nowhere any more; throws `undoChanged` when it was taken back already. */
export async function withdrawContact(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { id } = stepSchema.parse(step);
  if (!(await withdrawInteraction(work, file.id, id))) throw new Refusal('undoChanged');
  await recountContacts(work, file.id);
  await keepClock(work, file.id);
  return [{ field: 'contact', old: id, new: null }];
}
