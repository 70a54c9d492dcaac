import { addWorkingMinutes } from '../hours.ts';
import type { NudgeRule, Told } from '../rule.ts';
import { type FollowUpCandidate, listNextRung, markFollowUps } from '../store.ts';
import { followUpOver } from './followup-due.ts';

/** Last rung: the manager's. */
const MANAGER_RUNG = 2;

/**
 * A follow-up stayed undone: its person is told again in a new message, then the manager, whose
 * roll-up is gathered to the full hour.
 */
export const followupOverdue: NudgeRule = {
  id: 'followup-overdue',
  find: (db, office, limit) => listNextRung(db, office.now, limit),
  due: ({ rung }) =>
    rung < MANAGER_RUNG ? { to: 'rep', hours: 'working' } : { to: 'manager', hours: 'hourly' },
  mark: (db, told) =>
    markFollowUps(
      db,
      (told as Told<FollowUpCandidate>[]).map((one) => ({
        id: one.candidate.subjectId,
        dueVersion: one.candidate.dueVersion,
        memberId: one.candidate.memberId,
        rung: one.candidate.rung,
        nextRungAt: one.candidate.rung < MANAGER_RUNG ? managersTurn(one) : null,
      })),
    ),
  over: followUpOver,
};

/** Both settings count from the due time, so the manager's turn comes their difference after the rep's. */
function managersTurn({ leavesAt, desk }: Told): Date {
  const { overdueManagerMinutes, overdueAgainMinutes } = desk.settings;
  return addWorkingMinutes(
    leavesAt,
    Math.max(1, overdueManagerMinutes - overdueAgainMinutes),
    desk,
  );
}
