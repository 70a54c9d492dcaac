import type { Work } from '../../db/transact.ts';
import { planMessage, redrawSlot } from '../../ledger/plan.ts';
import { listEveryMember } from '../access/store.ts';
import { countByRep } from './store/rows.ts';

/** Kind of the message that tells a rep how many customers an import brought them. */
const IMPORT_TOLD = 'import-told';

const recipientOf = (repId: string) => `${IMPORT_TOLD}:${repId}`;

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
      recipient: recipientOf(repId),
      slot: importId,
      dueAt: work.now,
      content: { byId, n },
    });
}

/** Whoever was told so is told that it was taken back: what has left is drawn again, what has not does not leave. */
export async function tellTakenBack({ tx }: Work, importId: string): Promise<void> {
  for (const { id } of await listEveryMember(tx))
    await redrawSlot(tx, { recipient: recipientOf(id), slot: importId });
}
