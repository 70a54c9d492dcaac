import { addWorkingMinutes, type Desk, endOfWork } from '../hours.ts';
import type { Matter } from '../matters.ts';
import type { NudgeRule, Told } from '../rule.ts';
import { type FollowUpCandidate, listUntold, markFollowUps } from '../store.ts';

/** A follow-up is due: its person is told at the minute they chose. */
export const followupDue: NudgeRule = {
  id: 'followup-due',
  find: (db, office, limit) => listUntold(db, office.now, limit),
  due: () => ({ to: 'rep', hours: 'chosen' }),
  mark: (db, told) =>
    markFollowUps(
      db,
      (told as Told<FollowUpCandidate>[]).map(({ candidate, leavesAt, desk }) => ({
        id: candidate.subjectId,
        dueVersion: candidate.dueVersion,
        memberId: candidate.memberId,
        rung: 0,
        nextRungAt: addWorkingMinutes(
          lateAfter(candidate, leavesAt, desk),
          desk.settings.overdueAgainMinutes,
          desk,
        ),
      })),
    ),
  over: followUpOver,
};

/**
 * From when a follow-up counts as late: it was told of; where only the day was said, that day is over; a
 * step of a playbook with a time limit, when that is over.
 */
function lateAfter({ grain, limitAt }: FollowUpCandidate, leavesAt: Date, desk: Desk): Date {
  if (limitAt && limitAt > leavesAt) return limitAt;
  return grain === 'day' || grain === 'coarse' ? endOfWork(leavesAt, desk) : leavesAt;
}

/** Why nothing is to be said of a follow-up any more. */
export function followUpOver({
  followUp,
  slot,
  memberId,
  status,
  doNotContact,
}: Matter): string | null {
  if (status !== 'active') return 'inactive';
  if (doNotContact) return 'do_not_contact';
  if (!followUp) return 'cancelled';
  if (followUp.state !== 'open') return followUp.state;
  if (followUp.memberId !== memberId) return 'reassigned';
  return slot.startsWith(`v${followUp.dueVersion} `) ? null : 'moved';
}
