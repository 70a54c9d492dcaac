import { findHanSurname, fold, pinyinOf, splitName } from '../../../lib/names.ts';

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

/** Days and common words that begin with a surname's character or a capital. */
const NO_NAME =
  /^(?:周[一二三四五六日天末]|时间|安排|方便|马上|成交|任何|常来|(?:mon|tue|wed|thu|fri|sat|sun)|(?:january|february|march|april|may|june|july|august|september|october|november|december|remind|please|can|could|move|call|plan|log|find|show|who|what|when|the|and)$)/iu;

/** What may be a name anywhere in a sentence, the likeliest first: a surname with what follows, words with a capital. */
export function listNames(text: string): string[] {
  const names = new Set<string>();
  const line = text.slice(0, 300);
  for (let at = 0; at < line.length && names.size < 8; at++) {
    const surname = findHanSurname(line.slice(at));
    if (!surname || NO_NAME.test(line.slice(at))) continue;
    for (const more of [2, 1]) {
      const name = line.slice(at, at + surname.length + more);
      if (/^\p{Script=Han}{2,4}$/u.test(name)) names.add(name);
    }
  }
  for (const [name] of line.matchAll(/(?<!\p{L})\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2}/gu))
    if (!NO_NAME.test(name)) names.add(name);
  return [...names].slice(0, 8);
}

/** Whether a Chinese name found inside a sentence is the whole name of somebody, title aside. */
export function isWholeName(name: string, who: string): boolean {
  if (!/\p{Script=Han}/u.test(who)) return true;
  const { surname, given } = splitName(name);
  return `${surname}${given}` === who;
}
