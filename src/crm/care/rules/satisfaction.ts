import { MAX_WORDS } from '../../../lib/words.ts';

/** Figures and letters of a code: none that is taken for another when it is read or said. */
const FIGURES = '23456789';
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** A letter, a figure, four of either: no word of any language is a code. */
const SHAPE = [CAPITALS, FIGURES, ...Array<string>(4).fill(FIGURES + CAPITALS)];

/** How many random bytes a code is made of. */
export const CODE_BYTES = SHAPE.length;

/** A code from random bytes, one for each of its places: `K7Q39M`. There are two hundred million. */
export function codeFrom(bytes: Uint8Array): string {
  return SHAPE.map((signs, nth) => signs[(bytes[nth] ?? 0) % signs.length]).join('');
}

/** What a customer texted back: a code, how satisfied they are, and their words. */
export interface Answer {
  code: string;
  /** 1–5 */
  score: number;
  words: string | null;
}

const CODE = SHAPE.map((signs) => `[${signs}]`).join('');
const READABLE = new RegExp(
  `^[\\s"'“”「」#【\\[]*(${CODE})[\\]】\\s,:;。.、-]*([1-5])\\s*(?:分|星|/\\s*5|points?|stars?)?(?:[\\s,:;。.、!-]+|(?<=[分星])|$)(.*)$`,
  'isu',
);

/** Reads a reply as people text it: `K7Q39M 5 thanks`, `ｋ7q39m，5分，很满意`. Null for anything else. */
export function readAnswer(text: string): Answer | null {
  const found = READABLE.exec(text.normalize('NFKC').trim());
  if (!found) return null;
  const [, code = '', score, rest = ''] = found;
  const words = rest.trim().slice(0, MAX_WORDS);
  return { code: code.toUpperCase(), score: Number(score), words: words || null };
}

/** Whether a score is one the manager hears of. `low` is the office's highest low score. */
export const isLow = (score: number, low: number): boolean => score <= low;
