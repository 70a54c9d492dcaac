import { type Find, type Finder, firstOf, isDenied, spanOf } from './finder.ts';

const GRADE =
  /(?<![a-z0-9])(?:([a-d])\s?[类级等](?:客户?|意向)?(?!\p{Script=Han}{0,1}[别])|(?:等级|级别|意向等级|grade)\s?[:=]?\s?([a-d])(?:\+|-)?(?![\p{L}\d])[类级]?|([a-d])[\s-]grade\b)/giu;
/** A capital letter all by itself: `三房 800万 A`. */
const LETTER = /(?<=^|[\s,，、。;；|])[A-D](?=$|[\s,，、。;；|])/gu;
/** What makes such a letter the name of a building or a floor plan, or one of several. */
const NAMES_BEFORE =
  /(?:\b(?:block|blk|tower|building|unit|wing|phase|stack|type|plan|zone|district|class|option|level|floor|room|or|and|to|vs|the|a)|[栋座幢区期或和与至到]|户型|单元|楼)[\s,，、]*$/iu;
const NAMES_AFTER = /^[\s,，、]*(?:(?:or|and|to)\b|[户型栋座幢区单楼期组或和与至到])/iu;
/** `A big family`: an article; `A tomorrow 3pm` is none. */
const NOUN_AFTER =
  /^\s+(?!(?:today|tonight|tomorrow|next|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)[a-z]/u;

/** The grade that stands there as a letter by itself; null where there is none, or more than one. */
function findLetter(text: string): Find | null {
  const letters = [...text.matchAll(LETTER)].filter(({ 0: letter, index }) => {
    const [before, after] = [text.slice(0, index), text.slice(index + 1)];
    if (letter === 'A' && NOUN_AFTER.test(after)) return false;
    return !NAMES_BEFORE.test(before) && !NAMES_AFTER.test(after);
  });
  const [only] = letters;
  if (!only || letters.length > 1) return null;
  return { values: { grade: only[0] }, spans: [spanOf(only)] };
}

const WARMTH: readonly (readonly [RegExp, string])[] = [
  [
    /高意向|意向(?:很|非常|特别)?(?:高|强烈?)(?:客户)?|\bhot(?:\s+(?:lead|buyer|client|prospect))?\b(?!\s+(?:water|weather|spring|tub|pot|kitchen))/giu,
    'A',
  ],
  [/\bwarm(?:\s+(?:lead|buyer|client|prospect))?\b(?!\s+(?:weather|climate|colou?rs?))/giu, 'B'],
];

/** 等级: by its letter, or by the words that everybody means one letter with. */
export const gradeFinder: Finder = {
  id: 'grade',
  find(text): Find | null {
    for (const match of text.matchAll(GRADE)) {
      const letter = match[1] ?? match[2] ?? match[3] ?? '';
      return { values: { grade: letter.toUpperCase() }, spans: [spanOf(match)] };
    }
    const letter = findLetter(text);
    if (letter) return letter;
    const found = firstOf(text, WARMTH, (match) => !isDenied(match));
    return found && { values: { grade: found.value }, spans: [found.span] };
  },
};
