import { addDays, type CivilDay, civilDay, startOfDay } from '../../lib/calendar/index.ts';

/** A stretch of time that figures are about: civil days in a zone, the last one included. */
export interface Period {
  key: PeriodKey;
  firstDay: CivilDay;
  lastDay: CivilDay;
  /** As instants; `to` exclusive. */
  from: Date;
  to: Date;
}

/** The periods people ask for, with the words that name them. */
export const PERIODS = {
  month: ['month', 'this month', '本月', '这个月'],
  lastMonth: ['last month', '上月', '上个月'],
  quarter: ['90 days', 'quarter', '90天', '近90天', '近三个月'],
  year: ['year', '365 days', '365天', '近一年', '一年'],
} as const satisfies Record<string, readonly string[]>;
export type PeriodKey = keyof typeof PERIODS;
export const PERIOD_KEYS = Object.keys(PERIODS) as [PeriodKey, ...PeriodKey[]];

/** The pages of the figures, with the words that name them. */
export const PAGES = {
  rep: ['rep', 'reps', 'conversion', '顾问', '转化', '转化率'],
  source: ['source', 'sources', '来源', '渠道'],
  stage: ['stage', 'stages', '阶段', '周期'],
  lost: ['lost', '流失', '流失原因'],
  steps: ['steps', 'playbook', '打法', '步骤'],
  care: [
    ...['satisfaction', 'referrals', 'care', 'viewings', 'visits'],
    ...['满意度', '老带新', '口碑', '带看', '复访'],
  ],
} as const satisfies Record<string, readonly string[]>;
export type Page = keyof typeof PAGES;
export const PAGE_KEYS = Object.keys(PAGES) as [Page, ...Page[]];

/** A period as days of a zone, seen from a moment. */
export function periodOf(key: PeriodKey, now: Date, zone: string): Period {
  const today = civilDay(now, zone);
  const [firstDay, lastDay] = daysOf(key, today);
  return {
    key,
    firstDay,
    lastDay,
    from: startOfDay(firstDay, zone),
    to: startOfDay(addDays(lastDay, 1), zone),
  };
}

function daysOf(key: PeriodKey, today: CivilDay): [CivilDay, CivilDay] {
  const first = `${today.slice(0, 8)}01`;
  switch (key) {
    case 'month':
      return [first, today];
    case 'lastMonth': {
      const last = addDays(first, -1);
      return [`${last.slice(0, 8)}01`, last];
    }
    case 'quarter':
      return [addDays(today, -89), today];
    case 'year':
      return [addDays(today, -364), today];
  }
}

/**
 * What `/digest figures …` asks for: a page and a period in either order, each by default conversion by rep
 * and the last 90 days. Null for words that name neither.
 */
export function readWish(text: string): { page: Page; period: PeriodKey } | null {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const period = find(PERIODS, typed);
  const left = typed.replace(period?.word ?? '', '').trim();
  const page = find(PAGES, left);
  const rest = left.replace(page?.word ?? '', '').trim();
  if (rest !== '' && !/^(?:by|the|of|in|last|按|的|近)$/u.test(rest)) return null;
  return { page: page?.key ?? 'rep', period: period?.key ?? 'quarter' };
}

/** The longest word of a table that the text has, so that 流失原因 is not read as 流失 of 原因. */
function find<K extends string>(
  table: Record<K, readonly string[]>,
  text: string,
): { key: K; word: string } | null {
  const all = (Object.entries(table) as [K, readonly string[]][]).flatMap(([key, words]) =>
    words.map((word) => ({ key, word })),
  );
  const found = all.filter(({ word }) =>
    /^[a-z\d ]+$/.test(word) ? ` ${text} `.includes(` ${word} `) : text.includes(word),
  );
  return found.sort((a, b) => b.word.length - a.word.length)[0] ?? null;
}

/** Conversion of one rep or one source. */
export interface Conversion {
  /** Id of the rep, key of the source; `none` where there is none. */
  key: string;
  /** The cohort: registered in the period. */
  cohort: number;
  /** Of the cohort, until now: came at least as far as this stage. */
  interested: number;
  negotiating: number;
  closedOf: number;
  lostOf: number;
  /** Median days from registration to the deal, of those of the cohort who closed. */
  daysToClose: number | null;
  /** The period: closed in it, whenever they were registered; of these, who had been brought by a customer. */
  closedIn: number;
  referredIn: number;
}

/** Stays in a stage. */
export interface StageStay {
  stage: string;
  /** Came into it in the period. */
  entered: number;
  /** Left it in the period: onwards, back, lost. */
  onward: number;
  back: number;
  lost: number;
  /** Median days of the stays that ended in the period. */
  days: number | null;
}

/** Customers lost in the period for a reason, from a stage. */
export interface Loss {
  reason: string;
  stage: string;
  n: number;
}

/** Something people named in their own words, and how often. */
export interface Named {
  name: string;
  n: number;
}

/** Counts what is named, whatever the case, width and spaces: the most named first, spelled as it first was. */
export function countNames(said: readonly string[]): Named[] {
  const found = new Map<string, Named>();
  for (const text of said) {
    const name = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
    const key = name.toLowerCase().replace(/[\s·.,，。、-]/g, '');
    if (key === '') continue;
    const one = found.get(key);
    if (one) one.n += 1;
    else found.set(key, { name, n: 1 });
  }
  return [...found.values()].sort((a, b) => b.n - a.n);
}

/** What became of a playbook's step that was due in the period. */
export interface StepFigures {
  stage: string;
  key: string;
  /** What a step of the office's own says; null for a native one. */
  text: string | null;
  due: number;
  done: number;
  skipped: number;
  /** Neither done nor skipped, and its day is past. */
  open: number;
}

/** Visits and satisfaction. */
export interface CareFigures {
  /** Parties that came to a viewing, and customers who closed, both in the period: 带看转化率. */
  parties: number;
  closed: number;
  /** Customers whose first visit was in the period, and of these who came again until now: 复访率. */
  firstVisits: number;
  cameAgain: number;
  /** Closed in the period, and of these who had been brought: 老带新率. */
  referred: number;
  satisfaction: { repId: string | null; n: number; sum: number; low: number }[];
}
