import type { Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { countByRep } from './store/rows.ts';

/** Kind of the message that tells a rep how many customers an import brought them. */
const IMPORT_TOLD = 'import-told';

/** Each rep learns once how many customers came to them, instead of once a customer. */
export async function tellReps(
  work: Work,
  { importId, byId }: { importId: string; byId: string },
): Promise<void> {
  for (const { repId, n } of await countByRep(work.tx, importId))
    await planMessage(work.tx, {
      kind: IMPORT_TOLD,
      memberId: repId,
      target: 'dm',
      recipient: `${IMPORT_TOLD}:${repId}`,
      slot: importId,
      dueAt: work.now,
      content: { byId, n },
    });
}
