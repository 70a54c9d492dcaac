import pg from 'pg';
import { attachServer } from '../../../src/db/embedded.ts';

// A process that uses the embedded server of a folder and writes rows until it is killed. It prints the
// number of each row after the server acknowledged it.

const server = await attachServer({ dataDir: process.argv[2] ?? '' });
const client = new pg.Client({ connectionString: server.url('owner') });
await client.connect();
await client.query(
  'CREATE TABLE IF NOT EXISTS written (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
);
for (;;) {
  const { rows } = await client.query<{ n: string }>(
    'INSERT INTO written DEFAULT VALUES RETURNING n',
  );
  process.stdout.write(`${rows[0]?.n}\n`);
}
