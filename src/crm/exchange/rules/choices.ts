import { toSimplified } from '../../../lib/chinese.ts';
import { findField } from '../../customers/fields.ts';
import type { Finder, WordsContext, WordValues } from '../../customers/schema-words/finder.ts';
import { paymentFinder } from '../../customers/schema-words/means.ts';
import {
  layoutFinder,
  purchaseTimeFinder,
  purposeFinder,
} from '../../customers/schema-words/need.ts';
import type { Choice } from '../../settings/rules.ts';

/** How screens call the values of a choice, in every language: by field, by value. */
export type ChoiceWords = Record<string, Record<string, readonly string[]>>;

/** What other programs write for the values of a choice, beside the words of our screens. */
const ALIASES: Record<string, Record<string, string>> = {
  gender: { female: '女士|小姐|f|w|ms|mrs', male: '先生|m|mr' },
  grade: { A: 'a级|a类', B: 'b级|b类', C: 'c级|c类', D: 'd级|d类' },
  arrivalKind: {
    visit: '到访|上门|自然到访|walk in|walk-in|visit|site visit',
    call_in: '电话|来电咨询|call|phone|call in',
    online: '线上|网络|网站|微信|web|website|online',
    partner: '渠道|分销|中介|报备|broker|agency',
    referral: '转介|转介绍|推荐|介绍|referral',
  },
  floors: { low: '低层|低区', middle: '中层|中区', high: '高层|高区' },
  nearby: {
    transit: '近地铁|地铁口|轨道交通|mrt|subway|station',
    school: '学校|近学校|学区房|schools',
  },
  stage: {
    potential: '新客户|潜在客户|new|lead|未成交',
    interested: '意向客户|有意向|qualified',
    negotiating: '洽谈中|洽谈客户|谈判|negotiation',
    closed: '已成交|成交客户|签约|已签约|认购|已认购|sold|won|closed won',
    lost: '战败|流失客户|已流失|失效|dead|closed lost',
  },
  consent: {
    yes: '是|同意|已同意|有|y|true|1|√|✓|agreed',
    no: '否|不同意|未同意|没有|n|false|0|×|declined',
  },
};

const FINDERS: Record<string, Finder> = {
  layouts: layoutFinder,
  purpose: purposeFinder,
  purchaseTime: purchaseTimeFinder,
  payment: paymentFinder,
};

/** Finds the values a cell names among the choices of a column; null when it names none of them. */
export type ChoiceReader = (column: string, text: string) => string[] | null;

/** Reads choices as the screens, other programs and people write them. Made once for a file. */
export function choiceReader(
  words: ChoiceWords,
  office: { sources: readonly Choice[]; districts: readonly Choice[] },
  context: WordsContext,
): ChoiceReader {
  const known = new Map<string, Map<string, string>>();
  const tableOf = (column: string) => {
    const made = known.get(column) ?? namesOf(column, words, office);
    known.set(column, made);
    return made;
  };
  return (column, text) => {
    const whole = tableOf(column).get(foldChoice(text));
    if (whole) return [whole];
    const parts = text
      .split(/[、,，;；/|\n]+/u)
      .map((part) => part.trim())
      .filter(Boolean);
    const named = parts.map((part) => tableOf(column).get(foldChoice(part)));
    if (named.length > 0 && named.every((one) => one !== undefined)) return [...new Set(named)];
    if (column === 'ageBand') return ageBandOf(text);
    const found = FINDERS[column]?.find(toSimplified(text.normalize('NFKC')), context)?.values;
    const value = found?.[column as keyof WordValues] as string | string[] | undefined;
    return value === undefined ? null : [value].flat();
  };
}

function namesOf(
  column: string,
  words: ChoiceWords,
  office: { sources: readonly Choice[]; districts: readonly Choice[] },
): Map<string, string> {
  const names = new Map<string, string>();
  const add = (value: string, name: string) => {
    const folded = foldChoice(name);
    if (folded !== '' && !names.has(folded)) names.set(folded, value);
  };
  const options = findField(column)?.options;
  if (options === 'sources' || options === 'districts') {
    for (const one of office[options])
      for (const name of [one.key, one.zh, one.en, ...one.aliases]) add(one.key, name);
    return names;
  }
  for (const [value, own] of Object.entries(words[column] ?? {}))
    for (const name of [value, ...own]) add(value, name);
  for (const [value, others] of Object.entries(ALIASES[column] ?? {}))
    for (const name of others.split('|')) add(value, name);
  return names;
}

function foldChoice(text: string): string {
  return toSimplified(text.normalize('NFKC').toLowerCase()).replace(/[\s\-–—_]+/gu, '');
}

const AGE =
  /^(\d{2})(?:\s*(?:多|来|几|[-–~至到]\s*(\d{2})|s))?\s*(?:周?岁|years?(?:\s+old)?|y\.?o\.?)?(?:左右)?$/u;

/** 35, 35岁, 30多岁, 31-38, 35 years old: the band it is in; of a range that lies in two bands none. */
function ageBandOf(text: string): string[] | null {
  const [, from, to = from] = AGE.exec(text.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (!from) return null;
  const [band, other] = [bandOf(Number(from)), bandOf(Number(to))];
  return band === other ? [band] : null;
}

function bandOf(age: number): string {
  if (age < 30) return 'under30';
  return age >= 60 ? 'over60' : `${Math.floor(age / 10)}0s`;
}
