import { findActor } from '../../../src/crm/access/store.ts';
import { openTable } from '../../../src/crm/exchange/scan.ts';
import { runImport } from '../../../src/crm/exchange/usecases/run.ts';
import { createDatabase, type Db } from '../../../src/db/client.ts';
import { columnWords } from '../../../src/i18n/columns.ts';
import { fileSource } from '../../../src/lib/table/index.ts';
import { testKeyring } from '../keys.ts';

// A process that brings an import in and dies, as by kill -9, in its n-th batch: when all of it is written
// but nothing committed (`before`), or just committed (`after`).

const [databaseUrl = '', file = '', importId = '', when = '', nth = '1'] = process.argv.slice(2);
let batch = 0;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it should be dead');
};

/** The database, watched: the last statement of a batch before its audit rows says whose it is for longer. */
function watched<T extends object>(handle: T): T {
  return new Proxy(handle, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      if (key === '$transaction')
        return (work: (tx: object) => Promise<unknown>, options?: unknown) =>
          value.call(target, (tx: object) => work(watched(tx)), options) as unknown;
      if (key === '$executeRaw')
        return async (sql: TemplateStringsArray, ...values: unknown[]) => {
          const done: unknown = await value.call(target, sql, ...values);
          if (sql.join('').includes('UPDATE imports SET lease_until')) {
            batch += 1;
            if (when === 'before' && batch === Number(nth)) die();
          }
          return done;
        };
      return value.bind(target);
    },
  });
}

const database = createDatabase({ url: databaseUrl });
const keys = testKeyring();
const actor = await findActor(database.prisma, 'U_WANG');
if (!actor) throw new Error('the office has no manager');
const table = await openTable(await fileSource(file), keys, 'terminal');
await runImport({ db: watched(database.prisma as Db), keys, actor }, importId, table, {
  words: columnWords(),
  onProgress: () => {
    if (when === 'after' && batch === Number(nth)) die();
  },
});
