import { fewRandomBytes } from './random.ts';

/**
 * A new row id: UUIDv7 (time-ordered, so that index pages stay warm), made by the application because
 * sealing binds ciphertext to the id before the row exists. `at` is the moment of creation.
 */
export function newId(at: Date = new Date()): string {
  const bytes = fewRandomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
