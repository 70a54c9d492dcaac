import { createRequire } from 'node:module';
import { remembered } from './remember.ts';

/**
 * Traditional to simplified and pinyin. Both libraries are large, so each is loaded on first use;
 * the results serve as keys and for romanised names, never to overwrite what was typed.
 */
const load = createRequire(import.meta.url);

type Converter = (text: string) => string;
type Pinyin = typeof import('pinyin-pro');
type OpenCc = typeof import('opencc-js');

let fromTraditional: Converter | null = null;
let pinyinPro: Pinyin | null = null;

/** Names are short and their parts come again and again; longer texts are not kept. */
const SHORT = 4;
const MANY = 5_000;
const shortSimplified = remembered(MANY, simplify);
const readings = {
  surname: remembered(MANY, (text: string) => readAs(text, { surname: 'all' })),
  given: remembered(MANY, (text: string) => readAs(text, {})),
};

/** The text in simplified characters. Many to one: good for keys only. */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  return text.length > SHORT ? simplify(text) : shortSimplified(text);
}

function simplify(text: string): string {
  const convert =
    fromTraditional ?? (load('opencc-js/t2cn') as OpenCc).Converter({ from: 't', to: 'cn' });
  fromTraditional = convert;
  return convert(text);
}

/** Toneless pinyin, one syllable for each Chinese character, ü as v; the surname's own reading first. */
export function syllables(text: string, as: 'surname' | 'given'): string[] {
  if (text.length <= SHORT) return [...readings[as](text)];
  return readAs(text, as === 'surname' ? { surname: 'all' } : {});
}

function readAs(text: string, as: { surname?: 'all' }): string[] {
  pinyinPro ??= load('pinyin-pro') as Pinyin;
  return pinyinPro
    .pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true, ...as })
    .map((syllable) => syllable.toLowerCase());
}
