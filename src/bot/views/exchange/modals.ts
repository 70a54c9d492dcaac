import { sayNumber } from '../../../crm/customers/rules.ts';
import { columnLetter, columnsOf, type Mapping } from '../../../crm/exchange/rules/columns.ts';
import type { ImportRecord, ToldRow } from '../../../crm/exchange/usecases/manage.ts';
import type { Undoable } from '../../../crm/exchange/usecases/undo.ts';
import { columnLabel, rowSentence } from '../../../i18n/columns.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { select } from '../../form.ts';

/** Columns of a file on one screen. */
export const COLUMNS_A_PAGE = 20;
/** Rows on one screen. */
export const ROWS_A_PAGE = 40;

/** A page of the columns; `said` are those of the pages before, as places in the list of columns. */
export interface MappingPage {
  page: number;
  said: number[];
  team: string | null;
}

/** What each column of a file becomes: a select a column, in pages. */
export function mappingModal(
  scene: Scene,
  file: { record: ImportRecord; mapping: Mapping; teams: { id: string; name: string }[] },
  { page, said: before, team: chosen }: MappingPage,
): ModalView {
  const { w } = scene;
  const said = w.exchange.mapping;
  const { record, mapping, teams } = file;
  const pages = Math.max(1, Math.ceil(mapping.columns.length / COLUMNS_A_PAGE));
  const from = page * COLUMNS_A_PAGE;
  const isLast = page + 1 >= pages;
  const options = columnsOf(record.kind).map((column) => ({
    value: column,
    label: columnLabel(w, column),
  }));
  const inputs = mapping.columns
    .slice(from, from + COLUMNS_A_PAGE)
    .map(({ heading, column }, nth) =>
      select({
        key: `c${from + nth}`,
        label: said.column({ letter: columnLetter(from + nth), heading: shown(heading) }),
        options,
        initial: column,
      }),
    );
  const team =
    page === 0 && teams.length > 1
      ? [
          select({
            key: 'team',
            label: said.team,
            options: teams.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
            initial: record.teamId,
          }),
        ]
      : [];
  return modal({
    id: 'import.columns-save',
    title: said.title,
    submit: isLast ? said.submit : said.next,
    close: w.common.cancel,
    memo: { id: record.id, page, said: before, ...(chosen && { team: chosen }) },
    blocks: [
      context(pages > 1 ? `${said.hint} ${said.page({ page: page + 1, pages })}` : said.hint),
      ...team,
      ...inputs,
    ],
  });
}

/** A heading that looks like a number of somebody is none: the file has no headings, and it is not shown. */
function shown(heading: string): string {
  const isNumber = heading.replace(/\D/g, '').length >= 6;
  return isNumber ? '…' : heading.slice(0, 60) || '–';
}

/** Rows that stay behind: numbers and reasons, never what stands in them. */
export function rowsModal(
  scene: Scene,
  file: { record: ImportRecord; rows: ToldRow[] },
  page: number,
): ModalView {
  const { w } = scene;
  const said = w.exchange.rows;
  const { record } = file;
  const rows = file.rows.slice(0, ROWS_A_PAGE);
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'import.rows', { id: record.id, page: to }, { nth });
  const turns = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(file.rows.length > ROWS_A_PAGE ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  const lines = rows.map((row) => said.line({ row: row.row, why: rowSentence(w, row) }));
  return modal({
    id: 'import.rows',
    title: said.title,
    close: w.common.close,
    blocks: [
      context(said.intro, ...(record.untold > 0 ? [said.untold({ n: record.untold })] : [])),
      // In parts: a text of Slack holds 3000 characters, and a row may have many reasons.
      ...(lines.length > 0 ? parted(lines) : [section(said.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function parted(lines: string[]): AnyBlock[] {
  const parts = Array.from({ length: Math.ceil(lines.length / LINES_A_PART) }, (_, nth) =>
    lines.slice(nth * LINES_A_PART, (nth + 1) * LINES_A_PART),
  );
  return parts.map((part) => section(part.join('\n')));
}
const LINES_A_PART = 5;

/** What taking an import back would do, before it is done. */
export function undoModal(scene: Scene, { record, free, builtOn, numbers }: Undoable): ModalView {
  const { w } = scene;
  const said = w.exchange.undo;
  const named = numbers.map(sayNumber).join(w.common.comma);
  const stays =
    record.kind === 'units'
      ? w.exchange.units.kept({ n: builtOn })
      : said.kept({ n: builtOn, numbers: named });
  const kept: AnyBlock[] = builtOn > 0 ? [section(stays)] : [];
  return modal({
    id: 'import.undo-now',
    title: said.title,
    close: w.common.cancel,
    ...(free > 0 && { submit: said.submit }),
    memo: { id: record.id },
    blocks: [section(said.whole({ n: free })), ...kept],
  });
}

/** The person's files, how far they are, and how to bring one. */
export function importsModal(scene: Scene, imports: ImportRecord[]): ModalView {
  const { w, actor } = scene;
  const said = w.exchange;
  const lines = imports.map((record) => {
    const when = formatDateTime(record.createdAt, actor.locale, actor.zone);
    const state = said.states[record.state] ?? record.state;
    const counts = record.startedAt ? ` · ${said.terminal.done(record)}` : '';
    const undo =
      record.state === 'done'
        ? {
            accessory: button(
              said.undoButton,
              'import.undo',
              { id: record.id },
              { nth: record.id },
            ),
          }
        : {};
    return section(said.line({ when, state }) + counts, undo);
  });
  return modal({
    id: 'import.list',
    title: said.title,
    close: w.common.close,
    blocks: [section(said.intro), ...(lines.length > 0 ? lines : [context(said.none)])],
  });
}
