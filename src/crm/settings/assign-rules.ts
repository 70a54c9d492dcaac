import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { AssignRule, Settings } from './rules.ts';

/** What the rows of the assignment are written with: people's names, the office's lists, a language. */
export interface AssignNames {
  reps: readonly { id: string; name: string }[];
  settings: Pick<Settings, 'sources' | 'districts'>;
  locale: Locale;
}

/** How each side of a row is called; the first word is the one that is written. */
const BY: Record<AssignRule['by'], Record<Locale, string[]>> = {
  source: { zh: ['来源', '来源渠道', '渠道'], en: ['source'] },
  district: { zh: ['区域', '意向区域'], en: ['district', 'area'] },
  language: { zh: ['语言', '沟通语言'], en: ['language'] },
};
const LANGUAGES = {
  zh: { zh: '中文', en: 'Chinese', others: ['zh', '汉语', '普通话', 'mandarin'] },
  en: { zh: '英文', en: 'English', others: ['en', '英语'] },
} as const;

/**
 * A row as people write it: `来源 抖音 → 李娜、张伟`, `source Douyin → Li Na, Zhang Wei`. Who left is not
 * written any more; a row with nobody left is none.
 */
export function writeAssignRule(rule: AssignRule, names: AssignNames): string[] {
  const { locale } = names;
  const who = rule.repIds.flatMap((id) => writeName(id, names));
  if (who.length === 0) return [];
  const value = namesOf(rule.by, names).find(({ key }) => key === rule.value);
  const list = who.join(locale === 'zh' ? '、' : ', ');
  return [`${BY[rule.by][locale][0]} ${value?.[locale] ?? rule.value} → ${list}`];
}

/**
 * The rows of the assignment, in their order. Throws `assignUnreadable`, `assignNoValue`, `assignNobody`,
 * `assignTwoNames` or `assignTwice` with what was not understood.
 */
export function readAssignRules(key: string, lines: string[], names: AssignNames): AssignRule[] {
  const rules: AssignRule[] = [];
  for (const line of lines) {
    const rule = readAssignRule(key, line, names);
    if (rules.some(({ by, value }) => by === rule.by && value === rule.value))
      throw new Refusal('assignTwice', { line: brief(line) }, key);
    rules.push(rule);
  }
  return rules;
}

function readAssignRule(key: string, line: string, names: AssignNames): AssignRule {
  const [left = '', right = '', ...more] = line.split(/\s*(?:→|[-=–—]+>|:)\s*/u);
  const by = sideOf(left);
  if (!by || right === '' || more.length > 0)
    throw new Refusal('assignUnreadable', { line: brief(line) }, key);
  const said = fold(by.said);
  const value = namesOf(by.side, names).find(({ spoken }) => spoken.includes(said));
  if (!value) throw new Refusal('assignNoValue', { value: brief(by.said) }, key);
  const who = right.split(/\s*[,、;]\s*/u).filter(Boolean);
  const repIds = [...new Set(who.map((name) => readName(key, name, names)))];
  return { by: by.side, value: value.key, repIds };
}

/** Which kind of row it is, and what comes after the word for it. */
function sideOf(left: string): { side: AssignRule['by']; said: string } | null {
  const sides = Object.entries(BY) as [AssignRule['by'], Record<Locale, string[]>][];
  const spoken = sides.flatMap(([side, { zh, en }]) =>
    [...zh, ...en].map((word) => ({ side, word })),
  );
  // The longest first, so that 来源渠道 is not read as 来源 of 渠道….
  for (const { side, word } of spoken.sort((a, b) => b.word.length - a.word.length)) {
    const rest = left.slice(word.length);
    const isWhole = !/[a-z]$/i.test(word) || !/^[a-z]/i.test(rest);
    if (fold(left.slice(0, word.length)) === word && isWhole && rest.trim() !== '')
      return { side, said: rest.trim() };
  }
  return null;
}

/** What may stand on the left of a row: key, its name in both languages, every way to say it. */
function namesOf(by: AssignRule['by'], { settings }: AssignNames) {
  if (by === 'language') {
    return Object.entries(LANGUAGES).map(([key, { zh, en, others }]) => ({
      key,
      zh: zh as string,
      en: en as string,
      spoken: [zh, en, ...others].map(fold),
    }));
  }
  return settings[by === 'source' ? 'sources' : 'districts'].map(({ key, zh, en, aliases }) => ({
    key,
    zh,
    en,
    spoken: [key, zh, en, ...aliases].map(fold),
  }));
}

/** A name that two people have carries the end of the id: `李娜#0001`. */
function writeName(id: string, { reps }: AssignNames): string[] {
  const rep = reps.find((one) => one.id === id);
  if (!rep) return [];
  const isShared = reps.some((one) => one.id !== id && fold(one.name) === fold(rep.name));
  return [isShared ? `${rep.name}#${markOf(id)}` : rep.name];
}

function readName(key: string, said: string, { reps }: AssignNames): string {
  const [, name = '', mark] = /^@?(.*?)(?:#([0-9a-f]{4}))?$/iu.exec(said) ?? [];
  const found = reps.filter(
    (rep) => fold(rep.name) === fold(name) && (!mark || markOf(rep.id) === mark),
  );
  if (found.length > 1) {
    const marked = found.map((rep) => `${rep.name}#${markOf(rep.id)}`).join(', ');
    throw new Refusal('assignTwoNames', { name: brief(said), marked }, key);
  }
  if (!found[0]) throw new Refusal('assignNobody', { name: brief(said) }, key);
  return found[0].id;
}

const markOf = (id: string): string => id.slice(-4);
const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const brief = (text: string): string => text.slice(0, 40);
