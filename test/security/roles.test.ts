import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/client.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();

const ESCAPES = ['RESET ROLE', 'SET ROLE NONE', 'RESET ALL', 'DISCARD ALL'];

describe('an application session that tries to become the owner', () => {
  it.each(ESCAPES)('with the application’s own login, %s changes nothing', async (sql) => {
    const client = await t.pool.connect();
    try {
      await client.query(sql);
      await expect(client.query('ALTER TABLE inbox ADD COLUMN mine int')).rejects.toThrow(
        /must be owner/,
      );
      await expect(client.query('SET ROLE gatehouse_owner')).rejects.toThrow(
        /permission denied|does not exist/,
      );
      await expect(client.query("SET SESSION AUTHORIZATION 'postgres'")).rejects.toThrow(
        /permission denied/,
      );
    } finally {
      client.release(true);
    }
  });

  // A statement, not a wish: with one login for everything, stepping down guards against mistakes only.
  it('with the owner’s login alone, RESET ROLE does become the owner: two logins are the fence', async () => {
    const single = createDatabase({ url: t.ownerUrl });
    const client = await single.pool.connect();
    try {
      await client.query('RESET ROLE');
      const { rows } = await client.query('SELECT current_user AS who');
      expect(rows[0].who).not.toBe('gatehouse_app');
      await expect(client.query('DELETE FROM audit')).resolves.toBeDefined();
      await t.owner.query(`INSERT INTO audit (id, at, actor_kind, action, subject_kind)
        VALUES (gen_random_uuid(), app_now(), 'system', 'x', 'x')`);
      await expect(client.query('DELETE FROM audit')).rejects.toThrow('written once');
    } finally {
      client.release(true);
      await single.close();
    }
  });
});
