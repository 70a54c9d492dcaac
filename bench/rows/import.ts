import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { from as copyFrom } from 'pg-copy-streams';
import { findActor } from '../../src/crm/access/store.ts';
import { openTable } from '../../src/crm/exchange/scan.ts';
import { checkImport } from '../../src/crm/exchange/usecases/check.ts';
import { runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { openAtTerminal } from '../../src/crm/exchange/usecases/terminal.ts';
import { columnWords } from '../../src/i18n/columns.ts';
import { memorySource } from '../../src/lib/table/index.ts';
import { memoryMb, ms, rate, ratio } from '../measure.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

/** The design's file has so many rows; a small register gets a smaller one. */
const MOST_ROWS = 100_000;

/** Old records brought along: the look before the run, then the run with duplicate check, sealing and audit. */
export async function importRow(place: Place): Promise<Row> {
  const rows = Math.min(MOST_ROWS, place.customers);
  const file = csvFile(place, rows);
  const floor = await timed(() => copyRaw(place, file));
  const actor = await findActor(place.database.prisma, place.office.teams[0]!.managerSlackId);
  if (!actor) throw new Error('the bench has no manager');
  const ctx = { db: place.background.prisma, keys: place.keys, actor };
  const words = columnWords();
  const before = memoryMb();
  const table = await openTable(memorySource(file), place.keys, 'terminal');
  const { record } = await openAtTerminal(ctx, { teamId: actor.teamIds[0]!, table });
  const looked = await timed(
    async () => void (await checkImport(ctx, record.id, { table, words })),
  );
  await startImport(ctx, record.id);
  let most = 0;
  const onProgress = () => {
    most = Math.max(most, memoryMb());
  };
  const ran = await timed(
    async () => void (await runImport(ctx, record.id, table, { words, onProgress })),
  );
  return {
    what: `Import of ${rows.toLocaleString('en')} rows with duplicate check`,
    floor: `csv-parse and COPY of the bare rows ${ms(floor)}`,
    ours: `dry run ${ms(looked)}, run ${ms(ran)} (${rate((rows / ran) * 1000)}), memory +${most - before} MB`,
    ratio: ratio(ran, floor),
    budget: '100,000 rows < 60 s, constant memory',
  };
}

/** What an old program exports; every other row names a rep of ours, every tenth is in the file twice. */
function csvFile({ office }: Place, rows: number): Buffer {
  const reps = office.reps.filter(({ teamId }) => teamId === office.teams[0]!.id);
  const lines = ['姓名,手机,来源,预算,区域,户型,置业顾问,登记时间,最后跟进时间,跟进记录'];
  for (let nth = 0; nth < rows; nth++) {
    const of = nth % 10 === 9 ? nth - 1 : nth;
    const phone = `137${String(20_000_000 + of).padStart(8, '0')}`;
    const rep = nth % 2 === 0 ? reps[nth % reps.length]!.slackUserId : '';
    lines.push(
      `王晓${'芳伟娜敏静'[nth % 5]},${phone},抖音,500-800万,浦东,三房,${rep},2025-03-0${(nth % 9) + 1},2025-06-1${nth % 10},电话聊了户型和价格`,
    );
  }
  return Buffer.from(lines.join('\n'));
}

async function copyRaw(place: Place, file: Buffer): Promise<void> {
  await place.owner.query(`CREATE UNLOGGED TABLE bench_import (${columns(10)})`);
  try {
    await pipeline(
      Readable.from([file]).pipe(parse()),
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

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
