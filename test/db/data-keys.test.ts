import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createCustomerKey,
  destroyCustomerKey,
  findCustomerKeys,
  getCustomerKey,
  getOfficeKey,
  KeyDestroyedError,
} from '../../src/db/data-keys.ts';
import { requireKnownKeys, type WrongKeysError } from '../../src/db/key-marks.ts';
import { countOldKeys, rewrapDataKeys } from '../../src/db/key-rotation.ts';
import { Keyring, open, seal } from '../../src/db/sealing.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';
import { testKeyMaterial, testKeyring } from '../support/keys.ts';

const t = await testDatabase();
const place = { table: 'customers', column: 'note_sealed', rowId: newId() };

describe("a customer's key", () => {
  test('opens in another process what was sealed in this one', async () => {
    const id = newId();
    const key = await createCustomerKey(t.db, t.keyring, id);
    const sealed = seal(key, place, '两年内想换大房子');
    expect(open(await getCustomerKey(t.db, testKeyring(), id), place, sealed)).toBe(
      '两年内想换大房子',
    );
  });

  test('is found together with others in one statement', async () => {
    const [li, wang, nobody] = [newId(), newId(), newId()];
    await createCustomerKey(t.db, t.keyring, li);
    await createCustomerKey(t.db, t.keyring, wang);
    await destroyCustomerKey(t.db, t.keyring, wang);
    const keys = await findCustomerKeys(t.db, testKeyring(), [li, wang, nobody, li]);
    expect([keys.get(li)?.type, keys.get(wang), keys.has(nobody)]).toEqual(['secret', null, false]);
  });

  test('once destroyed opens nothing, and is said to be destroyed', async () => {
    const id = newId();
    await createCustomerKey(t.db, t.keyring, id);
    await getCustomerKey(t.db, t.keyring, id);
    await destroyCustomerKey(t.db, t.keyring, id);
    await expect(getCustomerKey(t.db, t.keyring, id)).rejects.toThrow(KeyDestroyedError);
    const { rows } = await t.owner.query(
      'SELECT kid, wrapped, destroyed_at FROM customer_keys WHERE customer_id = $1',
      [id],
    );
    expect(rows).toEqual([{ kid: null, wrapped: null, destroyed_at: expect.any(Date) }]);
  });

  test("of Li put into Wang's row does not open", async () => {
    const [li, wang] = [newId(), newId()];
    await createCustomerKey(t.db, t.keyring, li);
    await createCustomerKey(t.db, t.keyring, wang);
    await t.owner.query(
      'UPDATE customer_keys SET wrapped = (SELECT wrapped FROM customer_keys WHERE customer_id = $1) WHERE customer_id = $2',
      [li, wang],
    );
    await expect(getCustomerKey(t.db, testKeyring(), wang)).rejects.toThrow('does not open');
    await t.owner.query('DELETE FROM customer_keys WHERE customer_id = $1', [wang]);
  });
});

test('two processes that need the office key at once get the same one', async () => {
  const keys = await Promise.all(
    Array.from({ length: 8 }, () => getOfficeKey(t.db, testKeyring())),
  );
  for (const one of keys) {
    for (const other of keys) expect(open(other, place, seal(one, place, 'draft'))).toBe('draft');
  }
});

describe('a change of the master key', () => {
  test('leaves every value readable, is stopped and taken up again, and then the old key may go', async () => {
    const ids = Array.from({ length: 25 }, () => newId());
    const sealed = new Map<string, Buffer>();
    for (const id of ids) {
      sealed.set(
        id,
        seal(await createCustomerKey(t.db, t.keyring, id), { ...place, rowId: id }, `note ${id}`),
      );
    }
    const old = testKeyMaterial();
    const fresh = { id: 2, key: randomBytes(32) };
    const both = new Keyring({ ...old, master: [fresh, ...old.master] });
    const waiting = await countOldKeys(t.db, both);
    expect(waiting).toBeGreaterThanOrEqual(25);

    // The first attempt dies in its third batch: nothing of that batch is kept, the others are.
    await t.owner.query(`CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF (SELECT count(*) FROM customer_keys WHERE kid = '2') >= 14 THEN RAISE 'power cut'; END IF; RETURN NEW; END $$`);
    await t.owner.query(
      'CREATE TRIGGER stumble BEFORE UPDATE ON customer_keys FOR EACH ROW EXECUTE FUNCTION stumble()',
    );
    await expect(rewrapDataKeys(t.db, both, 7)).rejects.toThrow('power cut');
    await t.owner.query('DROP TRIGGER stumble ON customer_keys');
    expect(await countOldKeys(t.db, both)).toBeLessThan(waiting);

    await rewrapDataKeys(t.db, both, 7);
    expect(await countOldKeys(t.db, both)).toBe(0);
    const onlyNew = new Keyring({ ...old, master: [fresh] });
    for (const id of ids) {
      const key = await getCustomerKey(t.db, onlyNew, id);
      expect(open(key, { ...place, rowId: id }, sealed.get(id) ?? Buffer.alloc(0))).toBe(
        `note ${id}`,
      );
    }
    await rewrapDataKeys(t.db, new Keyring({ ...old, master: [...old.master, fresh] }));
  });
});

describe('a start with other keys than the first one', () => {
  test('is refused for the index, audit, backup and master key, and fine with the right ones', async () => {
    await requireKnownKeys(t.db, testKeyring());
    await requireKnownKeys(t.db, testKeyring());
    const material = testKeyMaterial();
    const other = randomBytes(32);
    const tries = [
      { ...material, index: other },
      { ...material, audit: other },
      { ...material, backup: other },
      { ...material, master: [{ id: 1, key: other }] },
      { ...material, master: [{ id: 7, key: other }] },
    ].map((keys) => requireKnownKeys(t.db, new Keyring(keys)).catch((error) => error));
    const purposes = (await Promise.all(tries)).map((error: WrongKeysError) => error.purposes);
    expect(purposes).toEqual([['index'], ['audit'], ['backup'], ['master'], ['master']]);
  });
});
