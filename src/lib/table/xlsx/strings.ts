import { Refusal } from '../../refusal.ts';
import { unescapeText, XmlReader } from './xml.ts';

/** What the texts of a workbook may take, in bytes: cells name them by number, so they must be held. */
export const STRINGS_LIMIT = 64_000_000;
const PAGE = 1 << 20;
/** A cell holds 32,767 characters; of a longer text the rest is left out. */
const LONGEST = 100_000;
const PLACES = 1 << 12;

/**
 * The texts that cells name by number, as bytes beside each other: an eighth of what as many strings would take.
 * Throws `fileStrings` past its bound.
 */
export class SharedStrings {
  readonly #pages: Buffer[] = [];
  #from = new Uint32Array(PLACES);
  #length = new Uint32Array(PLACES);
  #used = PAGE;
  #bytes = 0;
  #count = 0;
  readonly #limit: number;

  constructor(limit = STRINGS_LIMIT) {
    this.#limit = limit;
  }

  add(text: string): void {
    const size = Buffer.byteLength(text);
    this.#bytes += size + 8;
    if (this.#bytes > this.#limit)
      throw new Refusal('fileStrings', { megabytes: Math.floor(this.#limit / 1_000_000) });
    if (this.#used + size > PAGE) {
      this.#pages.push(Buffer.allocUnsafe(PAGE));
      this.#used = 0;
    }
    if (this.#count === this.#from.length) this.#grow();
    this.#pages.at(-1)!.write(text, this.#used);
    this.#from[this.#count] = (this.#pages.length - 1) * PAGE + this.#used;
    this.#length[this.#count] = size;
    this.#used += size;
    this.#count += 1;
  }

  /** The text of a number; empty where there is none. */
  at(nth: number): string {
    if (!(nth >= 0 && nth < this.#count)) return '';
    const from = this.#from[nth]!;
    const at = from % PAGE;
    return this.#pages[Math.floor(from / PAGE)]!.toString('utf8', at, at + this.#length[nth]!);
  }

  #grow(): void {
    const more = (places: Uint32Array) => {
      const grown = new Uint32Array(places.length * 2);
      grown.set(places);
      return grown;
    };
    this.#from = more(this.#from);
    this.#length = more(this.#length);
  }
}

/** Reads the texts of a workbook: of rich text all runs, without how it is pronounced. */
export async function readStrings(bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const reader = new XmlReader({
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') strings.add(unescapeText(text));
    },
    text(piece) {
      if (isText && text.length < LONGEST) text += piece.slice(0, LONGEST);
    },
  });
  for await (const chunk of bytes) reader.write(chunk);
  reader.end();
  return strings;
}
