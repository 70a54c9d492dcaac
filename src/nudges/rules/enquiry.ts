import { officeHours } from '../../crm/settings/rules.ts';
import { workingMinutesBetween } from '../../lib/calendar/index.ts';
import type { NudgeRule } from '../rule.ts';
import { listUnanswered, markEnquiries } from '../store.ts';
import { customerOver } from './silence.ts';

const WARNING = 1;

/**
 * An enquiry came without a contact and nobody has reached the customer: the rep is warned, then the
 * manager is told. Both count working minutes from when the enquiry arrived.
 */
export const enquiry: NudgeRule = {
  id: 'enquiry',
  find: (db, office, limit) => listUnanswered(db, office.now, limit),
  due: ({ rung, dueAt }, { now, settings, zone }) => {
    const waited = workingMinutesBetween(dueAt, now, officeHours(settings, zone));
    const { enquiryWarnMinutes, enquiryEscalateMinutes } = settings;
    if (waited < (rung === WARNING ? enquiryWarnMinutes : enquiryEscalateMinutes)) return null;
    return { to: rung === WARNING ? 'rep' : 'manager', hours: 'working' };
  },
  mark: (db, told) =>
    markEnquiries(
      db,
      told.map(({ candidate }) => ({ id: candidate.subjectId, rung: candidate.rung })),
    ),
  over: (matter) => customerOver(matter) ?? (matter.lastEffectiveAt ? 'contacted' : null),
};
