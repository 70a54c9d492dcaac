import { Refusal } from '../../lib/refusal.ts';

/** Most numbers in one line. */
const MOST = 500;

/**
 * Reads `C-1001, 1005, C-1010–1020`: the customers meant, each once; an empty line means all (null).
 * Throws `numbersUnreadable` with what was not understood, `numbersMany`.
 */
export function readNumbers(text: string | null): number[] | null {
  const typed = (text ?? '').normalize('NFKC').trim();
  if (typed === '') return null;
  const numbers = new Set<number>();
  const joined = typed.replace(/\s*(?:[-–—~～]|到|至|to)\s*(?=c?-?\d)/giu, (range, at) =>
    /\d\s*$/u.test(typed.slice(0, at)) ? '..' : range.trim(),
  );
  for (const part of joined.split(/[\s,，、;；]+/u).filter(Boolean)) {
    const found = /^c?-?(\d{1,9})(?:\.\.c?-?(\d{1,9}))?$/iu.exec(part);
    const [from, to] = [Number(found?.[1]), Number(found?.[2] ?? found?.[1])];
    if (!found || to < from)
      throw new Refusal('numbersUnreadable', { text: part.slice(0, 40) }, 'numbers');
    if (to - from >= MOST || numbers.size + (to - from) >= MOST)
      throw new Refusal('numbersMany', { max: MOST }, 'numbers');
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return [...numbers];
}
