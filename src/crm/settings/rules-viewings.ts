import { clock, minutes } from './rules-shapes.ts';

/** The rules about viewings 带看. */
export const VIEWING_RULES = {
  /** How long a viewing takes where nothing else was said. */
  viewingMinutes: minutes.default(60),
  /** When on the day before, and how many minutes before, whoever shows is reminded. */
  viewingDayBeforeTime: clock.default('17:00'),
  viewingSoonMinutes: minutes.default(60),
  /** When in the evening somebody is asked what came of a viewing. */
  viewingAskTime: clock.default('19:00'),
} as const;
