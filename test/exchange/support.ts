import { seedOffice } from '../../prisma/seed/office.ts';
import { findActor } from '../../src/crm/access/store.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { openTable, type Table } from '../../src/crm/exchange/scan.ts';
import { checkImport } from '../../src/crm/exchange/usecases/check.ts';
import { type ImportRecord, readRowsBehind } from '../../src/crm/exchange/usecases/manage.ts';
import { type RunHooks, runImport, startImport } from '../../src/crm/exchange/usecases/run.ts';
import { openAtTerminal } from '../../src/crm/exchange/usecases/terminal.ts';
import { columnWords } from '../../src/i18n/columns.ts';
import { memorySource } from '../../src/lib/table/index.ts';
import type { TestDatabase } from '../support/database.ts';

export const WORDS = columnWords();

/** Rows as the CSV an old program writes. */
export const csv = (...rows: string[]): Buffer => Buffer.from(`${rows.join('\r\n')}\r\n`);

/** An office into which people bring files. */
export async function importOffice(t: TestDatabase) {
  await seedOffice(t.db);
  const as = async (who: string): Promise<Ctx> => {
    const actor = await findActor(t.db, who);
    if (!actor) throw new Error(`the seed has no ${who}`);
    return { db: t.db, keys: t.keyring, actor };
  };
  const open = (file: Buffer): Promise<Table> =>
    openTable(memorySource(file), t.keyring, 'terminal');
  return {
    as,
    open,
    /** The dry run of a file. */
    async look(ctx: Ctx, file: Buffer, teamId: string): Promise<ImportRecord> {
      const table = await open(file);
      const { record } = await openAtTerminal(ctx, { teamId, table });
      return checkImport(ctx, record.id, { table, words: WORDS });
    },
    /** The run after it. */
    async bring(
      ctx: Ctx,
      file: Buffer,
      teamId: string,
      hooks: Omit<RunHooks, 'words'> = {},
    ): Promise<ImportRecord> {
      const { id } = await this.look(ctx, file, teamId);
      await startImport(ctx, id);
      return runImport(ctx, id, await open(file), { words: WORDS, ...hooks });
    },
    /** Row number → reasons, of the rows that stay behind. */
    async behind(ctx: Ctx, id: string): Promise<Record<number, string>> {
      const { rows } = await readRowsBehind(ctx, id, { limit: 1000, offset: 0 });
      return Object.fromEntries(rows.map(({ row, reasons }) => [row, reasons.join(' ')]));
    },
  };
}
