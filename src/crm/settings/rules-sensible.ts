import { Refusal } from '../../lib/refusal.ts';
import { ARRIVALS, type Settings } from './rules.ts';

/** Throws where rules contradict each other: work that ends before it begins, an alarm before its warning. */
export function requireSensible(settings: Settings): void {
  if (settings.workStart >= settings.workEnd) throw new Refusal('workEndsFirst', {}, 'workEnd');
  if (settings.enquiryWarnMinutes > settings.enquiryEscalateMinutes) {
    throw new Refusal('escalatesFirst', {}, 'enquiryEscalateMinutes');
  }
  for (const kind of ARRIVALS) {
    if (settings.protectDays[kind] > settings.protectMaxDays[kind])
      throw new Refusal('maximumFirst', {}, 'protectMaxDays');
  }
  if (settings.reviewRemindHours > settings.reviewEscalateHours) {
    throw new Refusal('escalatesFirst', {}, 'reviewEscalateHours');
  }
  if (settings.caseRemindMinutes > settings.caseEscalateMinutes) {
    throw new Refusal('caseEscalatesFirst', {}, 'caseEscalateMinutes');
  }
  if (settings.matchLowFloors >= settings.matchHighFloors)
    throw new Refusal('floorsCross', {}, 'matchHighFloors');
  if (settings.overdueAgainMinutes > settings.overdueManagerMinutes) {
    throw new Refusal('escalatesFirst', {}, 'overdueManagerMinutes');
  }
}
