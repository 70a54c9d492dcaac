/** Places of a new table; it doubles when two thirds are taken. */
const SLOTS = 1 << 10;

/**
 * Numbers with the place they were last met at: 12 bytes each, however many, where a Map takes 60. Where a key comes
 * to lie is drawn by lot for each table, so that no file can be written whose phones all lie in one place: looking
 * for them there would take the square of their number.
 */
export class RowTable {
  readonly #lot = crypto.getRandomValues(new Uint32Array(2)).map((drawn) => drawn | 1);
  #keys = new Float64Array(SLOTS);
  #places = new Int32Array(SLOTS);
  #used = 0;

  /** Notes a place under a key, and answers the one noted there before; -1: none. */
  meet(key: number, place: number): number {
    if (this.#used * 3 > this.#keys.length * 2) this.#grow();
    const slot = this.#slotOf(key);
    const before = this.#places[slot]! - 1;
    if (before < 0) this.#used += 1;
    this.#keys[slot] = key;
    this.#places[slot] = place + 1;
    return before;
  }

  /** The place noted under a key; -1: none. */
  find(key: number): number {
    return this.#places[this.#slotOf(key)]! - 1;
  }

  clear(): void {
    this.#places.fill(0);
    this.#used = 0;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = Math.imul(key % 0x100000000, this.#lot[0]!);
    slot = Math.imul(slot ^ (slot >>> 15) ^ (key / 0x100000000), this.#lot[1]!);
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#places[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, places] = [this.#keys, this.#places];
    this.#keys = new Float64Array(keys.length * 2);
    this.#places = new Int32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at++) {
      if (places[at] === 0) continue;
      const slot = this.#slotOf(keys[at]!);
      this.#keys[slot] = keys[at]!;
      this.#places[slot] = places[at]!;
    }
  }
}

/** A text as a number of 53 bits (cyrb53, in the public domain): two of a file hardly ever have the same. */
export function numberOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
