import { distance } from 'fastest-levenshtein';
import { syllables, toSimplified } from './chinese.ts';
import { fold, splitName } from './names.ts';
import { queryTokens } from './search-tokens.ts';
import { plainText } from './text.ts';

/** What records whose name is nearly the typed one have: all of `all`, and one of `any`. */
interface NearTokens {
  all: string[];
  any: string[];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter words have too many neighbours. */
const SHORTEST = 4;
const LONGEST = 12;

/**
 * Tokens to look up when nobody is called as typed: for Chinese characters the same sound, the same
 * characters in another order, or two neighbours that are right; for letters one slip (left out, doubled,
 * swapped, another letter) in the longest word. Null where a slip cannot be told from another name.
 */
export function nearTokens(text: string): NearTokens | null {
  const plain = fold(toSimplified(plainText(text))).trim();
  const han = hanOf(plain);
  if (han.length > 1) return { all: [], any: nearHan(han) };
  const words = queryTokens(plain);
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length < SHORTEST || !/^[a-z]+$/u.test(longest)) return null;
  return { all: words.filter((word) => word !== longest), any: slipsOf(longest) };
}

/** The characters of a Chinese name, its title left out. */
function hanOf(text: string): string[] {
  if (!/^\p{Script=Han}{2,6}$/u.test(text)) return [];
  const { surname, given } = splitName(text);
  return [...`${surname}${given}`];
}

function nearHan(characters: string[]): string[] {
  const pairs = characters.slice(1).map((char, nth) => `${characters[nth]}${char}`);
  const turned = characters.slice(1).map((char, nth) => `${char}${characters[nth]}`);
  const [surname = '', ...given] = characters;
  const sound = [...syllables(surname, 'surname'), ...syllables(given.join(''), 'given')].join('');
  return [...new Set([sound.slice(0, LONGEST), ...pairs, ...turned])].filter(Boolean);
}

/** Every word one slip away that is long enough to mean something. */
function slipsOf(word: string): string[] {
  const slips = new Set<string>();
  const add = (one: string) => {
    if (one.length >= SHORTEST && one !== word) slips.add(one.slice(0, LONGEST));
  };
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    add(before + after.slice(1));
    if (after.length > 1) add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
    for (const letter of LETTERS) {
      add(before + letter + after);
      if (after !== '') add(before + letter + after.slice(1));
    }
  }
  slips.delete(word);
  return [...slips];
}

/** Whether a record that was found by near tokens is really near: one character or one slip away. */
export function isNear(text: string, name: string): boolean {
  const typed = hanOf(fold(toSimplified(plainText(text))).trim());
  if (typed.length === 0) return true;
  const parts = splitName(toSimplified(plainText(name)));
  const known = [...`${parts.surname}${parts.given}`];
  const sameCharacters = [...typed].sort().join('') === [...known].sort().join('');
  return (
    sameCharacters ||
    soundOf(typed) === soundOf(known) ||
    (known.length > 2 && distance(typed.join(''), known.join('')) <= 1)
  );
}

const soundOf = ([surname = '', ...given]: string[]): string =>
  [...syllables(surname, 'surname'), ...syllables(given.join(''), 'given')].join(' ');
