/**
 * Scores lib/when on the reference phrases in ../shared/dates beside plain chrono, and times it.
 * Run: npx tsx bench/when.ts [--misses] [--all]. Without the phrases it says so and ends.
 */
import { existsSync, readFileSync } from 'node:fs';
import { en, zh } from 'chrono-node';
import { wallClock } from '../src/lib/calendar/index.ts';
import { parseWhen } from '../src/lib/when/index.ts';

type Case = {
  text: string;
  sentence?: string;
  lang: 'zh' | 'en';
  ref: string;
  tz: string;
  expected: string;
  expectedEnd?: string;
  alt?: string[];
  grain: 'minute' | 'hour' | 'day' | 'daypart' | 'window' | 'coarse';
  category: string;
  disputed?: boolean;
};
type Verdict = 'right' | 'wrong' | 'none';
type Parser = (text: string, one: Case) => Date | null;

const FOLDER = new URL('../../shared/dates/', import.meta.url);
const FILES = ['rep_phrases', 'duckling_zh', 'ms_zh', 'jionlp_zh', 'duckling_en', 'ms_en'];
const MAIN = new Set(['date', 'datetime', 'time', 'daypart']);
const HOUR = 3_600_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

const ours: Parser = (text, one) =>
  parseWhen(text, { now: new Date(one.ref), zone: one.tz, locale: one.lang })?.instant ?? null;

const chrono: Parser = (text, one) => {
  const parser = one.lang === 'zh' ? zh : en.casual;
  const now = new Date(one.ref);
  const minutes = offsetMinutes(now, one.tz);
  return parser.parseDate(text, { instant: now, timezone: minutes }, { forwardDate: true });
};

function offsetMinutes(instant: Date, zone: string): number {
  const wall = wallClock(instant, zone);
  return wall.day * 1440 + wall.minute - Math.floor(instant.getTime() / 60_000);
}

function judge(found: Date | null, one: Case): Verdict {
  if (!found) return 'none';
  const accepted = [one.expected, ...(one.alt ?? [])].map((text) => new Date(text));
  return accepted.some((date) => fits(found, date, one)) ? 'right' : 'wrong';
}

function fits(found: Date, expected: Date, one: Case): boolean {
  const end = one.expectedEnd ? new Date(one.expectedEnd).getTime() : expected.getTime();
  const at = found.getTime();
  const [a, b] = [wallClock(found, one.tz), wallClock(expected, one.tz)];
  const hour = (minute: number) => Math.floor(minute / 60);
  switch (one.grain) {
    case 'minute':
      return Math.abs(at - expected.getTime()) <= 60_000;
    case 'hour':
      return a.day === b.day && hour(a.minute) === hour(b.minute);
    case 'day':
      return a.day === b.day;
    case 'daypart':
      return a.day === b.day && at >= expected.getTime() - 2 * HOUR && at <= end + 2 * HOUR;
    default:
      return at >= expected.getTime() && at < end;
  }
}

type Tally = { right: number; wrong: number; none: number };
const empty = (): Tally => ({ right: 0, wrong: 0, none: 0 });

function load(name: string): Case[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Case[];
}

function score(cases: Case[], parser: Parser, pick: (one: Case) => string): Tally {
  const tally = empty();
  for (const one of cases) tally[judge(parser(pick(one), one), one)]++;
  return tally;
}

function show(label: string, tally: Tally, beside?: Tally): void {
  const total = tally.right + tally.wrong + tally.none;
  if (total === 0) return;
  const percent = (value: number) => `${((100 * value) / total).toFixed(1)} %`;
  const other = beside
    ? `   plain chrono ${percent(beside.right)} right, ${percent(beside.wrong)} wrong`
    : '';
  print(
    `${label.padEnd(34)} ${String(tally.right).padStart(4)}/${String(total).padEnd(4)} ${percent(tally.right).padStart(8)} right ${percent(tally.wrong).padStart(7)} wrong${other}`,
  );
}

function misses(cases: Case[], pick: (one: Case) => string): void {
  for (const one of cases) {
    const found = ours(pick(one), one);
    const verdict = judge(found, one);
    if (verdict === 'right') continue;
    print(
      `  ${verdict.padEnd(5)} ${JSON.stringify(pick(one))} at ${one.ref} expected ${one.expected} (${one.grain}, ${one.category}) got ${found?.toISOString() ?? 'null'}`,
    );
  }
}

function speed(cases: Case[]): void {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const one of cases) {
      const start = performance.now();
      ours(one.text, one);
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  print(`time per phrase: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
}

function main(): void {
  if (!existsSync(FOLDER)) {
    print('skipped: the reference phrases are not here (../shared/dates)');
    return;
  }
  const sets = FILES.map((name) => ({ name, cases: load(name).filter((one) => !one.disputed) }));
  const all = sets.flatMap(({ cases }) => cases);
  const text = (one: Case) => one.text;
  print('Main score (date, datetime, time, daypart)');
  for (const { name, cases } of sets) {
    const scored = cases.filter((one) => MAIN.has(one.category));
    show(name, score(scored, ours, text), score(scored, chrono, text));
  }
  for (const lang of ['zh', 'en'] as const) {
    const scored = all.filter((one) => one.lang === lang && MAIN.has(one.category));
    show(`all ${lang}`, score(scored, ours, text), score(scored, chrono, text));
    const sentences = scored.filter((one) => one.sentence);
    show(`  with sentence ${lang}: phrase`, score(sentences, ours, text));
    show(
      `  with sentence ${lang}: sentence`,
      score(sentences, ours, (one) => one.sentence ?? ''),
      score(sentences, chrono, (one) => one.sentence ?? ''),
    );
  }
  print('Apart');
  for (const category of ['coarse', 'holiday', 'lunar', 'timezone', 'latent', 'bareNumber']) {
    for (const lang of ['zh', 'en'] as const) {
      const scored = all.filter((one) => one.lang === lang && one.category === category);
      show(`${category} ${lang}`, score(scored, ours, text), score(scored, chrono, text));
    }
  }
  const reps = all.filter((one) => sets[0]?.cases.includes(one));
  show('rep_phrases, every category', score(reps, ours, text));
  const nulls = JSON.parse(readFileSync(new URL('must_be_null.json', FOLDER), 'utf8')) as string[];
  const context = { now: new Date('2026-11-18T06:00:00Z'), zone: 'Asia/Shanghai' };
  const answered = nulls.filter((one) =>
    (['zh', 'en'] as const).some((locale) => parseWhen(one, { ...context, locale })),
  );
  print(
    `must_be_null: ${nulls.length - answered.length}/${nulls.length} null ${answered.join(' | ')}`,
  );
  speed(all.filter((one) => MAIN.has(one.category)));
  if (process.argv.includes('--misses')) {
    const shown = process.argv.includes('--all')
      ? all
      : all.filter((one) => MAIN.has(one.category) || reps.includes(one));
    misses(shown, text);
    print('sentences');
    misses(
      shown.filter((one) => one.sentence && MAIN.has(one.category)),
      (one) => one.sentence ?? '',
    );
  }
}

main();
