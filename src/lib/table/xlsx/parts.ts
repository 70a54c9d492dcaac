import { dirname, posix } from 'node:path';
import { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { Refusal } from '../../refusal.ts';
import type { Source } from '../source.ts';
import { XmlReader } from './xml.ts';

/** Parts that are read whole, unpacked: they say how to read the others. */
const SMALL_LIMIT = 20_000_000;
const MOST_PARTS = 10_000;

/** The parts of a workbook that its rows are read from. */
export interface Workbook {
  /** Its first sheet that people see. */
  sheet: () => AsyncIterable<Uint8Array>;
  strings: (() => AsyncIterable<Uint8Array>) | null;
  styles: Uint8Array | null;
  /** Whether its days are counted from 1904. */
  is1904: boolean;
}

/**
 * Opens a workbook by the list at its end: nothing is unpacked but the parts that rows are read from, and what
 * these say they unpack to may be `limit` bytes; one that holds more than it says is broken.
 * Throws `fileKind` for another kind of archive, `fileBomb`, and what the archive's reader throws.
 */
export async function openWorkbook(source: Source, limit: number): Promise<Workbook> {
  const parts = await openParts(source);
  const book = (await parts.related(''))[0]?.target ?? 'xl/workbook.xml';
  const { sheets, is1904 } = readBook(await parts.whole(book));
  const related = await parts.related(book);
  const first = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  const sheet = related.find(({ id }) => id === first?.id)?.target;
  // Some programs leave out who belongs to whom: then the names that all programs use.
  const ofType = (type: string) =>
    related.find((one) => one.type === type)?.target ?? posix.join(dirname(book), `${type}.xml`);
  const [strings, styles] = [ofType('sharedStrings'), ofType('styles')];
  if (!first) throw new Refusal('fileKind');
  if (!sheet || !parts.has(sheet)) throw new Refusal('fileBroken', { row: 0 });
  const size = parts.sizeOf(sheet) + parts.sizeOf(strings) + parts.sizeOf(styles);
  if (size > limit) throw new Refusal('fileBomb', { megabytes: Math.floor(limit / 1_000_000) });
  return {
    sheet: () => parts.bytes(sheet),
    strings: parts.has(strings) ? () => parts.bytes(strings) : null,
    styles: parts.has(styles) ? await parts.whole(styles) : null,
    is1904,
  };
}

interface Related {
  id: string;
  /** The last word of its kind: `worksheet`, `styles`, `sharedStrings`. */
  type: string;
  target: string;
}

/** The parts of an archive by their names, whatever case and slashes they are written with. */
class Parts {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  has(name: string): boolean {
    return this.#entries.has(nameOf(name));
  }

  /** What a part says it unpacks to, in bytes. */
  sizeOf(name: string): number {
    return this.#entries.get(nameOf(name))?.uncompressedSize ?? 0;
  }

  async *bytes(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(nameOf(name));
    if (!entry) throw new Refusal('fileKind');
    for await (const chunk of await this.#zip.openReadStreamPromise(entry))
      yield chunk as Uint8Array;
  }

  async whole(name: string): Promise<Uint8Array> {
    if (this.sizeOf(name) > SMALL_LIMIT)
      throw new Refusal('fileBomb', { megabytes: Math.floor(SMALL_LIMIT / 1_000_000) });
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.bytes(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** What a part, or the archive, says belongs to it. */
  async related(part: string): Promise<Related[]> {
    const folder = part === '' ? '' : `${dirname(part)}/`;
    const list = part === '' ? '_rels/.rels' : `${folder}_rels/${posix.basename(part)}.rels`;
    if (!this.has(list)) return [];
    const found: Related[] = [];
    const open = (name: string, attribute: (name: string) => string | undefined) => {
      if (name !== 'Relationship') return;
      const type = attribute('Type')?.split('/').at(-1) ?? '';
      const target = attribute('Target') ?? '';
      if (part === '' && type !== 'officeDocument') return;
      const path = target.startsWith('/') ? target : posix.join('/', folder, target);
      found.push({ id: attribute('Id') ?? '', type, target: path.slice(1) });
    };
    new XmlReader({ open }).read(await this.whole(list));
    return found;
  }
}

const nameOf = (name: string): string => name.replace(/^\/+/, '').toLowerCase();

async function openParts(source: Source): Promise<Parts> {
  // Loaded at first use: only who imports a workbook needs it.
  const { fromRandomAccessReaderPromise, RandomAccessReader } = await import('yauzl');
  class SourceReader extends RandomAccessReader {
    override _readStreamForRange(from: number, to: number): Readable {
      return Readable.from(source.range(from, to), { objectMode: false });
    }
  }
  const zip = await fromRandomAccessReaderPromise(new SourceReader(), source.size, {
    lazyEntries: true,
    autoClose: false,
  });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(nameOf(entry.fileName), entry);
    if (entries.size > MOST_PARTS) throw new Refusal('fileBroken', { row: 0 });
  }
  return new Parts(zip, entries);
}

interface Sheet {
  id: string;
  isHidden: boolean;
}

function readBook(bytes: Uint8Array): { sheets: Sheet[]; is1904: boolean } {
  const sheets: Sheet[] = [];
  let is1904 = false;
  new XmlReader({
    open(name, attribute) {
      if (name === 'workbookPr') is1904 = /^(?:1|true|on)$/i.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const state = attribute('state') ?? 'visible';
      sheets.push({ id: attribute(':id') ?? '', isHidden: state !== 'visible' });
    },
  }).read(bytes);
  return { sheets, is1904 };
}
