import { Refusal } from '../../refusal.ts';
import type { NumberedRow } from '../row.ts';
import { MOST_COLUMNS } from '../row.ts';
import { type DateStyles, dayOf, sayDay } from './dates.ts';
import type { SharedStrings } from './strings.ts';
import { unescapeText, XmlReader } from './xml.ts';

/** What cells are read with. */
export interface Legend {
  strings: SharedStrings | null;
  isDate: DateStyles;
  is1904: boolean;
}

/** So many rows without anything lie between two that have something: the sheet was not meant so. */
const WIDEST_GAP = 100_000;
/** Of a longer text the rest is left out: it is refused anyhow. */
const LONGEST = 100_000;

/**
 * The rows of a sheet that have something in them, as they come. Throws `fileSparse`, and where it is no sheet.
 */
export async function* sheetRows(
  bytes: AsyncIterable<Uint8Array>,
  legend: Legend,
): AsyncGenerator<NumberedRow> {
  const sheet = new SheetReader(legend);
  for await (const chunk of bytes) {
    sheet.write(chunk);
    yield* sheet.take();
    if (sheet.isOver) return;
  }
  sheet.end();
}

/** Gathers the cells of a row until it ends. */
class SheetReader {
  isOver = false;
  readonly #legend: Legend;
  readonly #xml: XmlReader;
  #ready: NumberedRow[] = [];
  #row = 0;
  #lastFull = 0;
  #cells: string[] = [];
  #column = -1;
  #kind = 'n';
  #style = 0;
  #text = '';
  #isText = false;
  #isPhonetic = false;

  constructor(legend: Legend) {
    this.#legend = legend;
    this.#xml = new XmlReader({
      open: (name, attribute) => this.#open(name, attribute),
      close: (name) => this.#close(name),
      text: (piece) => {
        if (this.#isText && this.#text.length < LONGEST) this.#text += piece.slice(0, LONGEST);
      },
    });
  }

  write(chunk: Uint8Array): void {
    this.#xml.write(chunk);
  }

  end(): void {
    this.#xml.end();
  }

  take(): NumberedRow[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #open(name: string, attribute: (name: string) => string | undefined): void {
    if (this.isOver) return;
    switch (name) {
      case 'row': {
        const row = Number(attribute('r') ?? this.#row + 1);
        if (!Number.isInteger(row) || row <= this.#row) throw new Error('rows out of order');
        this.#row = row;
        this.#cells = [];
        this.#column = -1;
        return;
      }
      case 'c': {
        const place = attribute('r');
        this.#column = place === undefined ? this.#column + 1 : columnOf(place);
        this.#kind = attribute('t') ?? 'n';
        this.#style = Number(attribute('s') ?? 0);
        this.#text = '';
        return;
      }
      case 'rPh':
        this.#isPhonetic = true;
        return;
      case 'v':
      case 't':
        this.#isText = !this.#isPhonetic;
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#isText = false;
        return;
      case 'rPh':
        this.#isPhonetic = false;
        return;
      case 'c':
        this.#keepCell();
        return;
      case 'row':
        this.#keepRow();
        return;
      case 'sheetData':
        this.isOver = true;
    }
  }

  #keepCell(): void {
    if (this.#text === '' || this.#column >= MOST_COLUMNS) return;
    const text = this.#textOf();
    if (text === '') return;
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  /** A number stays as it was written, so that a long one is seen to have been rounded. */
  #textOf(): string {
    const { strings, isDate, is1904 } = this.#legend;
    switch (this.#kind) {
      case 's':
        return strings?.at(Number(this.#text)) ?? '';
      case 'inlineStr':
      case 'str':
        return unescapeText(this.#text);
      case 'b':
        return String(this.#text.trim() === '1');
      case 'e':
        return '';
      case 'd':
        return sayDay(this.#text.trim());
      default:
        return isDate(this.#style) ? dayOf(this.#text, is1904) : this.#text;
    }
  }

  #keepRow(): void {
    if (this.isOver || this.#cells.every((cell) => cell.trim() === '')) return;
    if (this.#row - this.#lastFull > WIDEST_GAP)
      throw new Refusal('fileSparse', { row: this.#row });
    this.#lastFull = this.#row;
    this.#ready.push({ row: this.#row, cells: this.#cells });
  }
}

/** A is 0, Z is 25, AA is 26. */
function columnOf(place: string): number {
  let column = 0;
  for (let at = 0; at < place.length; at++) {
    const letter = place.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column === 0) throw new Error('no column');
  return column - 1;
}
