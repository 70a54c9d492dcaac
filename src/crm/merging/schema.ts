import { Refusal } from '../../lib/refusal.ts';
import { readNumber } from '../customers/rules.ts';

/** Two spoken numbers: the record that is kept, and the one that becomes part of it. */
export interface NumberPair {
  keep: number;
  lose: number;
}

const NUMBERS = /c?\s*[-–—]?\s*\d{1,9}/giu;

/** Reads `C-1042 C-1050`, `1042, 1050`, `C-1042 和 C-1050`: the first is kept. Throws `mergeUnreadable`. */
export function readPair(text: string): NumberPair {
  const [keep, lose, ...more] = numbersIn(text);
  if (keep === undefined || lose === undefined || more.length > 0)
    throw new Refusal('mergeUnreadable');
  return { keep, lose };
}

/** Reads the one number in a text. Throws `mergeUnreadable`. */
export function readOne(text: string): number {
  const [number, ...more] = numbersIn(text);
  if (number === undefined || more.length > 0) throw new Refusal('mergeUnreadable');
  return number;
}

function numbersIn(text: string): number[] {
  const found = text.normalize('NFKC').match(NUMBERS) ?? [];
  return found.flatMap((one) => readNumber(one.trim()) ?? []);
}
