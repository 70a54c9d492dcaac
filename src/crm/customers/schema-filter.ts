import { plainText } from '../../lib/text.ts';
import type { Settings } from '../settings/rules.ts';
import { GRADES, STAGES } from './fields.ts';
import { districtFinder, sourceFinder } from './schema-words/choices.ts';
import { type Finder, placeOf, sortWords, type WordValues } from './schema-words/finder.ts';
import { gradeFinder } from './schema-words/grade.ts';
import { budgetFinder } from './schema-words/means.ts';
import { layoutFinder, purchaseTimeFinder } from './schema-words/need.ts';
import type { CustomerFilter } from './store-search.ts';

/** What a query is read with. */
export interface FilterContext {
  settings: Pick<Settings, 'sources' | 'districts' | 'currency' | 'phoneRegion' | 'stages'>;
  now: Date;
  /** Who asks: 我的 and "mine" are their own. */
  self: string;
  /** Reps whose customers the person may filter by: empty for those who see only their own. */
  reps: readonly { id: string; name: string }[];
}

const STAGE_WORDS: Record<string, string> = {
  潜在: 'potential',
  意向: 'interested',
  洽谈: 'negotiating',
  成交: 'closed',
  流失: 'lost',
};
const OVERDUE = new Set(['overdue', '逾期', '逾期的', '已逾期', '过期', '超期']);
const MINE = new Set(['我的', '我', 'mine', 'my']);
/** Words that ask without saying what for. */
const ASKING =
  /^(?:的|客户|们|所有|全部|哪些|有|谁|想看?|要看?|看|预算|买|customers?|clients?|buyers?|with|in|and|or|all|the|for|wants?|wanting|looking|budget|who|which|are|is|of|show|me|list|[\s,，、;；])*$/iu;

/** Kinds of words that become filters; the order matters as in a line of text. */
const FINDERS: readonly Finder[] = [
  sourceFinder,
  purchaseTimeFinder,
  layoutFinder,
  budgetFinder,
  gradeFinder,
  districtFinder,
];

/**
 * Words of a query that are filters (`两房 浦东 1000万内 A类 逾期`, `3br under 10m overdue`); the rest is
 * search text. A word that could also be a name is a filter only when it names one exactly.
 */
export function readFilterWords(text: string, context: FilterContext): CustomerFilter {
  const filter: CustomerFilter = {};
  const words = text.split(/\s+/u).filter(Boolean);
  const others = words.filter((word) => !readWord(plainText(word), filter, context)).join(' ');
  const { values, rest } = readPhrases(others, context);
  Object.assign(filter, filterOf(values));
  const left = readRep(rest, filter, context);
  if (left !== '' && !ASKING.test(left)) filter.text = left;
  return filter;
}

/** One whole word: a letter, a stage, a name of the office's lists, `grade:A`. */
function readWord(
  word: string,
  filter: CustomerFilter,
  { settings, self }: FilterContext,
): boolean {
  const lower = word.toLowerCase().replace(/[,，、;；。]+$/u, '');
  const grade = /^(?:grade[:=])?([a-d])(?:类|级|类客户)?$/u.exec(lower)?.[1]?.toUpperCase();
  if (grade && (GRADES as readonly string[]).includes(grade)) return note(filter, 'grade', grade);
  const said = lower.replace(/(?:客户|阶段|中|的)+$/u, '');
  const stage =
    findStage(settings.stages, lower) ??
    findStage(settings.stages, said) ??
    STAGE_WORDS[said] ??
    lower.replace(/^stage[:=]/u, '');
  if ((STAGES as readonly string[]).includes(stage)) return note(filter, 'stage', stage);
  if (OVERDUE.has(lower)) return note(filter, 'overdue', true);
  if (MINE.has(lower)) return note(filter, 'repId', self);
  const district = findChoice(settings.districts, lower.replace(/^district[:=]/u, ''));
  if (district) return note(filter, 'districts', [...(filter.districts ?? []), district]);
  const source = findChoice(settings.sources, lower.replace(/^source[:=]/u, ''));
  return source && !filter.source ? note(filter, 'source', source) : false;
}

function note<K extends keyof CustomerFilter>(
  filter: CustomerFilter,
  key: K,
  value: CustomerFilter[K],
): true {
  filter[key] = value;
  return true;
}

/** A stage by the office's own name of it. */
function findStage(list: Settings['stages'], word: string): string | undefined {
  return list.find(({ zh, en }) => [zh, en].some((name) => name.toLowerCase() === word))?.key;
}

function findChoice(list: Settings['sources'], word: string): string | undefined {
  return list.find((one) =>
    [one.key, one.zh, one.en, ...one.aliases].some((name) => name.toLowerCase() === word),
  )?.key;
}

/** What the finders of a line understand, and the words they do not. Digits alone are a phone or a number. */
function readPhrases(text: string, { settings, now }: FilterContext) {
  if (text === '' || /^[\d\s*+-]+$/u.test(text)) return { values: {}, rest: text };
  const { sources, districts, currency, phoneRegion: region } = settings;
  const sorted = sortWords(text, FINDERS, {
    ...{ sources, districts, currency, region, now },
    ...{ zone: 'UTC', locale: 'zh' },
  });
  const values: WordValues = Object.assign({}, ...sorted.pieces.map((piece) => piece.values));
  let rest = '';
  let from = 0;
  for (const piece of sorted.pieces) {
    const [start, end] = placeOf(sorted.source, piece);
    rest += `${text.slice(from, Math.max(from, start))} `;
    from = Math.max(from, end);
  }
  return { values, rest: `${rest}${text.slice(from)}`.replace(/\s+/gu, ' ').trim() };
}

function filterOf(values: WordValues): CustomerFilter {
  const { source, purchaseTime, layouts, budget, grade, districts } = values;
  return {
    ...(source && { source }),
    ...(purchaseTime && { purchaseTime }),
    ...(layouts && { layouts }),
    ...(budget && { budget: { min: budget.min, max: budget.max } }),
    ...(grade && { grade }),
    ...(districts && { districts }),
  };
}

/**
 * A rep's name: said to be one (李娜的, rep:Li Na), or beside other filters. A name alone may be a
 * customer's and stays search text. Answers what is left.
 */
function readRep(text: string, filter: CustomerFilter, { reps }: FilterContext): string {
  const isBeside = Object.keys(filter).length > 0;
  const lower = text.toLowerCase();
  const called = reps.flatMap(({ id, name }) => namesOf(name).map((said) => ({ id, said })));
  for (const { id, said } of called) {
    const marked = [`${said}的`, `顾问${said}`, `rep:${said}`, `${said}'s`, `${said}’s`].find(
      (form) => lower.includes(form),
    );
    const form = marked ?? (isBeside && isWhole(lower, said) ? said : undefined);
    if (form === undefined || filter.repId) continue;
    filter.repId = id;
    const at = lower.indexOf(form);
    return `${text.slice(0, at)} ${text.slice(at + form.length)}`.replace(/\s+/gu, ' ').trim();
  }
  return text;
}

/** How a rep is called: 李娜 Li Na is also 李娜 and Li Na. */
function namesOf(name: string): string[] {
  const whole = name.toLowerCase().trim();
  const parts = [
    /\p{Script=Han}{2,}/u,
    /\p{Script=Latin}[\p{Script=Latin} .'’-]*\p{Script=Latin}/u,
  ];
  const found = parts.flatMap((part) => part.exec(whole)?.[0] ?? []);
  return [...new Set([whole, ...found])];
}

/** Not inside a longer name: Li Na is not in Li Nan. */
function isWhole(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
  return !/[\p{L}\p{N}]/u.test(around);
}
