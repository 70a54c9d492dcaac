import { continueHandOvers } from '../../../src/crm/assignment/usecases-handover-run.ts';
import { createDatabase, type Db } from '../../../src/db/client.ts';
import { testKeyring } from '../keys.ts';

// A process that works at the open hand-overs and dies, as by kill -9, in its n-th transaction: all of it is
// written, nothing committed.

const [databaseUrl = '', nth = '1'] = process.argv.slice(2);
let begun = 0;

/** The database, watched: it never hears the end of that transaction. */
function watched(db: Db): Db {
  return new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (key !== '$transaction' || typeof value !== 'function')
        return typeof value === 'function' ? value.bind(target) : value;
      return (work: (tx: object) => Promise<unknown>, options?: unknown) =>
        value.call(
          target,
          async (tx: object) => {
            const done = await work(tx);
            begun += 1;
            if (begun === Number(nth)) process.kill(process.pid, 'SIGKILL');
            return done;
          },
          options,
        ) as unknown;
    },
  });
}

const database = createDatabase({ url: databaseUrl });
await continueHandOvers({ db: watched(database.prisma), keys: testKeyring() });
