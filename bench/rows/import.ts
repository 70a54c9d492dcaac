import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { from as copyFrom } from 'pg-copy-streams';
import { findActor } from '../../src/crm/access/store.ts';
import { openTable } from '../../src/crm/exchange/scan.ts';
import { checkImport } from '../../src/crm/exchange/usecases/check.ts';
import { runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { openAtTerminal } from '../../src/crm/exchange/usecases/terminal.ts';
import { columnWords } from '../../src/i18n/columns.ts';
import { fileSource } from '../../src/lib/table/index.ts';
import { nameOf } from '../data.ts';
import { memoryNow, ms, ownMs, rate, ratio } from '../measure.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

/** The design's file has so many rows; a small register gets a smaller one. */
const MOST_ROWS = 100_000;

/** How far the run is when memory is looked at. */
const LOOKS = [0.2, 0.6, 1];

/** Old records brought along: the look before the run, then the run with duplicate check, sealing and audit. */
export async function importRow(place: Place): Promise<Row> {
  const rows = Math.min(MOST_ROWS, place.customers);
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-import-'));
  const path = join(folder, 'old.csv');
  try {
    writeFileSync(path, csvFile(place, rows));
    return await measureImport(place, { path, rows });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureImport(
  place: Place,
  { path, rows }: { path: string; rows: number },
): Promise<Row> {
  const floor = await timed(() => copyRaw(place, path));
  const actor = await findActor(place.database.prisma, place.office.teams[0]!.managerSlackId);
  if (!actor) throw new Error('the bench has no manager');
  const ctx = { db: place.background.prisma, keys: place.keys, actor };
  const words = columnWords();
  const table = await openTable(await fileSource(path), place.keys, 'terminal');
  const { record } = await openAtTerminal(ctx, { teamId: actor.teamIds[0]!, table });
  const looked = await timed(
    async () => void (await checkImport(ctx, record.id, { table, words })),
  );
  await startImport(ctx, record.id);
  const memory = [memoryNow()];
  const onProgress = ({ doneRow }: { doneRow: number }) => {
    const next = LOOKS[memory.length - 1];
    if (next !== undefined && doneRow >= next * rows) memory.push(memoryNow());
  };
  const ran = await timed(
    async () => void (await runImport(ctx, record.id, table, { words, onProgress })),
  );
  const own = ({ cpu }: Taken) => `${(cpu / rows).toFixed(2)} ms of our own a row`;
  return {
    what: `Import of ${rows.toLocaleString('en')} rows with duplicate check`,
    floor: `csv-parse and COPY of the bare rows ${ms(floor.wall)}`,
    ours: `dry run ${ms(looked.wall)} (${own(looked)}), run ${ms(ran.wall)} (${rate((rows / ran.wall) * 1000)}, ${own(ran)}); resident/heap before the run and at ${LOOKS.map((part) => `${part * 100} %`).join(', ')} of it: ${memory.join(', ')} MB`,
    ratio: ratio(ran.wall, floor.wall),
    budget: '100,000 rows < 60 s, constant memory',
  };
}

/**
 * What an old program exports: thousands of names, every other row names a rep of ours, every tenth is in the file
 * twice.
 */
function csvFile({ office }: Place, rows: number): string {
  const reps = office.reps.filter(({ teamId }) => teamId === office.teams[0]!.id);
  const lines = ['姓名,手机,来源,预算,区域,户型,置业顾问,登记时间,最后跟进时间,跟进记录'];
  for (let nth = 0; nth < rows; nth++) {
    const of = nth % 10 === 9 ? nth - 1 : nth;
    const phone = `137${String(20_000_000 + of * 7).padStart(8, '0')}`;
    const rep = nth % 2 === 0 ? reps[nth % reps.length]!.slackUserId : '';
    lines.push(
      `${nameOf(of)},${phone},抖音,500-800万,浦东,三房,${rep},2025-03-0${(nth % 9) + 1},2025-06-1${nth % 10},电话聊了户型和价格`,
    );
  }
  return lines.join('\n');
}

async function copyRaw(place: Place, path: string): Promise<void> {
  await place.owner.query(`CREATE UNLOGGED TABLE bench_import (${columns(10)})`);
  try {
    await pipeline(
      createReadStream(path).pipe(parse()),
      async function* (records: AsyncIterable<string[]>) {
        for await (const record of records) yield `${record.join('\t')}\n`;
      },
      place.owner.query(copyFrom('COPY bench_import FROM STDIN')),
    );
  } finally {
    await place.owner.query('DROP TABLE bench_import');
  }
}

const columns = (n: number) => Array.from({ length: n }, (_, nth) => `c${nth} text`).join(', ');

/** What a piece of work took, in ms: on the clock, and of this process. */
interface Taken {
  wall: number;
  cpu: number;
}

async function timed(work: () => Promise<void>): Promise<Taken> {
  const [began, own] = [performance.now(), ownMs()];
  await work();
  return { wall: performance.now() - began, cpu: ownMs() - own };
}
