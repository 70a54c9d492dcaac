import { createHmac, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';

/** A file that can be read from its beginning, as often as needed. */
export interface Source {
  size: number;
  bytes(): AsyncIterable<Buffer>;
  /** The bytes from one place to before another. */
  range(from: number, to: number): AsyncIterable<Buffer>;
}

/** Bytes that are read at once. */
const STEP = 1 << 18;

/** A file of this machine, read as a stream. Throws `fileMissing`. */
export async function fileSource(path: string): Promise<Source> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Refusal('fileMissing');
  const range = (start: number, to: number) =>
    createReadStream(path, { start, end: to - 1, highWaterMark: STEP });
  return { size: found.size, range, bytes: () => createReadStream(path, { highWaterMark: STEP }) };
}

/** Bytes that were fetched. */
export function memorySource(content: Buffer): Source {
  const { length } = content;
  return {
    size: length,
    bytes: () => piecesOf(content),
    range: (from, to) => piecesOf(content.subarray(from, to)),
  };
}

async function* piecesOf(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += STEP) yield content.subarray(at, at + STEP);
}

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

/** What a look at the whole file tells: what it is, in which encoding, and a keyed digest of its bytes. */
export interface Looked {
  kind: 'csv' | 'xlsx';
  encoding: Encoding;
  digest: Buffer;
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** The format of Excel before 2007, which nobody here reads. */
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads the whole file once: UTF-8 with or without its mark, UTF-16 as Excel's "Unicode text", else
 * GBK/GB18030. The digest is keyed, so that it tells nobody what was in the file.
 * Throws `fileEmpty`, `fileTooBig`, `fileOldExcel`.
 */
export async function lookAt(source: Source, key: KeyObject, limit: number): Promise<Looked> {
  if (source.size === 0) throw new Refusal('fileEmpty');
  const mac = createHmac('sha256', key);
  const strict = new TextDecoder('utf-8', { fatal: true });
  let head: Buffer | null = null;
  let isUtf8 = true;
  let size = 0;
  for await (const chunk of source.bytes()) {
    head ??= chunk.subarray(0, 8);
    size += chunk.length;
    if (size > limit) throw tooBig(limit);
    mac.update(chunk);
    if (isUtf8) isUtf8 = passes(() => strict.decode(chunk, { stream: true }));
  }
  const start = head ?? Buffer.alloc(0);
  if (start.subarray(0, 4).equals(OLD_EXCEL)) throw new Refusal('fileOldExcel');
  if (isUtf8) isUtf8 = passes(() => strict.decode());
  const isUtf16 = start[0] === 0xff && start[1] === 0xfe;
  return {
    kind: start.subarray(0, 4).equals(ZIP) ? 'xlsx' : 'csv',
    encoding: isUtf16 ? 'utf-16le' : isUtf8 ? 'utf-8' : 'gb18030',
    digest: mac.digest(),
  };
}

/** Says how much may be read. */
export const tooBig = (limit: number): Refusal =>
  new Refusal('fileTooBig', { megabytes: Math.floor(limit / 1_000_000) });

function passes(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
