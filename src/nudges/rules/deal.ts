import { MANAGER_RUNG, rungAt } from '../../crm/deals/rules/duties.ts';
import type { Matter } from '../matters.ts';
import type { NudgeRule, Told } from '../rule.ts';
import { type DutyCandidate, listDutiesToTell, markDuties } from '../store-deals.ts';

const DAY_MS = 86_400_000;

/**
 * What is to be done for a deal by a day (appointment, signing, payment, condition): its rep is told before
 * the day and again when it is late, then the manager's roll-up names it.
 */
export const deal: NudgeRule = {
  id: 'deal',
  find: (db, office, limit) => listDutiesToTell(db, office.now, limit),
  due: ({ rung }) =>
    // Its moment is the beginning of work already: what comes due together leaves together.
    rung < MANAGER_RUNG ? { to: 'rep', hours: 'working' } : { to: 'manager', hours: 'hourly' },
  mark: (db, told) =>
    markDuties(
      db,
      (told as Told<DutyCandidate>[]).map((one) => ({
        id: one.candidate.subjectId,
        slot: one.candidate.slot,
        rung: one.candidate.rung + 1,
        nextAt: nextOf(one),
      })),
    ),
  over: dutyOver,
};

/** Never two rungs on one day, however late it was entered. */
function nextOf({ candidate, leavesAt, desk }: Told<DutyCandidate>): Date | null {
  const clock = { ...desk.settings, zone: desk.zone };
  const next = rungAt(candidate, candidate.rung + 1, desk.settings, clock);
  return next && new Date(Math.max(next.getTime(), leavesAt.getTime() + DAY_MS));
}

/** Why nothing is to be said of a duty any more. */
function dutyOver({ duty, slot, memberId, repId, status }: Matter): string | null {
  if (status !== 'active') return 'inactive';
  if (!duty || duty.state === 'off') return 'cancelled';
  if (duty.state === 'done') return 'done';
  if (repId !== memberId) return 'reassigned';
  return slot === `v${duty.version} ${memberId}` ? null : 'moved';
}
