import { type DataKey, seal } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';

/** A follow-up as it is planned. `zone` is the zone it was said in. */
export interface NewFollowUp {
  customerId: string;
  memberId: string;
  dueAt: Date;
  /** minute | hour | daypart | day | coarse */
  grain: string;
  zone: string;
  what: string | null;
  createdById: string;
}

/** Writes a planned follow-up; what is to be done is sealed under the customer's key. Answers its id. */
export async function insertFollowUp(work: Work, dataKey: DataKey, plan: NewFollowUp): Promise<string> {
  const id = newId(work.now);
  const { what, ...rest } = plan;
  await work.tx.followUp.create({
    data: {
      id,
      ...rest,
      firstDueAt: plan.dueAt,
      createdAt: work.now,
      whatSealed: what
        ? seal(dataKey, { table: 'follow_ups', column: 'what_sealed', rowId: id }, what)
        : null,
    },
  });
  return id;
}
