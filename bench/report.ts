import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** One measured thing beside its floor. */
export interface Row {
  what: string;
  /** What the same machine does at least, in the same run. */
  floor: string;
  ours: string;
  ratio: string;
  /** What the design allows; the reader judges, nothing here fails. */
  budget: string;
}

export interface Run {
  customers: number;
  contacts: number;
  loadSeconds: number;
  server: string;
  rows: Row[];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says a row as soon as it is known. */
export function say(row: Row): void {
  print(
    `\n${row.what}\n  floor   ${row.floor}\n  ours    ${row.ours}\n  ratio   ${row.ratio}\n  budget  ${row.budget}`,
  );
}

export const note = print;

/** Writes bench/RESULTS.md: the rows with the facts of the machine and the day. Its other sections stay. */
export function writeResults(path: URL, run: Run): void {
  const facts = [
    `${run.customers.toLocaleString('en')} customers, ${run.contacts.toLocaleString('en')} contacts, loaded in ${Math.round(run.loadSeconds)} s.`,
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}, PostgreSQL ${run.server} with its default durability.`,
    `Measured on ${new Date().toISOString().slice(0, 10)} at ${commit()} with \`npm run bench -- --customers ${run.customers}\`.`,
  ];
  const table = [
    '| what | floor in the same run | ours | ratio | budget |',
    '|---|---|---|---|---|',
    ...run.rows.map(
      (row) => `| ${[row.what, row.floor, row.ours, row.ratio, row.budget].join(' | ')} |`,
    ),
  ];
  writeFileSync(
    path,
    `${['# Measured', '', ...facts.map((fact) => `- ${fact}`), '', ...table].join('\n')}\n${sectionsOf(path).join('')}`,
  );
}

/** Sections of a file, each from its heading on. */
function sectionsOf(path: URL): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/(?=^\n## )/mu)
      .slice(1);
  } catch {
    return [];
  }
}

/** Writes one section of a file of results; the others stay. */
export function writeSection(path: URL, title: string, lines: readonly string[]): void {
  const [head = '# Measured\n'] = readFileSync(path, 'utf8').split(/(?=^\n## )/mu);
  const others = sectionsOf(path).filter((one) => !one.startsWith(`\n## ${title}\n`));
  const own = `\n## ${title}\n\n${lines.join('\n')}\n`;
  writeFileSync(path, [head, ...others, own].join(''));
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}
