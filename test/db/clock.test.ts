import { describe, expect, test } from 'vitest';
import { businessNow } from '../../src/db/transact.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();

describe('business time', () => {
  test('stands where Li Na left it, and moves by what she says', async () => {
    await t.setNow('2026-03-05T09:00:00+08:00');
    expect(await businessNow(t.db)).toEqual(new Date('2026-03-05T01:00:00Z'));
    await t.advance('2h');
    expect(await businessNow(t.db)).toEqual(new Date('2026-03-05T03:00:00Z'));
    await t.advance('-1 day');
    expect(await businessNow(t.db)).toEqual(new Date('2026-03-04T03:00:00Z'));
  });

  test('runs with the server in an office where nobody moved it', async () => {
    await t.clock.reset();
    const { rows } = await t.owner.query(
      "SELECT app_now() - clock_timestamp() BETWEEN '-1s' AND '1s' AS same",
    );
    expect(rows).toEqual([{ same: true }]);
  });

  test('still runs when its row is gone', async () => {
    await t.owner.query('DELETE FROM practice_clock');
    const { rows } = await t.owner.query('SELECT app_now() IS NOT NULL AS told');
    expect(rows).toEqual([{ told: true }]);
  });

  test('cannot be moved by the application', async () => {
    await expect(t.pool.query("UPDATE practice_clock SET shift = '1 day'")).rejects.toThrow(
      'permission denied',
    );
  });
});
