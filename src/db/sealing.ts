import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { fewRandomBytes } from '../lib/random.ts';

/** The secrets of an installation, as config hands them over: 32 bytes each. */
export interface KeyMaterial {
  /** Newest first: the first one wraps, all of them unwrap. Ids are 1 to 255 and never reused. */
  master: { id: number; key: Buffer }[];
  index: Buffer;
  audit: Buffer;
  backup: Buffer;
}

/** A key that seals values; its bytes live outside the heap and are wiped when nobody holds it any more. */
export type DataKey = KeyObject;

/** Where a sealed value belongs. It is bound to the ciphertext: moved to another place it does not open. */
export interface SealPlace {
  table: string;
  column: string;
  rowId: string;
}

/** Sealed bytes: version, key id, 12 bytes IV, 16 bytes tag, ciphertext. */
export type Sealed = Buffer<ArrayBuffer>;

/** A sealed value that does not open: wrong key, wrong place, or changed. Never says what was in it. */
export class SealError extends Error {
  override name = 'SealError';
}

const VERSION = 1;
const HEADER = 2;
const IV = 12;
const TAG = 16;
/** The key id in the header of a value sealed under a data key; master keys have 1 to 255. */
const UNDER_DATA_KEY = 0;
const CACHE = { size: 5_000, lifeMs: 60_000 };

/**
 * The installation's keys, ready for use, and the data keys unwrapped lately. They are forgotten after
 * a minute, so that a key destroyed by another process is soon gone here too.
 */
export class Keyring {
  readonly audit: KeyObject;
  readonly backup: KeyObject;
  private readonly index: KeyObject;
  private readonly masters = new Map<number, KeyObject>();
  private readonly newest: number;
  private readonly indexKeys = new Map<string, KeyObject>();
  private readonly unwrapped = new Map<string, { key: DataKey; until: number }>();

  constructor(material: KeyMaterial) {
    const [first] = material.master;
    if (!first) throw new Error('a keyring needs a master key');
    this.newest = first.id;
    for (const { id, key } of material.master) this.masters.set(id, secretKey(Buffer.from(key)));
    this.index = secretKey(Buffer.from(material.index));
    this.audit = secretKey(Buffer.from(material.audit));
    this.backup = secretKey(Buffer.from(material.backup));
  }

  /** The id of the master key that wraps new data keys, as the tables write it. */
  get newestId(): string {
    return String(this.newest);
  }

  /** Wraps the bytes of a data key under the newest master key. */
  wrap(place: SealPlace, bytes: Buffer): Sealed {
    return encrypt({ key: this.master(this.newest), keyId: this.newest, place }, bytes);
  }

  /** The bytes of a wrapped data key; throws SealError when its master key is not in the ring. */
  unwrap(place: SealPlace, wrapped: Uint8Array): Buffer {
    return decrypt({ key: this.master(wrapped[1] ?? 0), place }, wrapped);
  }

  /** The key of one column's blind indexes, so that equal values in two columns do not look equal. */
  indexKey(column: string): KeyObject {
    let key = this.indexKeys.get(column);
    if (!key) {
      key = derive(this.index, `index|${column}`);
      this.indexKeys.set(column, key);
    }
    return key;
  }

  cached(name: string): DataKey | null {
    const hit = this.unwrapped.get(name);
    if (!hit) return null;
    this.unwrapped.delete(name);
    if (hit.until < performance.now()) return null;
    this.unwrapped.set(name, hit); // to the end: the one longest unused is first
    return hit.key;
  }

  remember(name: string, key: DataKey): DataKey {
    this.unwrapped.set(name, { key, until: performance.now() + CACHE.lifeMs });
    if (this.unwrapped.size > CACHE.size) {
      const [oldest] = this.unwrapped.keys();
      if (oldest !== undefined) this.unwrapped.delete(oldest);
    }
    return key;
  }

  forget(name: string): void {
    this.unwrapped.delete(name);
  }

  private master(id: number): KeyObject {
    const key = this.masters.get(id);
    if (!key) throw new SealError(`master key ${id} is not among the given keys`);
    return key;
  }
}

/** Seals a text under a data key, bound to its place. */
export function seal(key: DataKey, place: SealPlace, text: string): Sealed {
  return encrypt({ key, keyId: UNDER_DATA_KEY, place }, Buffer.from(text, 'utf8'));
}

/** The text again; throws SealError for another key, another place, or changed bytes. */
export function open(key: DataKey, place: SealPlace, sealed: Uint8Array): string {
  if (sealed[1] !== UNDER_DATA_KEY)
    throw new SealError(`${describe(place)} is not sealed under a data key`);
  return decrypt({ key, place }, sealed).toString('utf8');
}

/**
 * What equality is looked up by: 16 bytes that say nothing without the key. `column` names the index
 * (`phone`, `phone_masked`, `wechat` …), `normalised` is the value as the whole program spells it.
 */
export function blindIndex(keyring: Keyring, column: string, normalised: string): Sealed {
  const mac = createHmac('sha256', keyring.indexKey(column)).update(normalised, 'utf8');
  // By way of a text of one character a byte: the digest as bytes takes half as long again, for memory of its own.
  return Buffer.from(mac.digest('binary').slice(0, 16), 'binary');
}

/** A key for one purpose, made from another; the same purpose gives the same key. */
export function derive(from: KeyObject, purpose: string): KeyObject {
  return secretKey(Buffer.from(hkdfSync('sha256', from, '', `gatehouse|${purpose}`, 32)));
}

/** A new random data key: its bytes to be wrapped, and the key itself. The bytes are the caller's to wipe. */
export function newDataKey(): { bytes: Buffer; key: DataKey } {
  const bytes = randomBytes(32);
  return { bytes, key: createSecretKey(bytes) };
}

/** Takes the bytes over: they are wiped. */
export function secretKey(bytes: Buffer): KeyObject {
  if (bytes.length !== 32) throw new Error('a key must have 32 bytes');
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function encrypt(
  under: { key: KeyObject; keyId: number; place: SealPlace },
  plain: Buffer,
): Sealed {
  const header = Buffer.from([VERSION, under.keyId]);
  const iv = fewRandomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', under.key, iv);
  cipher.setAAD(associated(header, under.place));
  const body = cipher.update(plain);
  const rest = cipher.final();
  return Buffer.concat([header, iv, cipher.getAuthTag(), body, rest]);
}

function decrypt(under: { key: KeyObject; place: SealPlace }, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER + IV + TAG || bytes[0] !== VERSION) {
    throw new SealError(`${describe(under.place)} is not sealed by this program`);
  }
  const decipher = createDecipheriv('aes-256-gcm', under.key, bytes.subarray(HEADER, HEADER + IV), {
    authTagLength: TAG,
  });
  decipher.setAAD(associated(bytes.subarray(0, HEADER), under.place));
  decipher.setAuthTag(bytes.subarray(HEADER + IV, HEADER + IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER + IV + TAG)), decipher.final()]);
  } catch (cause) {
    throw new SealError(`${describe(under.place)} does not open: wrong key or place, or changed`, {
      cause,
    });
  }
}

function associated(header: Buffer, { table, column, rowId }: SealPlace): Buffer {
  return Buffer.concat([header, Buffer.from(`${table}|${column}|${rowId.toLowerCase()}`, 'utf8')]);
}

function describe({ table, column, rowId }: SealPlace): string {
  return `${table}.${column} of ${rowId}`;
}
