import type { Place } from './place.ts';
import { openPlace } from './place.ts';
import { note, type Row, say, writeResults } from './report.ts';
import { ackRow } from './rows/ack.ts';
import { deliveryRow, idleRow, nineOClockRow } from './rows/delivery.ts';
import { digestRow } from './rows/digest.ts';
import { dueRow } from './rows/due.ts';
import { findByName, findByPhone } from './rows/find.ts';
import { importRow } from './rows/import.ts';
import { customersOfAUnit, newUnitsRow, noNewsRow, unitsOfACustomer } from './rows/matching.ts';
import { registerRow } from './rows/register.ts';
import { startRow } from './rows/start.ts';

// Measures the budgets of the design beside their floors on the same machine in the same run, and
// writes bench/RESULTS.md. It asserts nothing about time.
//
// Usage: npm run bench [-- --customers N] [--only NAME,NAME] [--runs PART]
// 20,000 customers unless told otherwise; RESULTS.md is written by a run without --only, row by row, so that
// a run that is stopped leaves what it measured.

/** What is measured, in the order of the table; digests before rows are added by the others. */
const ROWS: Record<string, (place: Place) => Promise<Row>> = {
  ack: ackRow,
  phone: findByPhone,
  name: findByName,
  due: dueRow,
  digest: digestRow,
  register: registerRow,
  delivery: deliveryRow,
  idle: idleRow,
  nine: nineOClockRow,
  start: startRow,
  import: importRow,
  units: unitsOfACustomer,
  customers: customersOfAUnit,
  fits: newUnitsRow,
  noNews: noNewsRow,
};

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const customers = Number(argument('customers') ?? 20_000);
const only = argument('only')?.split(',');
if (!Number.isInteger(customers) || customers < 2_000)
  throw new Error('--customers wants a whole number from 2,000 on');

note(`Filling a register with ${customers.toLocaleString('en')} customers …`);
const place = await openPlace(customers);
note(`${place.loaded.contacts.toLocaleString('en')} contacts, ${Math.round(place.loadSeconds)} s.`);
try {
  const { loaded, loadSeconds, server } = place;
  const run = { customers, contacts: loaded.contacts, loadSeconds, server, rows: [] as Row[] };
  const path = new URL('./RESULTS.md', import.meta.url);
  for (const [name, measureRow] of Object.entries(ROWS)) {
    if (only && !only.includes(name)) continue;
    const row = await measureRow(place);
    say(row);
    run.rows.push(row);
    if (!only) writeResults(path, run);
  }
} finally {
  await place.close();
}
