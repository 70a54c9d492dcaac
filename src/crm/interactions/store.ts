import { type DataKey, seal } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';

/** A contact as it is written: when it happened is given, when it was entered is now. */
export interface NewInteraction {
  customerId: string;
  memberId: string;
  kind: string;
  effective: boolean;
  outcome: string | null;
  happenedAt: Date;
  said: string | null;
  partySize: number | null;
}

/** Writes a contact; what was said is sealed under the customer's key. Answers its id. */
export async function insertInteraction(work: Work, dataKey: DataKey, contact: NewInteraction): Promise<string> {
  const id = newId(work.now);
  const { said, ...rest } = contact;
  await work.tx.interaction.create({
    data: {
      id,
      ...rest,
      enteredAt: work.now,
      saidSealed: said
        ? seal(dataKey, { table: 'interactions', column: 'said_sealed', rowId: id }, said)
        : null,
    },
  });
  return id;
}
