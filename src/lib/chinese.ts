import { createRequire } from 'node:module';

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

/** The text in simplified characters. Many to one: good for keys only. */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  const convert =
    fromTraditional ?? (load('opencc-js/t2cn') as OpenCc).Converter({ from: 't', to: 'cn' });
  fromTraditional = convert;
  return convert(text);
}

/** Toneless pinyin, one syllable for each Chinese character, ü as v; the surname's own reading first. */
export function syllables(text: string, as: 'surname' | 'given'): string[] {
  pinyinPro ??= load('pinyin-pro') as Pinyin;
  const mode = as === 'surname' ? ({ surname: 'all' } as const) : {};
  return pinyinPro
    .pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true, ...mode })
    .map((syllable) => syllable.toLowerCase());
}
