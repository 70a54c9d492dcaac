import type { Office } from '../office.ts';
import type { NudgeRule } from '../rule.ts';
import { listStuck, markStuck, type StageCutoff } from '../store.ts';
import { customerOver } from './silence.ts';

const DAY_MS = 86_400_000;
/** The rep is asked first; from then on it is the manager's to know. */
const REP_RUNG = 1;

/**
 * A customer has been in a stage for longer than the team allows for that stage and grade: the rep is asked in
 * the morning, and after as many days again it stands in the manager's roll-up.
 */
export const stuck: NudgeRule = {
  id: 'stuck',
  find: (db, office, limit) => listStuck(db, cutoffs(office), limit),
  due: ({ rung }) =>
    rung === REP_RUNG ? { to: 'rep', hours: 'morning' } : { to: 'manager', hours: 'hourly' },
  mark: (db, told, now) =>
    markStuck(
      db,
      told.map(({ candidate }) => candidate.subjectId),
      now,
    ),
  over: (matter) =>
    customerOver(matter) ??
    (matter.stageSince.toISOString() === slotSince(matter.slot) ? null : 'moved_on'),
};

/** A slot names the moment the stage was entered, and which time it is told. */
const slotSince = (slot: string): string => slot.slice(0, slot.indexOf(' '));

function cutoffs(office: Office): StageCutoff[] {
  return [...office.teams.keys()].flatMap((teamId) => {
    const settings = office.settings(teamId);
    const days = {
      potential: settings.stuckPotentialDays,
      interested: settings.stuckInterestedDays,
      negotiating: settings.stuckNegotiatingDays,
    };
    return Object.entries(days).flatMap(([stage, byGrade]) =>
      Object.entries(byGrade).map(([grade, n]) => ({
        teamId,
        stage,
        grade,
        before: new Date(office.now.getTime() - n * DAY_MS),
      })),
    );
  });
}
