import { toSimplified } from '../../../lib/chinese.ts';
import { findHanSurname } from '../../../lib/names.ts';
import type { Choice } from '../../settings/rules.ts';
import { type Finder, isDenied, type Span, spanOf, type WordsContext } from './finder.ts';

/** Names that are also everyday words: they count only after a word such as "from", or alone between commas. */
const EVERYDAY = new Set(
  'other others partner partners event events call wechat friend friends family online agent walk web internet phone website sales ad ads 其他 其它 活动 微信 朋友 电话 网络 广告 自己 家人 网上'.split(
    ' ',
  ),
);
/** Never a choice by itself: it says that none of the others fits. */
const NEVER = new Set(['other', '其他', '其它']);

interface Named {
  pattern: RegExp;
  byName: Map<string, string>;
}

/** A pattern over every name of a list, the longest first, in one pass. Made once for a list. */
const made = new WeakMap<readonly Choice[], Named>();

function namesOf(list: readonly Choice[]): Named {
  const known = made.get(list);
  if (known) return known;
  const byName = new Map<string, string>();
  for (const one of list)
    for (const name of [one.zh, one.en, ...one.aliases]) {
      const plain = foldName(name);
      if (plain && !byName.has(plain)) byName.set(plain, one.key);
    }
  const patterns = [...byName.keys()].sort((a, b) => b.length - a.length).map(patternOf);
  const named = { pattern: new RegExp(patterns.join('|') || '(?!)', 'giu'), byName };
  made.set(list, named);
  return named;
}

/** Lower case, simplified, hyphens and runs of blanks one blank: walk-in and Walk in are one. */
function foldName(name: string): string {
  return toSimplified(name.normalize('NFKC').toLowerCase())
    .replace(/[‘’]/gu, "'")
    .replace(/[\s-]+/gu, ' ')
    .trim();
}

function patternOf(name: string): string {
  const words = name
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('[\\s-]?');
  const before =
    /^[\p{L}\p{N}]/u.test(name) && !/^\p{Script=Han}/u.test(name)
      ? '(?<![\\p{Script=Latin}\\d])'
      : '';
  const after =
    /[\p{L}\p{N}]$/u.test(name) && !/\p{Script=Han}$/u.test(name)
      ? '(?![\\p{Script=Latin}\\d])'
      : '';
  return `${before}${words}${after}`;
}

interface Hit {
  key: string;
  name: string;
  span: Span;
  match: RegExpExecArray;
}

function listHits(text: string, list: readonly Choice[]): Hit[] {
  const { pattern, byName } = namesOf(list);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const name = foldName(match[0]);
    const key = byName.get(name) ?? byName.get(name.replace(/ /gu, ''));
    return key ? [{ key, name, span: spanOf(match), match }] : [];
  });
}

const FROM =
  /(?:来源|渠道|来自|通过|经由?|从|(?:在|刷|看)(?:到|了)?|sources?|channel|from|via|through|saw\s+(?:us\s+|it\s+|the\s+ad\s+)?(?:on|in|at)|found\s+us\s+(?:on|via|through)|heard\s+(?:about\s+us\s+|of\s+us\s+)?(?:on|from|via|through))\s?[:：=]?\s?(?:the|an?|our|公司)?\s*$/iu;
const CAME =
  /^(?:牌|上|里|平台|渠道|客户|广告|公司)*(?:看到的?|看了?来的?|刷到的?|来访的?|过?来的|过来|推荐的?|介绍的?|推来的|留言的?|引流|带过?来的?|进来的?|报的|认识的?|了解到?的?|进线|lead\b|enquiry\b|ad\b)|^\s+(?:lead|brought\s+(?:him|her|them)|customer|client)\b/iu;

/** 来源渠道: a name of the office's list; everyday words only where they are said to be the source. */
export const sourceFinder: Finder = {
  id: 'source',
  find(text, { sources }) {
    for (const hit of listHits(text, sources)) {
      if (isDenied(hit.match)) continue;
      const [start, end] = hit.span;
      const lead = FROM.exec(text.slice(0, start));
      const trail = CAME.exec(text.slice(end));
      if (NEVER.has(hit.name) && !/来源|source/iu.test(lead?.[0] ?? '')) continue;
      if (EVERYDAY.has(hit.name) && !lead && !trail && !standsAlone(text, hit.span)) continue;
      const visit = /到访|来访|上门|^walk in$/u.test(hit.name);
      return {
        values: { source: hit.key, ...(visit && { arrivalKind: 'visit' }) },
        spans: [[lead ? wordStart(text, lead.index) : start, end + (trail?.[0].length ?? 0)]],
      };
    }
    return null;
  },
};

function wordStart(text: string, index: number): number {
  let start = index;
  while (/\s/.test(text[start] ?? '')) start++;
  return start;
}

/** Between commas, blanked words or the ends of the text. */
function standsAlone(text: string, [start, end]: Span): boolean {
  return (
    /(?:^|[;|,，。、/])\s*$/u.test(text.slice(0, start)) &&
    /^\s*(?:$|[;|,，。、/])/u.test(text.slice(end))
  );
}

/** 郭静安: a surname before it and nothing else around. */
function isInName(text: string, [start, end]: Span): boolean {
  const before = /(?:^|[^\p{Script=Han}])(\p{Script=Han}{1,2})$/u.exec(text.slice(0, start))?.[1];
  if (!before || findHanSurname(before) !== before) return false;
  return !/^\p{Script=Han}/u.test(text.slice(end)) && end - start <= 2;
}

/** They live, work or own there, or come from there: it is not where they want to buy. */
const ELSEWHERE_BEFORE =
  /(?:(?<![想要])住在?|家在|现居|居住在?|工作在?|上班在?|公司在|单位在|来自|老家|户口在?|籍贯|卖掉?|出售|卖了|租在|不在|远离|离开|自)\s?$|(?:\b(?:lives?|living|works?|working|rents?|renting|stays|staying|based|owns?|owning|sells?|selling|sold|office|home|flat|currently)\s+(?:is\s+|now\s+|a\s+\w+\s+|an?\s+)?(?:in|at|near|from)?|\bfrom|\bleaving)\s*$/iu;
const TO_LIVE = /\b(?:to|wants?|prefers?)\s+(?:stay|live|living|staying)\s+(?:in|at|near)\s*$/iu;
const ELSEWHERE_AFTER =
  /^(?:区|那边|这边)?(?:上班|工作|的?(?:老)?房子|有(?:一套)?房|本地|人(?![民和])|户口|大道|路|机场|大学|医院|银行|站|出发|开车|过来)|^\s+(?:road|rd|airport|hospital|university|resident|local|office)\b/iu;

/** 意向区域: every name of the office's list where they want to buy. */
export const districtFinder: Finder = {
  id: 'districts',
  find(text, { districts }: Pick<WordsContext, 'districts'>) {
    const wanted = listHits(text, districts).filter(({ match, span }) => {
      const before = text.slice(0, span[0]);
      if (isDenied(match) || isInName(text, span)) return false;
      if (ELSEWHERE_BEFORE.test(before) && !TO_LIVE.test(before)) return false;
      return !ELSEWHERE_AFTER.test(text.slice(span[1]));
    });
    if (wanted.length === 0) return null;
    const keys = [...new Set(wanted.map(({ key }) => key))];
    return { values: { districts: keys }, spans: wanted.map(({ span }) => span) };
  },
};
