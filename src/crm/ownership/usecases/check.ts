import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type Standing, standingOf } from '../../customers/rules-standing.ts';
import { noteCheck } from '../../customers/unique.ts';
import { getSettings } from '../../settings/store.ts';
import { readIdentity } from '../rules/identity.ts';
import { type Candidate, findByIdentity, listCandidates } from '../store/identity.ts';

/** How one registered record stands to who asks. */
export interface Answer {
  standing: Standing;
  /** Only where the person may see the record anyway. */
  record: Pick<Candidate, 'id' | 'number' | 'name' | 'gender'> | null;
  /** The record's id where the person may claim it from the pool. */
  claimId: string | null;
}

export interface Checked {
  /** false: only a part of the phone was known. */
  isExact: boolean;
  /** None: free. */
  answers: Answer[];
  now: Date;
}

/**
 * Whether somebody is registered, blindly (#34): free, yours, in the pool, or protected until when; never
 * whose it is nor what is in the file. Every check is noted and counts towards the limit of the hour.
 */
export async function checkIdentity(ctx: Ctx, text: string): Promise<Checked> {
  const { actor } = ctx;
  requirePermission(actor, 'customer:check', { repId: actor.id, teamId: actor.teamIds[0] ?? null });
  const { by, ids } = await transact(ctx, async (work) => {
    const settings = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
    const identity = readIdentity(text, settings.phoneRegion);
    if (!identity) throw new Refusal('checkUnreadable', {}, 'identity');
    const found = await findByIdentity(work.tx, work.keys, identity);
    await noteCheck(work, actor, { by: identity.by, ids: found });
    return { by: identity.by, ids: found };
  });
  return read(ctx, async ({ db, now }) => {
    const answers: Answer[] = [];
    for (const record of await listCandidates(db, ids)) {
      const { exemptMembers } = await getSettings(db, record.teamId, now);
      answers.push(answerOf(ctx, record, exemptMembers));
    }
    return { isExact: by !== 'masked', answers, now };
  });
}

function answerOf({ actor }: Ctx, record: Candidate, exemptMembers: string[]): Answer {
  const { id, number, name, gender, teamId } = record;
  const standing = standingOf(record, actor, exemptMembers);
  const maySee = can(actor, 'customer:see', record);
  const mayClaim = standing.kind === 'pool' && can(actor, 'pool:claim', { teamId });
  return {
    standing,
    record: maySee ? { id, number, name, gender } : null,
    claimId: mayClaim ? id : null,
  };
}
