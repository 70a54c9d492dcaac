import { afterQuiet, nextWorkingSlot, type OfficeHours, workingMinutesBetween } from './working.ts';

/** The next moment of work; rules that leave no working time at all (a mistake) still keep the quiet hours. */
export function slotWithin(at: Date, office: OfficeHours): Date {
  try {
    return nextWorkingSlot(at, office);
  } catch (error) {
    if (error instanceof RangeError) return afterQuiet(at, office);
    throw error;
  }
}

/** `minutes` of working time after a moment. */
export function addWorkingMinutes(from: Date, minutes: number, office: OfficeHours): Date {
  let at = slotWithin(from, office);
  let left = minutes;
  // Each round ends in another working day, and a day has more than a minute of work.
  for (let round = 0; round < 10_000; round++) {
    const end = new Date(at.getTime() + left * 60_000);
    const worked = workingMinutesBetween(at, end, office);
    if (worked >= left) return end;
    left -= worked;
    at = slotWithin(end, office);
  }
  return at;
}
