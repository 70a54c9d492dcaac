/** Pieces of patterns for English names of days and months. */

export const E = '(?![a-z])';

const MONTH_NAMES = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

export const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\\.?';

const DAY_NAMES = 'mon tue wed thu fri sat sun'.split(' ');

export const WD =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?(?![a-z])\\.?';

export const NTH = '(\\d{1,2})(?:st|nd|rd|th)';

export const WHICH =
  '(this|next|(?:the\\s+|this\\s+)?(?:up)?coming|(?:the\\s+)?following|last|past|previous)';

/** 1–12 for a month's name or its beginning; 0 for anything else. */
export function monthOf(word: string | undefined): number {
  return MONTH_NAMES.indexOf((word ?? '').slice(0, 3)) + 1;
}

/** 1 (Monday) to 7 for a weekday's name or its beginning; 0 for anything else. */
export function weekdayOf(word: string | undefined): number {
  return DAY_NAMES.indexOf((word ?? '').slice(0, 3)) + 1;
}

/** How many weeks, months or years a word like "next" or "last" moves; "this" stays. */
export function shiftOf(word: string | undefined): number {
  const text = word ?? '';
  if (/next|following|coming/.test(text)) return 1;
  return /last|past|previous/.test(text) ? -1 : 0;
}
