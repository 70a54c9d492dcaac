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
  /** The record's id where the person may claim it from the pool. */
  claimId: string | null;
}

/** The blind answers about these records, by id, as they stand now. */
export async function readAnswers(
  db: Handle,
  actor: Actor,
  of: { ids: string[]; now: Date },
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const record of await listCandidates(db, of.ids)) {
    const { exemptMembers } = await getSettings(db, record.teamId, of.now);
    answers.set(record.id, answerOf(actor, record, exemptMembers));
  }
  return answers;
}

function answerOf(actor: Actor, record: Candidate, exemptMembers: string[]): Answer {
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
