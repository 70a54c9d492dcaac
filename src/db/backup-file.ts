import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { derive, type Keyring } from './sealing.ts';

// A backup file: MAGIC, 16 bytes salt, then boxes of [4 bytes length][ciphertext][16 bytes tag]. Each box
// is AES-256-GCM under a key of this file's own; its nonce is its number and whether it is the last, so
// that boxes taken out, exchanged, or cut off at the end do not open.

const MAGIC = Buffer.from('GATEHOUSE BACKUP 1\n');
const SALT = 16;
const TAG = 16;
const BOX = 64 * 1024;

/** The file is not a backup, was made with another key, or is damaged. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/** Encrypts a stream of bytes into a backup file's content. */
export async function* encrypted(
  keyring: Keyring,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT);
  const key = fileKey(keyring, salt);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of plain) {
    rest = Buffer.concat([rest, chunk]);
    // A full box is only sent when more follows: the last one must be known as such.
    while (rest.length > BOX) {
      yield sealBox(key, { number, last: false }, rest.subarray(0, BOX));
      rest = rest.subarray(BOX);
      number += 1;
    }
  }
  yield sealBox(key, { number, last: true }, rest);
}

/** The bytes again; throws BackupError before it yields anything that is not as it was written. */
export async function* decrypted(
  keyring: Keyring,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const read = byteReader(content);
  const head = await read(MAGIC.length + SALT);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC))
    throw new BackupError('This is not a backup file.');
  const key = fileKey(keyring, head.subarray(MAGIC.length));
  for (let number = 0; ; number += 1) {
    const length = (await read(4))?.readUInt32BE();
    const box = length !== undefined && length <= BOX ? await read(length + TAG) : null;
    if (!box) throw new BackupError('The backup file is cut off or damaged.');
    const plain = openBox(key, { number, last: false }, box);
    if (plain) {
      yield plain;
      continue;
    }
    const last = openBox(key, { number, last: true }, box);
    if (!last || (await read(1)) !== null) {
      throw new BackupError('The backup file is damaged, or was made with another backup key.');
    }
    yield last;
    return;
  }
}

interface BoxPlace {
  number: number;
  last: boolean;
}

function sealBox(key: KeyObject, place: BoxPlace, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body, cipher.getAuthTag()]);
}

function openBox(key: KeyObject, place: BoxPlace, box: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(place), { authTagLength: TAG });
  decipher.setAuthTag(box.subarray(box.length - TAG));
  try {
    return Buffer.concat([decipher.update(box.subarray(0, box.length - TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/** Unique under its key: the key is the file's own, and each box has its number. */
function nonce({ number, last }: BoxPlace): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number));
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function fileKey(keyring: Keyring, salt: Buffer): KeyObject {
  return derive(keyring.backup, `backup|${salt.toString('hex')}`);
}

/** Reads exactly so many bytes at a time; null when the content ends before. */
export function byteReader(
  content: AsyncIterable<Buffer>,
): (count: number) => Promise<Buffer | null> {
  const source = content[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return async (count) => {
    const parts = [held];
    let length = held.length;
    while (length < count) {
      const next = await source.next();
      if (next.done) {
        held = Buffer.concat(parts);
        return null;
      }
      parts.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(parts);
    held = all.subarray(count);
    return all.subarray(0, count);
  };
}
