import type { Handle } from '../../db/client.ts';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import { type Standing, standingOf } from '../customers/rules-standing.ts';
import { getSettings } from '../settings/store.ts';
import { type Candidate, listCandidates } from './store/identity.ts';

/** How one registered record stands to who asks. */
export interface Answer {
  standing: Standing;
  /** Only where the person may see the record anyway. */
  record: Pick<Candidate, 'id' | 'number' | 'name' | 'gender'> | null;
  /** The record's id where the person may claim it from the pool now. */
  claimId: string | null;
  /** Where the person may open a case: the note of this check, and which of its finds. Never the record's id. */
  dispute: { checkId: string; nth: number } | null;
}

/**
 * The blind answers about these records, by id, as they stand now. `checkId`: the note of the check that
 * found them, on which a rep may build a case, but about `others`, who are likely relatives only.
 */
export async function readAnswers(
  db: Handle,
  actor: Actor,
  of: { ids: string[]; others?: string[]; now: Date; checkId?: string },
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const record of await listCandidates(db, of.ids)) {
    const { exemptMembers } = await getSettings(db, record.teamId, of.now);
    const answer = answerOf(actor, record, { exemptMembers, now: of.now });
    const isOther = of.others?.includes(record.id) ?? false;
    const isDisputed = answer.standing.kind === 'protected' && actor.role === 'rep' && !isOther;
    const nth = of.ids.indexOf(record.id);
    const dispute = of.checkId && isDisputed ? { checkId: of.checkId, nth } : null;
    answers.set(record.id, { ...answer, dispute });
  }
  return answers;
}

function answerOf(
  actor: Actor,
  record: Candidate,
  { exemptMembers, now }: { exemptMembers: string[]; now: Date },
): Omit<Answer, 'dispute'> {
  const { id, number, name, gender, teamId } = record;
  const standing = standingOf(record, actor, exemptMembers);
  const maySee = can(actor, 'customer:see', record);
  const isOpen = standing.kind === 'pool' && (standing.openAt === null || standing.openAt <= now);
  const mayClaim = isOpen && can(actor, 'pool:claim', { teamId });
  return {
    standing,
    record: maySee ? { id, number, name, gender } : null,
    claimId: mayClaim ? id : null,
  };
}
