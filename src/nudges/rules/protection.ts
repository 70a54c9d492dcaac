import type { Handle } from '../../db/client.ts';
import { type Desk, nextSlot } from '../hours.ts';
import type { Office } from '../office.ts';
import type { Candidate, NudgeRule } from '../rule.ts';
import { listEnding, markEnding } from '../store.ts';
import { customerOver } from './silence.ts';

const DAY_MS = 86_400_000;

/**
 * Protection ends in a few days: the assigned rep is told once for that end, on the last working morning that
 * leaves these days; an end that comes sooner than the next morning, at once in working time.
 */
export const protection: NudgeRule = {
  id: 'protection',
  find: (db, office, limit) => findEnding(db, office, limit),
  due: ({ slot }, { now, ...desk }) => ({
    to: 'rep',
    hours: nextSlot(now, 'morning', desk) < new Date(slot) ? 'morning' : 'working',
  }),
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
  const { now } = office;
  const teams = [...office.teams].map(([teamId, { zone }]) => {
    const settings = office.settings(teamId);
    const { protectWarnDays: warnDays, exemptMembers: exempt } = settings;
    const later = morningAfterNext(now, { settings, zone });
    return { teamId, before: new Date(later.getTime() + warnDays * DAY_MS), warnDays, exempt };
  });
  return listEnding(db, teams, { now, limit });
}

/** The working morning after the next one: what waited for it would be told too late, as before a holiday. */
function morningAfterNext(now: Date, desk: Desk): Date {
  const next = nextSlot(now, 'morning', desk);
  return nextSlot(new Date(next.getTime() + 1), 'morning', desk);
}
