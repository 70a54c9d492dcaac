import type { DataKey } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import type { Change } from '../audit/rules.ts';
import type { Step } from '../undo/store.ts';
import {
  listPlannedOf,
  type NewWords,
  saveViewing,
  type ViewingRow,
  type ViewingState,
} from './store.ts';

/** Writes a change of a viewing and answers the step that takes it back. */
export async function writeViewing(
  work: Work,
  row: ViewingRow,
  change: Partial<ViewingState>,
  words: NewWords & { dataKey?: DataKey } = {},
): Promise<Step> {
  await saveViewing(work, row, change, words);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    step: 'restore-viewing',
    id: row.id,
    version: row.version + 1,
    memberId: row.memberId,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    zone: row.zone,
    dayAt: iso(row.dayAt),
    soonAt: iso(row.soonAt),
    askAt: iso(row.askAt),
  };
}

/** The step that takes a newly planned viewing back. */
export const dropViewingStep = (id: string): Step => ({ step: 'drop-viewing', id, version: 1 });

/** Cancels all planned viewings of a customer, for a reason of the program's own; answers the steps back. */
export async function cancelViewings(
  work: Work,
  customerId: string,
  cancelReason: string,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const row of await listPlannedOf(work.tx, customerId)) {
    const cancelled = { state: 'cancelled', cancelReason, closedAt: work.now };
    steps.unshift(await writeViewing(work, row, cancelled));
  }
  return steps;
}

/** What a change of a viewing is in the history: its time, state and person, old → new. */
export function viewingChange(row: ViewingRow, change: Partial<ViewingState>): Change[] {
  const pairs: [string, string | null, string | null | undefined][] = [
    ['viewing.at', row.startsAt.toISOString(), change.startsAt?.toISOString()],
    ['viewing.state', row.state, change.state],
    ['viewing.outcome', row.outcome, change.outcome],
    ['viewing.member', row.memberId, change.memberId],
    ['viewing.units', row.unitCodes.join(', '), change.unitCodes?.join(', ')],
  ];
  return pairs.flatMap(([field, old, now]) =>
    now === undefined || now === old ? [] : [{ field, old, new: now }],
  );
}
