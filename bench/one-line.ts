/**
 * Scores the reader of one line on the labelled lines of test/registration/lines, field by field, and
 * times it. The held-out third of the lines is only counted; of the others the misses can be shown.
 * Run: npx tsx bench/one-line.ts [--misses]
 */
import { readLine } from '../src/crm/registration/schema/reader.ts';
import { GENERATED_EN } from '../test/registration/lines/generate-en.ts';
import { GENERATED_ZH } from '../test/registration/lines/generate-zh.ts';
import { HAND_EN } from '../test/registration/lines/hand-en.ts';
import { HAND_ZH } from '../test/registration/lines/hand-zh.ts';
import { OFFICES } from '../test/registration/lines/office.ts';
import {
  KEYS,
  precision,
  recall,
  type Score,
  score,
  type Tally,
} from '../test/registration/lines/score.ts';
import type { LabelledLine } from '../test/registration/lines/truth.ts';

type Locale = 'zh' | 'en';
const SETS: readonly (readonly [string, Locale, readonly LabelledLine[]])[] = [
  ['hand-written', 'zh', HAND_ZH],
  ['hand-written', 'en', HAND_EN],
  ['generated', 'zh', GENERATED_ZH],
  ['generated', 'en', GENERATED_EN],
];
const print = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
const isHeldOut = (_: LabelledLine, nth: number): boolean => nth % 3 === 2;

function scored(lines: readonly LabelledLine[], locale: Locale): Score {
  return score(lines, (text) => readLine(text, OFFICES[locale]), locale);
}

function total({ fields }: Score): Tally {
  const sum = { right: 0, given: 0, said: 0 };
  for (const { right, given, said } of fields.values()) {
    sum.right += right;
    sum.given += given;
    sum.said += said;
  }
  return sum;
}

function showSet(name: string, locale: Locale, lines: readonly LabelledLine[]): void {
  const seen = scored(
    lines.filter((line, nth) => !isHeldOut(line, nth)),
    locale,
  );
  const held = scored(lines.filter(isHeldOut), locale);
  print(`\n${name}, ${locale}: ${lines.length} lines`);
  for (const [label, one] of [
    ['looked at', seen],
    ['held out', held],
  ] as const) {
    const sum = total(one);
    print(
      `  ${label.padEnd(12)} precision ${percent(precision(sum))}  recall ${percent(recall(sum))}  of ${sum.said} values`,
    );
  }
  if (!process.argv.includes('--misses')) return;
  for (const { text, key, said, given } of seen.misses)
    print(`    ${key}: said ${JSON.stringify(said)}, given ${JSON.stringify(given)} · ${text}`);
}

function showFields(locale: Locale): void {
  const lines = SETS.flatMap(([, of, set]) => (of === locale ? set : []));
  const { fields } = scored(lines, locale);
  print(`\n${locale}, all ${lines.length} lines, by field`);
  for (const key of KEYS) {
    const tally = fields.get(key)!;
    print(
      `  ${key.padEnd(14)} precision ${percent(precision(tally))}  recall ${percent(recall(tally))}  of ${tally.said}`,
    );
  }
}

/** The best of five rounds of each line, so that other work on the machine does not count. */
function showTime(): void {
  const times = SETS.flatMap(([, locale, lines]) =>
    lines.map(({ text }) => Math.min(...Array.from({ length: 5 }, () => timeOf(text, locale)))),
  );
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  print(`\ntime per line: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
}

function timeOf(text: string, locale: Locale): number {
  const start = performance.now();
  readLine(text, OFFICES[locale]);
  return performance.now() - start;
}

for (const [name, locale, lines] of SETS) showSet(name, locale, lines);
showFields('zh');
showFields('en');
showTime();
