import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blindIndex, Keyring, newDataKey, open, SealError, seal } from '../../src/db/sealing.ts';
import { testKeyMaterial, testKeyring } from '../support/keys.ts';

const LI = {
  table: 'customer_phones',
  column: 'sealed',
  rowId: '0190a0b0-0000-7000-8000-000000000001',
};
const WANG = { ...LI, rowId: '0190a0b0-0000-7000-8000-000000000002' };
const { key } = newDataKey();

describe('a sealed value', () => {
  test('opens again in its own place, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(open(key, LI, seal(key, LI, text))).toBe(text);
      }),
    );
  });

  test('shows nothing of a phone and is 41 bytes, never twice the same', () => {
    const sealed = seal(key, LI, '13812345678');
    expect(sealed).toHaveLength(41);
    expect(sealed.includes('138')).toBe(false);
    expect(seal(key, LI, '13812345678').equals(sealed)).toBe(false);
  });

  test("of Li does not open as Wang's, nor in another column or table", () => {
    const sealed = seal(key, LI, '13812345678');
    expect(() => open(key, WANG, sealed)).toThrow(SealError);
    expect(() => open(key, { ...LI, column: 'note' }, sealed)).toThrow(SealError);
    expect(() => open(key, { ...LI, table: 'customers' }, sealed)).toThrow(SealError);
  });

  test('does not open under another key, and the error does not quote it', () => {
    const sealed = seal(key, LI, '13812345678');
    expect(() => open(newDataKey().key, LI, sealed)).toThrow(
      /^customer_phones.sealed of 0190a0b0-[^ ]* does not open/,
    );
  });

  test('does not open when any bit of it is changed or its end is cut off', () => {
    const sealed = seal(key, LI, '13812345678');
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(() => open(key, LI, changed)).toThrow(SealError);
      }),
    );
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), (length) => {
        expect(() => open(key, LI, sealed.subarray(0, length))).toThrow(SealError);
      }),
    );
  });
});

describe('a blind index', () => {
  const ring = testKeyring();

  test('is the same for the same phone, so that it can be found, and 16 bytes', () => {
    expect(blindIndex(ring, 'phone', '+8613812345678')).toEqual(
      blindIndex(testKeyring(), 'phone', '+8613812345678'),
    );
    expect(blindIndex(ring, 'phone', '+8613812345678')).toHaveLength(16);
  });

  test('differs by column and by key, so that equal values cannot be matched across them', () => {
    const other = new Keyring({ ...testKeyMaterial(), index: randomBytes(32) });
    const all = [
      blindIndex(ring, 'phone', '8888'),
      blindIndex(ring, 'last4', '8888'),
      blindIndex(other, 'phone', '8888'),
    ].map((index) => index.toString('hex'));
    expect(new Set(all).size).toBe(3);
  });
});

describe('a wrapped data key', () => {
  const place = { table: 'customer_keys', column: 'wrapped', rowId: LI.rowId };
  const material = testKeyMaterial();
  const bytes = randomBytes(32);

  test('is unwrapped by an old master key that is still in the ring, and wrapped by the newest', () => {
    const before = new Keyring(material).wrap(place, bytes);
    const both = new Keyring({
      ...material,
      master: [{ id: 2, key: randomBytes(32) }, ...material.master],
    });
    expect(both.unwrap(place, before)).toEqual(bytes);
    expect(both.wrap(place, bytes)[1]).toBe(2);
    expect(both.newestId).toBe('2');
  });

  test('says which master key is missing', () => {
    const wrapped = new Keyring({ ...material, master: [{ id: 9, key: randomBytes(32) }] }).wrap(
      place,
      bytes,
    );
    expect(() => testKeyring().unwrap(place, wrapped)).toThrow(
      'master key 9 is not among the given keys',
    );
  });

  test('cannot be passed off as a sealed value', () => {
    expect(() => open(key, place, testKeyring().wrap(place, bytes))).toThrow(SealError);
  });
});
