import { addWorkingMinutes, type OfficeHours } from '../../../lib/calendar/index.ts';
import type { Settings } from '../../settings/rules.ts';

/** First telling, the reminder, the one above: then nothing more is said by itself. */
export const RUNGS = { told: 0, reminded: 1, escalated: 2 } as const;

/**
 * When the rung after this one comes, in working time since the step began to wait; null after the last.
 * `hours` are the team's.
 */
export function nextRungAt(
  rung: number,
  waitingSince: Date,
  settings: Pick<Settings, 'reviewRemindHours' | 'reviewEscalateHours'>,
  hours: OfficeHours,
): Date | null {
  const after = {
    [RUNGS.told]: settings.reviewRemindHours,
    [RUNGS.reminded]: settings.reviewEscalateHours,
  }[rung];
  return after === undefined ? null : addWorkingMinutes(waitingSince, after * 60, hours);
}
