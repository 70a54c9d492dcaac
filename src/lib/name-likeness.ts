import { distance } from 'fastest-levenshtein';
import { toSimplified } from './chinese.ts';
import { fold, nameKey, pinyinOf, splitName } from './names.ts';
import { plainText } from './text.ts';

/**
 * How two names are alike, the nearest first: letter by letter, traditional for simplified, by sound (王晓芳,
 * Wang Xiaofang), in another order, by a slip, as far as the shorter one says (王女士), by the surname only.
 */
export type NameLikeness =
  | 'same'
  | 'script'
  | 'sound'
  | 'order'
  | 'typo'
  | 'part'
  | 'surname'
  | 'different';

/** How two names are alike; titles count only where they contradict each other. */
export function compareNames(one: string, other: string): NameLikeness {
  const [a, b] = [faceOf(one), faceOf(other)];
  if (a.given === '' || b.given === '' || a.surname === '' || b.surname === '')
    return comparePart(a, b);
  if (a.typed === b.typed) return 'same';
  if (a.plain === b.plain) return 'script';
  if (a.sound === b.sound) return isReordered(a, b) ? 'order' : 'sound';
  if (isSlip(a, b)) return 'typo';
  return a.surnameSound === b.surnameSound ? 'surname' : 'different';
}

/**
 * The syllables and words of a name, blurred by sound: a record is looked up by any of them together with
 * something else, since nobody knows which one is the surname or has the slip. At most four.
 */
export function nameScopes(name: string): string[] {
  const words = nameKey(toSimplified(name)).split(' ').map(blur);
  return [...new Set(words)].filter(Boolean).slice(0, 4);
}

interface Face {
  surname: string;
  given: string;
  gender: string | undefined;
  script: 'han' | 'latin';
  typed: string;
  plain: string;
  sound: string;
  surnameSound: string;
}

function faceOf(name: string): Face {
  const own = splitName(name);
  const simple = splitName(toSimplified(name));
  const join = (parts: { surname: string; given: string }) =>
    fold(plainText(`${parts.surname}${parts.given}`)).replace(/[^\p{L}\p{N}]/gu, '');
  return {
    surname: simple.surname,
    given: simple.given,
    gender: own.gender,
    script: own.script,
    typed: join(own),
    plain: join(simple),
    sound: nameKey(`${simple.surname} ${simple.given}`.trim())
      .split(' ')
      .map(blur)
      .sort()
      .join(' '),
    surnameSound: surnameSound(simple),
  };
}

function surnameSound({ surname, script }: { surname: string; script: 'han' | 'latin' }): string {
  if (script === 'latin') return blur(fold(surname));
  return surname ? blur(pinyinOf(`${surname}某`)?.surname ?? surname) : '';
}

/** 王女士 and 王晓芳: as far as it goes, they agree. 王女士 and 王先生 do not. */
function comparePart(a: Face, b: Face): NameLikeness {
  const opposite = a.gender && b.gender && a.gender !== b.gender;
  if (a.surname && b.surname) {
    if (a.surnameSound !== b.surnameSound) return 'different';
    return opposite ? 'surname' : 'part';
  }
  const [known, short] = a.surname ? [a, b] : [b, a];
  const isGiven =
    short.plain !== '' && known.sound.split(' ').some((part) => short.sound.includes(part));
  if (!a.surname && !b.surname) return a.plain === b.plain && a.plain !== '' ? 'part' : 'different';
  return isGiven && !opposite ? 'part' : 'different';
}

/** The same characters or words in another order. */
function isReordered(a: Face, b: Face): boolean {
  if (a.script !== b.script) return false;
  return a.plain !== b.plain && [...a.plain].sort().join('') === [...b.plain].sort().join('');
}

/** One slip in a name of three characters; one in five letters of its sound, two in ten. */
function isSlip(a: Face, b: Face): boolean {
  if (a.script === 'han' && b.script === 'han') {
    const length = Math.max([...a.plain].length, [...b.plain].length);
    if (length >= 3 && a.surnameSound === b.surnameSound && distance(a.plain, b.plain) === 1)
      return true;
  }
  const length = Math.min(a.sound.length, b.sound.length);
  return length >= 5 && distance(a.sound, b.sound) <= (length >= 10 ? 2 : 1);
}

/** Sounds that are confused (模糊音): zh for z, -ng for -n, l for n. */
function blur(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^l(?=[aeiouv])/, 'n');
}
