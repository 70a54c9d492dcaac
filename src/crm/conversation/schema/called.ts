import { fold, pinyinOf, splitName } from '../../../lib/names.ts';

/** Titles that English puts before a name. */
const TITLE = /^(?:mr|mrs|ms|miss|mdm|madam|dr|prof|sir)\.?$/u;

/**
 * Whether somebody was called by name, not met by chance: in running text a single character or the
 * beginning of a word names nobody. Numbers and phones always do.
 */
export function isCalled(name: string, who: string): boolean {
  const typed = fold(who.normalize('NFKC')).trim();
  if (/^c\s?-?\s?\d+$/u.test(typed) || /^[\d\s*+-]{4,}$/u.test(typed)) return true;
  if (/\p{Script=Han}/u.test(typed))
    return [...typed.replace(/[^\p{Script=Han}]/gu, '')].length > 1;
  const words = (typed.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !TITLE.test(word));
  const known = new Set(wordsOf(name));
  return words.length > 0 && words.every((word) => known.has(word));
}

/** The whole words a name is called by: its own, and the pinyin of a Chinese one in every join. */
function wordsOf(name: string): string[] {
  const latin: string[] = fold(name).match(/[\p{Script=Latin}\p{N}]+/gu) ?? [];
  const pinyin = pinyinOf(name);
  const { surname, given } = splitName(name);
  if (!pinyin) return [...latin, fold(surname), fold(given)];
  const joined = pinyin.given.join('');
  return [...latin, pinyin.surname, joined, `${pinyin.surname}${joined}`, ...pinyin.given];
}
