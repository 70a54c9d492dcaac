import type { OfficeHours } from '../calendar/index.ts';

/** How finely the words point: 'hour' is a clock time said loosely (3点左右), 'coarse' a week or a month. */
export type Grain = 'minute' | 'hour' | 'daypart' | 'day' | 'coarse';

export type Locale = 'zh' | 'en';

export type Reading = { instant: Date; grain: Grain };

/** Why a phrase can be read in two ways; the words for it are in i18n. */
export type AmbiguityKind =
  | 'am-or-pm'
  | 'which-midnight'
  | 'weekday-today'
  | 'weekday-next'
  | 'weekday-past'
  | 'weekday-mismatch'
  | 'day-or-month-first'
  | 'tomorrow-after-midnight'
  | 'before'
  | 'weekend-day'
  | 'two-dates';

export type When = Reading & {
  /** The words that were understood, as typed. */
  matched: string;
  /** What is left of the text without them. */
  rest: string;
  /** Two or more readings, the chosen one first. */
  ambiguous?: { kind: AmbiguityKind; readings: Reading[] };
  /** Set when working days were counted in a year that has no official holiday calendar yet. */
  unofficial?: true;
};

export type WhenOptions = {
  now: Date;
  /** IANA zone of the person who typed. */
  zone: string;
  locale: Locale;
  /** Working days and hours of the office: where "morning", EOD and working days fall. */
  officeHours?: Partial<OfficeHours>;
};

/** Options with defaults filled in and the wall clock read once. */
export type Context = {
  now: Date;
  zone: string;
  locale: Locale;
  hours: OfficeHours;
  /** True when the office said when it closes; then EOD means that, else the end of the day. */
  closes: boolean;
  today: number;
  minute: number;
};

export type Part =
  | 'dawn'
  | 'earlyMorning'
  | 'morning'
  | 'forenoon'
  | 'noon'
  | 'lunch'
  | 'afternoon'
  | 'dusk'
  | 'evening'
  | 'night'
  | 'deepNight';

export type Edge = 'start' | 'mid' | 'late' | 'end' | 'first10' | 'second10' | 'third10';
export type Unit = 'day' | 'week' | 'month' | 'year';
export type Span = { months: number; days: number; minutes: number };

/** What one expression says, piece by piece. Pieces of an expression fill different slots. */
export type Slots = {
  now?: true;
  later?: true;
  dayShift?: number;
  /** The expression names several days from its first one on (明后天). */
  someDays?: true;
  year?: number;
  yearShift?: number;
  quarterShift?: number;
  month?: number;
  monthShift?: number;
  dom?: number;
  /** Numeric date that could also be day first. */
  swappable?: true;
  weekday?: number;
  weekShift?: number;
  weekdayHow?: 'this' | 'next' | 'coming' | 'last' | 'afterNext';
  /** "3 fridays from now". */
  weekdaysAhead?: number;
  weekend?: true;
  weekOf?: true;
  nth?: number;
  nthOf?: 'weekday' | 'day' | 'week' | 'month' | 'weekend' | 'working';
  edge?: Edge;
  edgeOf?: Unit;
  span?: Span;
  /** The span counts from the date that follows, not from now. */
  anchored?: true;
  holiday?: string;
  side?: 'before' | 'after';
  /** The n-th working day from now; 0 is the next working time. */
  working?: number;
  lunar?: { month?: number; day: number; leap: boolean };
  hour?: number;
  minute?: number;
  second?: number;
  minuteShift?: number;
  meridiem?: 'am' | 'pm';
  part?: Part;
  partEdge?: 'early' | 'late';
  /** Written as on a 24-hour clock (08:00, 15:00): no guessing of am or pm. */
  literal?: true;
  /** Hours up to this one mean the afternoon when nothing else says so. */
  afternoonUpTo?: number;
  fuzzy?: true;
  zone?: string;
};
