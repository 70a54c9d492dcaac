import type { NudgeRule } from '../rule.ts';
import { listUnconfirmed, markUnconfirmed } from '../store.ts';
import { customerOver } from './silence.ts';

const DAY_MS = 86_400_000;

/** A record nobody confirmed for long: one question in the morning, still right? (#76, #78) */
export const confirm: NudgeRule = {
  id: 'confirm',
  find: (db, office, limit) =>
    listUnconfirmed(
      db,
      [...office.teams.keys()].map((teamId) => ({
        teamId,
        before: new Date(office.now.getTime() - office.settings(teamId).confirmAfterDays * DAY_MS),
      })),
      limit,
    ),
  due: () => ({ to: 'rep', hours: 'morning', waits: true }),
  mark: (db, told, now) =>
    markUnconfirmed(
      db,
      told.map(({ candidate }) => candidate.subjectId),
      now,
    ),
  over: (matter) =>
    customerOver(matter) ?? (matter.confirmedAt > new Date(matter.slot) ? 'confirmed' : null),
};
