import type { RefusalSentences } from '../params.ts';

type Counts = {
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
  unassigned: number;
};
type Column = { column: string };

const customers = (n: number) => (n === 1 ? '1 customer' : `${n} customers`);
const rows = (n: number) => (n === 1 ? '1 row' : `${n} rows`);

export const exchange = {
  // What a column of a file becomes, where it is no field of the form.
  columns: {
    phones: 'Phone',
    registeredAt: 'Registered on',
    registeredBy: 'Registered by',
    rep: 'Assigned rep',
    team: 'Team',
    arrivalKind: 'How they came',
    arrivedAt: 'Came on',
    lastContactAt: 'Last contact on',
    contacts: 'Contact history',
    consent: 'Consent',
    skip: 'Do not bring along',
  } as Record<string, string>,
  consent: { yes: 'yes', no: 'no' },

  title: 'Old records',
  button: 'Old records',
  intro:
    'Drop a CSV or XLSX file into this conversation, or run `npm run cli -- import FILE` on the server. Nothing is brought in before you have seen what would become of every row.',
  none: 'No file has been brought along yet.',
  bring: (p: { n: number }) => `Bring in ${p.n}`,
  sureTitle: 'Bring them in?',
  sure: (p: { n: number }) =>
    `${customers(p.n)} will be created or completed. You can take all of it back while nobody has worked on them.`,
  columnsButton: 'Columns',
  rowsButton: 'Rows to look at',
  forget: 'Not this file',
  undoButton: 'Take it back',
  again: 'Try again',
  line: (p: { when: string; state: string }) => `*${p.when}* · ${p.state}`,

  states: {
    received: 'being looked at',
    unmapped: 'columns are missing',
    checked: 'looked at, not brought in',
    running: 'being brought in',
    done: 'brought in',
    undoing: 'being taken back',
    undone: 'taken back',
    failed: 'could not be read',
    forgotten: 'left alone',
  } as Record<string, string>,

  // The message that shows a file on its way.
  letter: {
    received: '📄 I am looking at your file…',
    unmapped:
      '📄 I do not recognise enough columns: I need the name, and the phone or WeChat. Say what they are.',
    checked: '📄 *This is what would become of your file.* Nothing is written yet.',
    running: (p: { bar: string; percent: number; done: string; total: string }) =>
      `📥 Bringing them in…\n${p.bar} ${p.percent} % · ${p.done} of ${p.total}`,
    done: '✅ *Your records are here.* Who looks like somebody known will be found in the background: `/customer duplicates`.',
    undoing: '↩️ Taking it back…',
    undone: '↩️ *Taken back.* Customers somebody had worked on since, if any, stay.',
    failed: (p: { why: string }) => `⚠️ *The file could not be read.* ${p.why}`,
    forgotten: '📄 Left alone: nothing of it was brought in.',
    note: 'Old records: see how far they are.',
    recognised: (p: { columns: string }) => `Recognised: ${p.columns}`,
    left: (p: { n: number }) =>
      p.n === 1 ? '1 column is not brought along' : `${p.n} columns are not brought along`,
    create: (p: { n: number }) => `*${p.n}* new`,
    created: (p: { n: number }) => `*${p.n}* created`,
    update: (p: { n: number }) => `*${p.n}* known: only what is empty there gets filled`,
    updated: (p: { n: number }) => `*${p.n}* completed`,
    duplicate: (p: { n: number }) => `*${p.n}* left out: duplicate`,
    refused: (p: { n: number }) => `*${p.n}* left out: cannot be read`,
    unassigned: (p: { n: number }) =>
      `${p.n} without a rep of ours: they go where the rules of arrival say`,
    possible: (p: { n: number }) =>
      `${p.n} of them may be somebody known: look at the rows before you bring them in`,
    alike: (p: { n: number }) =>
      `${p.n} of them may be the customer of an earlier row: look at the rows before you bring them in`,
    file: '🗑 The file you uploaded still holds everybody’s data. Please delete it from Slack.',
    fileGone: '🗑 The uploaded file is deleted.',
  },
  ask: {
    text: '🗑 A file with customers’ data is still in Slack.',
    again: (p: { n: number }) =>
      `🗑 *Please delete the uploaded file.* It has been read and is not needed any more, and it still holds phones and names. (Asked ${p.n} times.)`,
    first:
      '🗑 *Please delete the uploaded file.* It has been read and is not needed any more, and it still holds phones and names.',
    how: 'In this conversation, find the file, choose ⋯ and *Delete file*. I notice by myself.',
    gone: '🗑 The uploaded file is deleted. Thank you.',
  },

  told: (p: { n: number; by: string }) =>
    `📥 ${p.by} brought old records along: ${customers(p.n)} ${p.n === 1 ? 'is' : 'are'} yours now. \`/customer find mine\` lists them; their protection begins today.`,
  toldNote: 'Old records were brought along for you.',
  toldBack: (p: { by: string }) =>
    `↩️ The old records that ${p.by} had brought along were taken back: what came to you with them is no longer in the register.`,
  toldBackPartly: (p: { by: string; n: number }) =>
    `↩️ The old records that ${p.by} had brought along were taken back. ${customers(p.n)} somebody has worked on since ${p.n === 1 ? 'stays' : 'stay'} yours; the others are no longer in the register.`,
  toldBackNote: 'Old records were taken back.',

  mapping: {
    title: 'Columns of the file',
    hint: 'What each column of your file becomes. Columns I do not know are not brought along.',
    submit: 'Look again',
    next: 'Next columns',
    column: (p: { letter: string; heading: string }) => `${p.letter} · ${p.heading}`,
    page: (p: { page: number; pages: number }) => `Page ${p.page} of ${p.pages}`,
    team: 'Team of those whose row names none',
  },
  rows: {
    title: 'Rows to look at',
    none: 'Every row can be brought along.',
    possible: (p: { number: string; reasons: string }) =>
      `would be new, possibly ${p.number}: ${p.reasons}`,
    alike: (p: { of: number; reasons: string }) =>
      `would be new, possibly the customer of row ${p.of}: ${p.reasons}`,
    untold: (p: { n: number }) =>
      `${p.n === 1 ? '1 more row is' : `${p.n} more rows are`} registered in other teams. Which ones is not said: a file is a check like any other, and the checks of an hour are limited.`,
    line: (p: { row: number; why: string }) => `*${p.row}* · ${p.why}`,
    intro: 'Row numbers as your spreadsheet shows them. What stands in the rows is not shown.',
  },
  undo: {
    begun: 'Taking it back. The list of old records shows when it is done.',
    title: 'Take it back',
    submit: 'Take back',
    whole: (p: { n: number }) => `${rows(p.n)} are taken back, as if they had never come.`,
    kept: (p: { n: number; numbers: string }) =>
      `Somebody has worked on ${customers(p.n)} since; they stay: ${p.numbers}`,
  },

  // Why a row stays behind. `column` is what the column was read as.
  reasons: {
    nameMissing: () => 'no name',
    nameUnreadable: () => 'the name has no letters',
    phoneMissing: () => 'neither a phone nor a WeChat id',
    phoneUnreadable: () => 'the phone cannot exist',
    phoneMasked: () => 'the phone is masked: it cannot be known again',
    nationalIdUnreadable: () => 'the national id is not a valid one',
    numberRounded: (p: Column) =>
      `${p.column}: the spreadsheet has rounded the number; format the column as text`,
    formula: (p: Column) => `${p.column}: a formula, not a value`,
    tooLong: (p: Column) => `${p.column}: too long`,
    dateUnreadable: (p: Column) => `${p.column}: no date`,
    inTheFuture: (p: Column) => `${p.column}: lies in the future`,
    teamUnknown: () => 'a team that does not exist or is not yours',
    sameAsRow: (p: { of: number | null }) => `the same customer as row ${p.of ?? '?'}`,
    severalMatch: () => 'fits several customers: decide by hand',
    elsewhere: () => 'registered already, not in your teams',
    otherName: () => 'phone known under another name: possibly the family',
    known: () => 'here already, nothing to add',
    unitKnown: () => 'in the stock already, nothing different',
    sameUnit: (p: { of: number | null }) => `the same unit as row ${p.of ?? '?'}`,
    unitSold: () => 'sold already: it stays as it is',
    projectUnknown: () => 'no project of this name in the team',
  } as Record<string, (p: Column & { of: number | null }) => string>,

  // A file of units.
  units: {
    done: '✅ *Your units are here.* `/property` finds them.',
    unmapped:
      '📄 I do not recognise enough columns: I need the unit, its layout, area and list price. Say what they are.',
    terminalUnmapped:
      'Not enough columns are recognised: the unit, its layout, area and list price. Say them: --map "房号=code" --map "Price=listPrice"',
    sure: (p: { n: number }) =>
      `${p.n === 1 ? '1 unit' : `${p.n} units`} will be added or changed. You can take all of it back while nobody has worked on them.`,
    kept: (p: { n: number }) =>
      `Somebody has worked on ${p.n === 1 ? '1 unit' : `${p.n} units`} since: what was done stays.`,
  },

  // At the terminal.
  terminal: {
    recognised: (p: { letter: string; heading: string; column: string }) =>
      `  ${p.letter.padEnd(3)} ${p.heading}  →  ${p.column}`,
    encoding: (p: { encoding: string; kind: string }) =>
      `${p.kind.toUpperCase()}${p.kind === 'csv' ? `, ${p.encoding}` : ''}`,
    counts: (p: Counts) =>
      `${p.created} to create, ${p.updated} to complete, ${p.duplicate} duplicate, ${p.refused} refused.`,
    done: (p: Counts) =>
      `${p.created} created, ${p.updated} completed, ${p.duplicate} duplicate, ${p.refused} refused.`,
    unassigned: (p: { n: number }) =>
      `${p.n} of the new ones have no rep of ours: they go where the rules of arrival say.`,
    possible: (p: { n: number }) =>
      `${p.n} of the new ones may be somebody known: compare the rows below.`,
    alike: (p: { n: number }) =>
      `${p.n} of the new ones may be the customer of an earlier row: compare the rows below.`,
    row: (p: { row: number; why: string }) => `  row ${p.row}: ${p.why}`,
    moreRows: (p: { n: number }) => `  … and ${p.n} more. All of them: --all-rows`,
    nothingYet: 'Nothing is written yet. To bring them in: the same command with --run',
    unmapped:
      'Not enough columns are recognised: the name, and the phone or WeChat. Say them: --map "电话=phones" --map "Client=name"',
    resumed: (p: { row: number }) => `Continues after row ${p.row}.`,
    sweepHint:
      'Who looks like somebody known, in this file too, is being found in the background: in Slack, /customer duplicates.',
    undoHint: (p: { id: string }) => `To take all of it back: npm run cli -- import undo ${p.id}`,
    undone: (p: { n: number }) => `${rows(p.n)} taken back.`,
    builtOn: (p: { n: number; numbers: string }) =>
      `Somebody has worked on ${customers(p.n)} since; they stay: ${p.numbers}`,
    number: 'Number',
    exported: (p: { n: number; file: string }) => `${customers(p.n)} written to ${p.file}.`,
    exportedMasked:
      'Phones are masked and what people wrote is left out. In the clear, for who may reveal: --purpose "what for".',
    exportedClear:
      'The file holds everybody’s data in the clear. What it is for is kept; delete the file when it is not needed any more.',
    progress: (p: { bar: string; percent: number; done: number }) =>
      `${p.bar} ${p.percent} %  row ${p.done}`,
    again: 'These bytes were brought in before:',
  },

  // In chat.
  export: {
    title: 'Export',
    text: (p: { n: number }) =>
      `${p.n === 1 ? '1 customer' : `${p.n} customers`} of yours could be exported. Files are written on the server only: I may not send any in Slack, so that nobody’s data lies about there.`,
    how: 'Ask whoever runs the server: `npm run cli -- export customers.csv`. Phones are masked; in the clear with `--purpose "what for"`. Every export is in the audit.',
  },

  refusals: {
    fileMissing: () => 'There is no such file.',
    fileEmpty: () => 'The file has no rows.',
    fileTooBig: (p) => `The file is larger than ${p.megabytes} MB. Split it, or use the terminal.`,
    fileRows: (p) => `The file has more than ${p.n} rows. Split it.`,
    fileOldExcel: () =>
      'This is the Excel format of before 2007, or the file is locked with a password. Save it as .xlsx without one, or as .csv.',
    fileBroken: (p) =>
      p.row ? `The file is damaged near row ${p.row}.` : 'The file is damaged or locked.',
    fileSparse: (p) =>
      `A cell in row ${p.row} or far to the right makes the sheet too large. Copy the table into a new sheet, or save it as .csv.`,
    fileStrings: (p) =>
      `The workbook has more than ${p.megabytes} MB of different texts. Save it as .csv, or split it.`,
    fileBomb: (p) => `Unpacked, the file is larger than ${p.megabytes} MB. Save it as .csv.`,
    fileKind: () => 'I read CSV and XLSX files.',
    fileGone: () => 'The file is not in Slack any more.',
    fileHidden: () =>
      'I may not read files in this workspace. An administrator can allow files:read, or bring the file in on the server: npm run cli -- import FILE',
    fileElsewhere: () => 'Slack did not hand the file out. Upload it once more.',
    importMoved: () => 'This file is further already. Open the list to see how far.',
    importFileChanged: () => 'The file is not the one that was looked at. Look at it again first.',
    importBuiltOn: (p) =>
      Number(p.n) > 0
        ? 'Somebody has worked on all of them since: nothing can be taken back.'
        : 'Nothing is left to take back.',
    importColumns: () => 'I need a column for the name, and one for the phone or WeChat.',
    importHeadingUnknown: (p) => `There is no column called ${p.heading} in the file.`,
    importColumnUnknown: (p) =>
      `I do not know what ${p.column} is. Columns are named as on the cards, or by key.`,
    exportPurpose: (p) => `Say what it is for, in ${p.least} to ${p.most} characters.`,
    importTeamMissing: (p) => `Into which team? Say it: --team NAME. Yours are: ${p.teams}.`,
    importTeamUnknown: (p) =>
      `There is no team called ${p.team} into which you may bring customers.`,
    importNobody: () => 'There is no administrator yet in whose name the records could come.',
  } satisfies RefusalSentences as RefusalSentences,
};
