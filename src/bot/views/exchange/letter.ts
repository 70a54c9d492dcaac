import type { ImportShown } from '../../../crm/exchange/usecases/letter.ts';
import { columnLabel } from '../../../i18n/columns.ts';
import { formatNumber, progressBar } from '../../../i18n/format.ts';
import { type Messages, refusalSentence } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import { type AnyBlock, actions, button, confirm, context, section } from '../../blocks.ts';

interface Reader {
  w: Messages;
  locale: Locale;
}

type Shown = ImportShown['record'];

/** The message that shows a dropped file on its way: counts and the names of our own columns, nothing of the file. */
export function importLetter(shown: ImportShown, reader: Reader): Letter {
  const { w } = reader;
  const { record } = shown;
  const buttons = buttonsOf(record, w);
  const body: AnyBlock[] = [
    section([headOf(shown, reader), ...linesOf(record, reader)].join('\n')),
    ...(record.state === 'checked' || record.state === 'unmapped' ? columnsOf(shown, reader) : []),
    ...(fileLine(record, w) ? [section(fileLine(record, w)!)] : []),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
  return { text: w.exchange.letter.note, body };
}

function headOf({ record }: ImportShown, { w, locale }: Reader): string {
  const said = w.exchange.letter;
  if (record.state === 'failed') return said.failed({ why: whyOf(record, w) });
  const isUnits = record.kind === 'units';
  if (isUnits && (record.state === 'done' || record.state === 'unmapped'))
    return w.exchange.units[record.state];
  if (record.state !== 'running') return said[record.state];
  const done = record.created + record.updated + record.duplicate + record.refused;
  const total = Math.max(1, record.total ?? 1);
  return said.running({
    bar: progressBar(done / total, 16),
    percent: Math.floor((done / total) * 100),
    done: formatNumber(done, locale),
    total: formatNumber(total, locale),
  });
}

/** What went wrong, as it was stored: a code and its numbers. */
function whyOf({ problem }: Shown, w: Messages): string {
  const { code, params } = JSON.parse(problem ?? '{"code":"fileElsewhere"}') as {
    code: string;
    params?: Record<string, string | number>;
  };
  return refusalSentence(w, { code, params: params ?? {} });
}

function linesOf(record: Shown, { w }: Reader): string[] {
  const said = w.exchange.letter;
  const { state, created, updated, duplicate, refused, unassigned, possible, alike } = record;
  if (state !== 'checked' && state !== 'done') return [];
  const isDone = state === 'done';
  return [
    isDone ? said.created({ n: created }) : said.create({ n: created }),
    ...(unassigned > 0 ? [said.unassigned({ n: unassigned })] : []),
    ...(possible > 0 && !isDone ? [said.possible({ n: possible })] : []),
    ...(alike > 0 && !isDone ? [said.alike({ n: alike })] : []),
    ...(updated > 0 ? [isDone ? said.updated({ n: updated }) : said.update({ n: updated })] : []),
    ...(duplicate > 0 ? [said.duplicate({ n: duplicate })] : []),
    ...(refused > 0 ? [said.refused({ n: refused })] : []),
  ].map((line) => `• ${line}`);
}

function columnsOf({ recognised, left }: ImportShown, { w }: Reader): AnyBlock[] {
  const said = w.exchange.letter;
  const names = recognised.map((column) => columnLabel(w, column)).join(w.common.comma);
  const lines = [
    ...(recognised.length > 0 ? [said.recognised({ columns: names })] : []),
    ...(left > 0 ? [said.left({ n: left })] : []),
  ];
  return lines.length > 0 ? [context(...lines)] : [];
}

/** Rows that a person should look at; once it has run, who may be somebody known is found in the background. */
const behindOf = ({ state, duplicate, refused, possible, alike }: Shown): number =>
  duplicate + refused + (state === 'checked' ? possible + alike : 0);

const OVER = new Set(['done', 'undone', 'forgotten']);

function fileLine(record: Shown, w: Messages): string | null {
  if (record.fileGoneAt) return w.exchange.letter.fileGone;
  return OVER.has(record.state) ? w.exchange.letter.file : null;
}

/** What can be done next: the one that goes on stands first and is the primary one. */
function buttonsOf(record: Shown, w: Messages) {
  const { id, state, created, updated, startedAt } = record;
  const said = w.exchange;
  const n = created + updated;
  const words = record.kind === 'units' ? said.units.sure({ n }) : said.sure({ n });
  const sure = confirm(said.sureTitle, words, said.bring({ n }), w.common.cancel);
  const columns = button(said.columnsButton, 'import.columns', { id });
  const forget = button(said.forget, 'import.forget', { id });
  const rows = behindOf(record) > 0 ? [button(said.rowsButton, 'import.rows', { id })] : [];
  switch (state) {
    case 'unmapped':
      return [{ ...columns, style: 'primary' as const }, forget];
    case 'checked':
      return [
        ...(n > 0
          ? [button(said.bring({ n }), 'import.start', { id }, { style: 'primary', confirm: sure })]
          : []),
        columns,
        ...rows,
        forget,
      ];
    case 'failed':
      return [
        button(said.again, 'import.retry', { id }, { style: 'primary' }),
        ...(startedAt ? [] : [forget]),
      ];
    case 'done':
      return [...rows, button(said.undoButton, 'import.undo', { id })];
    default:
      return [];
  }
}

/** Tells a rep how many customers an import brought them, or that it was taken back: no name, no list. */
export function toldLetter(
  told: { n: number; byId: string; isUndone: boolean; stays: number },
  { w }: Pick<Reader, 'w'>,
): Letter {
  const said = w.exchange;
  const by = `<@${told.byId}>`;
  if (!told.isUndone) return { text: said.toldNote, body: [section(said.told({ n: told.n, by }))] };
  const line = told.stays > 0 ? said.toldBackPartly({ by, n: told.stays }) : said.toldBack({ by });
  return { text: said.toldBackNote, body: [section(line)] };
}

/** Asks for the deletion of an uploaded file; says thank you once it is gone. */
export function fileLetter(
  ask: { asked: number; isGone: boolean },
  { w }: Pick<Reader, 'w'>,
): Letter {
  const said = w.exchange.ask;
  if (ask.isGone) return { text: said.gone, body: [section(said.gone)] };
  const line = ask.asked > 1 ? said.again({ n: ask.asked }) : said.first;
  return { text: said.text, body: [section(line), context(said.how)] };
}
