import { resolve } from 'node:path';
import type { Ctx } from '../crm/context.ts';
import { columnLetter, guessAny } from '../crm/exchange/rules/columns.ts';
import { openTable, type Table } from '../crm/exchange/scan.ts';
import { checkImport } from '../crm/exchange/usecases/check.ts';
import {
  type ImportRecord,
  listImportTeams,
  readImports,
  readMapping,
  readRowsBehind,
  remapImport,
} from '../crm/exchange/usecases/manage.ts';
import { runImport, startImport } from '../crm/exchange/usecases/run.ts';
import { mapByHand, openAtTerminal } from '../crm/exchange/usecases/terminal.ts';
import { readUndoable, runUndo, startUndo } from '../crm/exchange/usecases/undo.ts';
import { columnLabel, columnWords, rowSentence } from '../i18n/columns.ts';
import { progressBar } from '../i18n/format.ts';
import type { Messages } from '../i18n/words.ts';
import { Refusal } from '../lib/refusal.ts';
import { fileSource } from '../lib/table/index.ts';
import { type Command, requireArgument, type Terminal, UsageError } from './command.ts';
import { asOperator } from './operator.ts';

/** How people call an encoding. */
const ENCODINGS = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', gb18030: 'GBK' };

/** Rows that are listed unless all are asked for. */
const MOST_ROWS = 30;

/** Says what would become of each row of a file, or brings them in. */
export const importFile: Command['run'] = (terminal) =>
  asOperator(terminal, async (ctx, w) => {
    const file = resolve(requireArgument(terminal, 'the file'));
    const table = await openTable(await fileSource(file), ctx.keys, 'terminal');
    const { kind, encoding } = table.looked;
    terminal.say(w.exchange.terminal.encoding({ kind, encoding: ENCODINGS[encoding] }));
    const teamId = await teamOf(ctx, terminal.options.team);
    const { record, before } = await openAtTerminal(ctx, { teamId, table });
    if (before) terminal.say(`${w.exchange.terminal.again} ${before.createdAt.toISOString()}`);
    if (record.state === 'running') {
      if (!terminal.options.run) throw new Refusal('importMoved');
      terminal.say(w.exchange.terminal.resumed({ row: record.doneRow }));
      return bringIn(ctx, { terminal, w, table }, record);
    }
    const checked = await check(ctx, { terminal, w, table }, record);
    if (checked.state !== 'checked') return 1;
    if (!terminal.options.run) {
      terminal.say(w.exchange.terminal.nothingYet);
      return 0;
    }
    return bringIn(ctx, { terminal, w, table }, await startImport(ctx, checked.id));
  });

/** Takes an import back. */
export const takeBack: Command['run'] = (terminal) =>
  asOperator(terminal, async (ctx, w) => {
    const id = requireArgument(terminal, 'the id of the import');
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw new UsageError('that is no id of an import');
    const { free, builtOn, numbers, record } = await readUndoable(ctx, id);
    if (record.state !== 'undoing') await startUndo(ctx, id);
    await runUndo(ctx, id);
    terminal.say(w.exchange.terminal.undone({ n: free }));
    if (builtOn > 0)
      terminal.say(w.exchange.terminal.builtOn({ n: builtOn, numbers: sayNumbers(numbers) }));
    return 0;
  });

/** Lists imports. */
export const listBrought: Command['run'] = (terminal) =>
  asOperator(terminal, async (ctx, w) => {
    const imports = await readImports(ctx, 50);
    for (const one of imports)
      terminal.say(
        [one.id, one.createdAt.toISOString(), stateOf(w, one), countsOf(w, one)].join('\t'),
      );
    if (imports.length === 0) terminal.say(w.exchange.none);
    return 0;
  });

const stateOf = (w: Messages, { state }: ImportRecord) => w.exchange.states[state] ?? state;

/** What was done, or what would be while nothing is written. */
const countsOf = ({ exchange }: Messages, record: ImportRecord): string =>
  record.startedAt ? exchange.terminal.done(record) : exchange.terminal.counts(record);

interface Work {
  terminal: Terminal;
  w: Messages;
  table: Table;
}

async function check(ctx: Ctx, { terminal, w, table }: Work, record: ImportRecord) {
  const named = columnWords();
  const said = saidColumns(terminal.options.map);
  if (said.length > 0) {
    const guess = (first: Parameters<typeof guessAny>[0]) => guessAny(first, named.columns);
    const mapping = await mapByHand(table, named.columns, said, guess);
    await remapImport(ctx, record.id, { mapping });
  }
  const checked = await checkImport(ctx, record.id, { table, words: named });
  const { mapping } = await readMapping(ctx, record.id);
  for (const [nth, { heading, column }] of mapping.columns.entries())
    terminal.say(
      w.exchange.terminal.recognised({
        letter: columnLetter(nth),
        heading,
        column: columnLabel(w, column),
      }),
    );
  if (checked.state === 'unmapped')
    terminal.say(
      checked.kind === 'units' ? w.exchange.units.terminalUnmapped : w.exchange.terminal.unmapped,
    );
  else await sayCounts(ctx, { terminal, w }, checked);
  return checked;
}

async function sayCounts(
  ctx: Ctx,
  { terminal, w }: Pick<Work, 'terminal' | 'w'>,
  record: ImportRecord,
): Promise<void> {
  const said = w.exchange.terminal;
  terminal.say(countsOf(w, record));
  if (record.unassigned > 0) terminal.say(said.unassigned({ n: record.unassigned }));
  const isAhead = record.state === 'checked';
  const [possible, alike] = isAhead ? [record.possible, record.alike] : [0, 0];
  if (possible > 0) terminal.say(said.possible({ n: possible }));
  if (alike > 0) terminal.say(said.alike({ n: alike }));
  if (record.untold > 0) terminal.say(w.exchange.rows.untold({ n: record.untold }));
  const limit = terminal.options['all-rows'] ? 1_000_000 : MOST_ROWS;
  const { rows } = await readRowsBehind(ctx, record.id, { limit, offset: 0 });
  for (const row of rows) terminal.say(said.row({ row: row.row, why: rowSentence(w, row) }));
  const more = record.refused + record.duplicate + possible + alike - record.untold - rows.length;
  if (more > 0) terminal.say(said.moreRows({ n: more }));
}

async function bringIn(ctx: Ctx, { terminal, w, table }: Work, record: ImportRecord) {
  const onProgress = progressOn(process.stderr, w);
  const done = await runImport(ctx, record.id, table, { words: columnWords(), onProgress });
  if (process.stderr.isTTY) process.stderr.write('\n');
  await sayCounts(ctx, { terminal, w }, done);
  if (done.kind === 'customers') terminal.say(w.exchange.terminal.sweepHint);
  terminal.say(w.exchange.terminal.undoHint({ id: done.id }));
  return 0;
}

/** A bar that is drawn over itself; where nobody looks (a file, a pipe) it is not drawn. */
function progressOn(stream: NodeJS.WriteStream, w: Messages) {
  return (record: ImportRecord): void => {
    if (!stream.isTTY) return;
    const { created, updated, duplicate, refused, total, doneRow } = record;
    const share = (created + updated + duplicate + refused) / Math.max(1, total ?? 1);
    const bar = progressBar(share, 30);
    const percent = Math.floor(share * 100);
    stream.write(`\r${w.exchange.terminal.progress({ bar, percent, done: doneRow })}`);
  };
}

/** `电话=phones`: the heading as the file has it, and what it is. */
function saidColumns(given: unknown): { heading: string; column: string }[] {
  const list = Array.isArray(given) ? (given as string[]) : [];
  return list.map((one) => {
    const at = one.lastIndexOf('=');
    if (at < 1) throw new UsageError(`--map "${one}" is not HEADING=COLUMN`);
    return { heading: one.slice(0, at), column: one.slice(at + 1).trim() };
  });
}

async function teamOf(ctx: Ctx, named: unknown): Promise<string> {
  const teams = await listImportTeams(ctx);
  if (typeof named !== 'string') {
    if (teams.length > 1)
      throw new Refusal('importTeamMissing', { teams: teams.map(({ name }) => name).join(', ') });
    return teams[0]!.id;
  }
  const found = teams.find(({ name, id }) => name === named || id === named);
  if (!found) throw new Refusal('importTeamUnknown', { team: named });
  return found.id;
}

const sayNumbers = (numbers: readonly number[]) => numbers.map((one) => `C-${one}`).join(', ');
