import type { Handle } from '../../db/client.ts';
import type { Office } from '../office.ts';
import type { Candidate, NudgeRule } from '../rule.ts';
import { listEnding, markEnding } from '../store.ts';
import { customerOver } from './silence.ts';

const DAY_MS = 86_400_000;

/** Protection ends in a few days: the assigned rep is told once for that end, in the morning. */
export const protection: NudgeRule = {
  id: 'protection',
  find: (db, office, limit) => findEnding(db, office, limit),
  due: () => ({ to: 'rep', hours: 'morning' }),
  mark: (db, told) =>
    markEnding(
      db,
      told.map(({ candidate }) => ({ id: candidate.subjectId, until: candidate.slot })),
    ),
  over: (matter) =>
    customerOver(matter) ??
    (matter.protectedUntil?.toISOString() === matter.slot ? null : 'protected'),
};

/** Reps whose customers do not lapse are not warned. */
function findEnding(db: Handle, office: Office, limit: number): Promise<Candidate[]> {
  const teams = [...office.teams.keys()].map((teamId) => {
    const { protectWarnDays, exemptMembers } = office.settings(teamId);
    const before = new Date(office.now.getTime() + protectWarnDays * DAY_MS);
    return { teamId, before, warnDays: protectWarnDays, exempt: exemptMembers };
  });
  return listEnding(db, teams, { now: office.now, limit });
}
