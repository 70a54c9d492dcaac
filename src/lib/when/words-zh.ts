import { ZH_NUMBER } from './numbers.ts';

/** Pieces of patterns for Chinese numbers and weeks. */

export const N = `(${ZH_NUMBER})`;

export const WEEK = '(?:周|星期|礼拜|拜)';

export const WHICH = '(下+|上+|再下|这|本|今|当|呢)';

/** 这 0, 下 1, 下下 2, 上 -1. */
export function shiftOf(word: string | undefined): number {
  const text = word ?? '';
  const ups = [...text].filter((char) => char === '下').length;
  const downs = [...text].filter((char) => char === '上').length;
  return ups - downs;
}

const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

/** 1 (Monday) to 7 for 一 … 日, 天 or a digit; NaN for anything else. */
export function weekdayOf(word: string | undefined): number {
  return WEEKDAYS[word ?? ''] ?? Number(word);
}
