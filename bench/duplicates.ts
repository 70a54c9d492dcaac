import { matchTexts } from '../src/crm/customers/match-keys.ts';
import type { CustomerValues } from '../src/crm/customers/values.ts';
import { faceOf } from '../src/crm/duplicates/find.ts';
import { compareFaces, isWorthOpening, type Match } from '../src/crm/duplicates/matching.ts';
import { DEFAULTS } from '../src/crm/settings/rules.ts';
import { writeSection } from './report.ts';
import { type Entry, KINDS, type Kind, makeEntries } from './slips.ts';

// How well likely duplicates are found: people with known truth are entered a second time with slips, or
// confused with others, and precision and recall are printed per kind. Each kind has a row, also those that are
// not found. Only people merge: a false pair costs a question, never a record. The same numbers in every run.
//
// Usage: npx tsx bench/duplicates.ts [PEOPLE] [--write]
// 6,000 people unless told otherwise; --write puts the table into bench/RESULTS.md.

const people = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 6_000);
const entries = makeEntries(people);

interface Pair extends Match {
  one: number;
  /** The one that was entered later. */
  at: number;
}

/** What one record is found by: the texts that the register hashes, and what only one may have. */
const textsOf = (values: CustomerValues): { by: string; text: string }[] => [
  ...matchTexts(values),
  ...values.phones.map((phone) => ({ by: 'phone', text: `phone|${phone}` })),
  ...(values.wechat ? [{ by: 'wechat', text: `wechat|${values.wechat}` }] : []),
  ...(values.nationalId ? [{ by: 'nationalId', text: `id|${values.nationalId}` }] : []),
  ...(values.email ? [{ by: 'email', text: `email|${values.email}` }] : []),
];

/** Pairs that share a key, as the register finds them; compared as the register compares them. */
function findPairs(): { pairs: Pair[]; compared: number } {
  const byText = new Map<string, number[]>();
  const pairs: Pair[] = [];
  let compared = 0;
  for (const [at, { values }] of entries.entries()) {
    const others = new Set<number>();
    for (const { by, text } of textsOf(values)) {
      const met = byText.get(text) ?? [];
      for (const one of met)
        if (isWorthOpening(by, values.name, entries[one]!.values.name)) others.add(one);
      byText.set(text, [...met, at]);
    }
    for (const one of others) {
      compared += 1;
      const match = compareFaces(faceOf(values), faceOf(entries[one]!.values));
      if (match && match.score >= DEFAULTS.duplicateScore) pairs.push({ ...match, one, at });
    }
  }
  return { pairs, compared };
}

const percent = (part: number, of: number): string =>
  of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
const isOwn = ({ one, at }: Pair): boolean => entries[at]!.of === one;
const isRight = (pair: Pair): boolean =>
  isOwn(pair) && entries[pair.at]!.kind!.truth !== 'stranger';

function rowOf(kind: Kind, pairs: readonly Pair[]): string[] {
  const entered = entries.filter((entry: Entry) => entry.kind === kind).length;
  const found = pairs.filter(({ at }) => entries[at]!.kind === kind);
  const own = found.filter(isOwn);
  const right = found.filter(isRight);
  const named = right.filter((pair) => pair.kind === kind.truth).length;
  const isSame = kind.truth !== 'stranger';
  return [
    kind.group,
    kind.name,
    String(entered),
    isSame ? percent(right.length, entered) : '–',
    percent(right.length, found.length),
    isSame ? percent(named, right.length) : '–',
    isSame ? '–' : percent(own.length, entered),
  ];
}

const HEAD = ['', 'second entry', 'entered', 'recall', 'precision', 'named right', 'asked wrongly'];

function main(): void {
  const started = performance.now();
  const { pairs, compared } = findPairs();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const rows = KINDS.map((kind) => rowOf(kind, pairs));
  const chance = pairs.filter((pair) => !isOwn(pair)).length;
  const facts = [
    `${entries.length.toLocaleString('en')} records of ${people.toLocaleString('en')} people, threshold ${DEFAULTS.duplicateScore}; ${compared.toLocaleString('en')} pairs opened of ${((entries.length * (entries.length - 1)) / 2).toLocaleString('en')}, ${seconds} s.`,
    `All: precision ${percent(pairs.filter(isRight).length, pairs.length)} of ${pairs.length.toLocaleString('en')} questions; ${chance} of them between people who have nothing to do with each other. False merges: 0, since only people merge.`,
    'Named right: a family said to be a family, one person to be one person. Asked wrongly: of strangers. A number given to somebody else is refused, not asked, since one phone is one record.',
  ];
  const widths = HEAD.map((_, at) => Math.max(...[HEAD, ...rows].map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ');
  process.stdout.write(`${[line(HEAD), ...rows.map(line), '', ...facts].join('\n')}\n`);
  if (!process.argv.includes('--write')) return;
  const table = [HEAD, HEAD.map((_, at) => (at < 2 ? '---' : '---:')), ...rows];
  writeSection(new URL('./RESULTS.md', import.meta.url), 'Likely duplicates', [
    `Generated people with known truth, the same in every run: \`npx tsx bench/duplicates.ts${people === 6_000 ? '' : ` ${people}`} --write\`.`,
    '',
    ...table.map((row) => `| ${row.join(' | ')} |`),
    '',
    ...facts.map((fact) => `- ${fact}`),
  ]);
}

main();
