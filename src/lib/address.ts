import { toSimplified } from './chinese.ts';
import { fold } from './names.ts';
import { plainText } from './text.ts';

/** Where somebody lives, as far as two spellings of one place can be told to be one. */
export interface Home {
  /** Equal for 上海市浦东新区张杨路100弄5号301室 and 浦东张杨路100弄5-301. */
  key: string;
  /** Down to the door: who shares it lives together. */
  isDoor: boolean;
}

const CHINESE = new Map([...'零一二三四五六七八九'].map((char, digit) => [char, String(digit)]));
const REGION =
  /^(?:中国)?(?:\p{Script=Han}{2,3}?(?:省|自治区))?(?:\p{Script=Han}{2,4}?市)?(?:\p{Script=Han}{1,4}?(?:新区|区|县))?/u;
/** 浦东张杨路: a district or city without its 区 or 市 before a street; in 浦东南路 and 南京西路 it is the street's. */
const BARE_REGION =
  /^(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|浦东|闵行|徐汇|静安|杨浦|宝山|松江|青浦|长宁|黄浦|普陀|虹口|嘉定|奉贤|朝阳|海淀)(?![东南西北中]?[一二三]?(?:大道|公路|路|街))(?=\p{Script=Han}{2})/u;
const STREETS: readonly [RegExp, string][] = [
  [/\bstreet\b/g, 'st'],
  [/\broad\b/g, 'rd'],
  [/\bavenue\b/g, 'ave'],
  [/\b(?:block|blk)\b/g, 'blk'],
  [/\b(?:flat|apartment|apt|unit|room|no)\b\.?|#/g, ' '],
];

/** The key of an address; null where it has no number: a street or an estate alone is many people's. */
export function readHome(text: string): Home | null {
  const plain = fold(toSimplified(plainText(text)));
  const numbered = plain.replace(/[零一二三四五六七八九]+(?=[号弄幢栋座室楼层单])/gu, (digits) =>
    [...digits].map((char) => CHINESE.get(char) ?? char).join(''),
  );
  const numbers = numbered.match(/\d+/g) ?? [];
  if (numbers.length === 0) return null;
  const key = /\p{Script=Han}/u.test(numbered) ? hanKey(numbered) : latinKey(numbered);
  return { key, isDoor: numbers.length >= 2 };
}

function hanKey(text: string): string {
  const joined = text.replace(/[\s,，.。、;]+/gu, '');
  const local = joined.replace(REGION, '').replace(BARE_REGION, '');
  return local.replace(/(?:号楼|单元|[幢栋座号楼层弄室户#-])+/gu, '-').replace(/^-+|-+$/gu, '');
}

/** Words in one order, so that a flat may stand before or after its house. */
function latinKey(text: string): string {
  const short = STREETS.reduce((line, [word, kept]) => line.replace(word, kept), text);
  return (short.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
}
