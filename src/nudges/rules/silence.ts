import type { Matter } from '../matters.ts';
import type { Office } from '../office.ts';
import type { NudgeRule } from '../rule.ts';
import { type Cutoff, listSilent, markSilent } from '../store.ts';

const DAY_MS = 86_400_000;

/**
 * No plan and no effective contact for as many days as the customer's grade allows: the rep is asked in
 * the morning, and again after as many days. A customer without a grade counts as the slowest.
 */
export const silence: NudgeRule = {
  id: 'silence',
  find: (db, office, limit) => listSilent(db, cutoffs(office), limit),
  due: () => ({ to: 'rep', hours: 'morning' }),
  mark: (db, told, now) =>
    markSilent(
      db,
      told.map(({ candidate }) => candidate.subjectId),
      now,
    ),
  over: silenceOver,
};

function cutoffs(office: Office): Cutoff[] {
  return [...office.teams.keys()].flatMap((teamId) =>
    Object.entries(office.settings(teamId).silenceDays).map(([grade, days]) => ({
      teamId,
      grade,
      before: new Date(office.now.getTime() - days * DAY_MS),
    })),
  );
}

function silenceOver(matter: Matter): string | null {
  const over = customerOver(matter);
  if (over) return over;
  if (matter.hasPlan) return 'planned';
  return matter.lastEffectiveAt && matter.lastEffectiveAt > new Date(matter.slot)
    ? 'contacted'
    : null;
}

/** Why a customer's rep is not to be asked about the customer any more. */
export function customerOver(matter: Matter): string | null {
  if (matter.status !== 'active') return 'inactive';
  if (matter.doNotContact) return 'do_not_contact';
  if (matter.stage === 'closed' || matter.stage === 'lost') return 'closed';
  return matter.repId === matter.memberId ? null : 'reassigned';
}
