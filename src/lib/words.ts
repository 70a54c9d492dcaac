import { Refusal } from './refusal.ts';

/** Longest note, reason or answer that somebody writes beside a form's facts, in characters. */
export const MAX_WORDS = 500;

/** Words as they are kept: trimmed, null where there are none. Throws `tooLong` under the field. */
export function readWords(typed: string | null | undefined, field: string): string | null {
  const words = (typed ?? '').normalize('NFC').trim();
  if (words.length > MAX_WORDS) throw new Refusal('tooLong', { max: MAX_WORDS }, field);
  return words === '' ? null : words;
}
