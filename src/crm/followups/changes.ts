import type { Work } from '../../db/transact.ts';
import type { Change } from '../audit/rules.ts';
import type { Step } from '../undo/store.ts';
import { cancelViewings } from '../viewings/changes.ts';
import { type FollowUpRow, type FollowUpState, listOpenOf, saveFollowUp } from './store.ts';

/** Writes a change of a follow-up and answers the step that takes it back. */
export async function writeFollowUp(
  work: Work,
  row: FollowUpRow,
  change: Partial<FollowUpState>,
): Promise<Step> {
  const { dueVersion } = await saveFollowUp(work, row, change);
  return {
    step: 'restore-follow-up',
    id: row.id,
    version: dueVersion,
    memberId: row.memberId,
    dueAt: row.dueAt.toISOString(),
    grain: row.grain,
    zone: row.zone,
    state: row.state,
    cancelReason: row.cancelReason,
    snoozes: row.snoozes,
    moves: row.moves,
    closedAt: row.closedAt?.toISOString() ?? null,
    interactionId: row.interactionId,
    stepId: row.stepId,
    stepAs: row.stepAs,
    limitAt: row.limitAt?.toISOString() ?? null,
  };
}

/** The step that takes a newly planned follow-up back. */
export const dropStep = (id: string): Step => ({ step: 'drop-follow-up', id, version: 1 });

/** Cancels all open follow-ups of a customer, and what was arranged to be shown; answers the steps back. */
export async function cancelOpen(
  work: Work,
  customerId: string,
  cancelReason: string,
): Promise<Step[]> {
  const steps = await cancelViewings(work, customerId, cancelReason);
  for (const row of await listOpenOf(work.tx, customerId)) {
    steps.push(
      await writeFollowUp(work, row, { state: 'cancelled', cancelReason, closedAt: work.now }),
    );
  }
  return steps;
}

/** What a change of a follow-up is in the history: its due time, state and person, old → new. */
export function stateChange(row: FollowUpRow, change: Partial<FollowUpState>): Change[] {
  const pairs: [string, string, string | undefined][] = [
    ['followUp.due', row.dueAt.toISOString(), change.dueAt?.toISOString()],
    ['followUp.state', row.state, change.state],
    ['followUp.member', row.memberId, change.memberId],
  ];
  return pairs.flatMap(([field, old, now]) =>
    now === undefined || now === old ? [] : [{ field, old, new: now }],
  );
}
