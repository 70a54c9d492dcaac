import { z } from 'zod';
import { BackupError, byteReader } from './backup-file.ts';

/** What a backup holds, in this order: one manifest; each table with its data; the end. */
export type Frame =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'table'; table: TableHead }
  | { kind: 'data'; bytes: Buffer }
  | { kind: 'end'; tables: Record<string, number> };

const Manifest = z.object({
  madeAt: z.string(),
  /** The migrations in the database, oldest first. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The last number each sequence gave out; null when it has given none. */
  sequences: z.record(z.string(), z.string().nullable()),
});
export type Manifest = z.infer<typeof Manifest>;

const TableHead = z.object({ name: z.string(), columns: z.array(z.string()) });
export type TableHead = z.infer<typeof TableHead>;

const End = z.record(z.string(), z.number());

const LETTERS = { manifest: 'M', table: 'T', data: 'D', end: 'E' } as const;

/** One frame as bytes: a letter, the length, the content. */
export function writeFrame(frame: Frame): Buffer {
  const content = contentOf(frame);
  const head = Buffer.alloc(5);
  head.write(LETTERS[frame.kind], 'latin1');
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

/** The frames of a backup's bytes. Throws BackupError unless the last one is the end. */
export async function* readFrames(plain: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const read = byteReader(plain);
  for (;;) {
    const head = await read(5);
    const content = head && (await read(head.readUInt32BE(1)));
    if (!content) throw new BackupError('The backup ends too early.');
    const frame = frameOf(head.toString('latin1', 0, 1), content);
    yield frame;
    if (frame.kind === 'end') return;
  }
}

function contentOf(frame: Frame): Buffer {
  if (frame.kind === 'data') return frame.bytes;
  if (frame.kind === 'manifest') return Buffer.from(JSON.stringify(frame.manifest));
  return Buffer.from(JSON.stringify(frame.kind === 'table' ? frame.table : frame.tables));
}

function frameOf(letter: string, content: Buffer): Frame {
  if (letter === LETTERS.data) return { kind: 'data', bytes: content };
  const value: unknown = JSON.parse(content.toString('utf8'));
  if (letter === LETTERS.manifest) return { kind: 'manifest', manifest: Manifest.parse(value) };
  if (letter === LETTERS.table) return { kind: 'table', table: TableHead.parse(value) };
  if (letter === LETTERS.end) return { kind: 'end', tables: End.parse(value) };
  throw new BackupError('The backup was made by another version of the program.');
}
