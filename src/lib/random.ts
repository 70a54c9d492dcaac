import { randomBytes } from 'node:crypto';

/** Drawn at once: a call for a few bytes costs nearly as much as one for many. */
const STOCK = 16_384;
let stock = Buffer.alloc(0);
let at = 0;

/** Random bytes that nobody else gets, for ids and initialisation vectors; keys are drawn by themselves. */
export function fewRandomBytes(count: number): Buffer {
  if (at + count > stock.length) {
    stock = randomBytes(STOCK);
    at = 0;
  }
  at += count;
  return stock.subarray(at - count, at);
}
