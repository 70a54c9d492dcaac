import type { Matter } from '../matters.ts';
import type { NudgeRule } from '../rule.ts';
import { listViewingsToTell, markViewings, VIEWING_RUNGS } from '../store-viewings.ts';

/**
 * A viewing: its person is told the evening before and shortly before, and asked once what came of it. Rest
 * days count as well, since that is when customers have time.
 */
export const viewing: NudgeRule = {
  id: 'viewing',
  find: (db, office, limit) => listViewingsToTell(db, office.now, limit),
  due: () => ({ to: 'rep', hours: 'appointment' }),
  mark: (db, told) =>
    markViewings(
      db,
      told.map(({ candidate: { subjectId, rung, dueAt } }) => ({
        id: subjectId,
        rung,
        at: dueAt.toISOString(),
      })),
    ),
  over: viewingOver,
};

/** Why nothing is to be said of a viewing any more. */
function viewingOver({ viewing: shown, slot, rung, memberId, status }: Matter): string | null {
  if (status !== 'active') return 'inactive';
  if (!shown) return 'cancelled';
  if (shown.state !== 'planned') return shown.state;
  if (shown.memberId !== memberId) return 'reassigned';
  if (slot !== `v${shown.version} ${shown.memberId}`) return 'moved';
  // Whoever heard of it too late to go there is not told any more.
  return rung !== VIEWING_RUNGS.ask && shown.hasBegun ? 'begun' : null;
}
