import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../refusal.ts';
import type { Encoding, Source } from './source.ts';

const DELIMITERS = [',', '\t', ';', '|', '，'] as const;
/** A record longer than this is a quote that was never closed. */
const LONGEST_RECORD = 200_000;
const SAMPLE = 64_000;

/** The records of a CSV file as they are read; memory does not grow with the file. Throws `fileBroken`. */
export async function* csvRows(source: Source, encoding: Encoding): AsyncGenerator<string[]> {
  const delimiter = await sniffDelimiter(source, encoding);
  const parser = Readable.from(decoded(source, encoding)).pipe(
    parse({
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      // Empty lines count, so that row numbers are those of a spreadsheet.
      skip_empty_lines: false,
    }),
  );
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (error instanceof CsvError)
      throw new Refusal('fileBroken', { row: Number(error.lines ?? 0) });
    throw error;
  }
}

async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source.bytes()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The delimiter that parts the first lines most evenly. */
async function sniffDelimiter(source: Source, encoding: Encoding): Promise<string> {
  let sample = '';
  for await (const text of decoded(source, encoding)) {
    sample += text;
    if (sample.length >= SAMPLE) break;
  }
  const lines = sample
    .slice(0, SAMPLE)
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 20);
  const best = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }));
  return best.sort((a, b) => b.score - a.score)[0]!.delimiter;
}

/** How many lines have the commonest number of parts, times that number; nothing is parted: nothing. */
function scoreOf(lines: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const parts = line.replace(/"[^"]*"/g, '').split(delimiter).length - 1;
    if (parts > 0) counts.set(parts, (counts.get(parts) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([parts, n]) => n * n * Math.min(parts, 30)));
}
