import { readHome } from '../../../lib/address.ts';
import { nameScopes } from '../../../lib/name-likeness.ts';
import { fold } from '../../../lib/names.ts';
import { maskPhone } from '../../../lib/phone.ts';
import { hiddenPhones, type Matched } from '../../customers/match-keys.ts';
import { numberOf, RowTable } from './row-table.ts';

/** Two rows that share enough to be opened and compared: the earlier and the later one. */
export type Couple = readonly [earlier: number, later: number];

/** The digits of a number in which two may differ: the last eleven. */
const DIGITS = 11;
/** Parts of a name that are kept of it, 16 bits each. */
const PARTS = 4;

/**
 * The rows of a file that share what near duplicates share: phones one digit off or with two neighbours swapped
 * beside a part of the name, a home, a referrer, a phone with its middle hidden. Of a row are kept its phones as
 * numbers and marks of its name, some 40 bytes; what the rows say is read again for the few that are found.
 */
export class NearRows {
  readonly #met = new RowTable();
  #phones = new Float64Array(1 << 10);
  #rows = new Int32Array(1 << 10);
  #names = new Uint16Array(PARTS << 10);
  #count = 0;

  /** Notes a row, and answers the earlier rows it shares a home, a referrer or a hidden phone with. */
  see(row: number, values: Matched): Couple[] {
    const scopes = nameScopes(values.name);
    for (const e164 of values.phones) this.#keep(Number(e164.slice(1)), row, scopes);
    const whole = [...scopes].sort().join(' ');
    const home = values.address ? readHome(values.address) : null;
    const referrer = values.referrerId ?? (values.referrer && fold(values.referrer).trim());
    const earlier = [
      ...(home ? [this.#meet(`address|${home.key}|${whole}`, row)] : []),
      ...(home?.isDoor ? [this.#meet(`door|${home.key}`, row)] : []),
      ...(referrer ? [this.#meet(`referrer|${referrer}|${whole}`, row)] : []),
      ...this.#meetHidden(row, values),
    ];
    return [...new Set(earlier)].filter((one) => one >= 0 && one !== row).map((one) => [one, row]);
  }

  /** Full phones meet those of which a part is known, not each other. */
  #meetHidden(row: number, values: Matched): number[] {
    const hidden = hiddenPhones(values);
    const masked = values.phones.map(maskPhone);
    for (const form of masked) this.#met.meet(numberOf(`full|${form}`), row);
    return [
      ...masked.map((form) => this.#met.find(numberOf(`hidden|${form}`))),
      ...hidden.flatMap((form) => [
        this.#met.find(numberOf(`full|${form}`)),
        this.#meet(`hidden|${form}`, row),
      ]),
    ];
  }

  #meet(text: string, row: number): number {
    return this.#met.meet(numberOf(text), row);
  }

  /**
   * The rows whose phones are one digit off or have two neighbours swapped, beside a part of the name; a digit at a
   * time, so that others get their turn in between.
   */
  *phonesNear(): Generator<Couple[]> {
    const table = new RowTable();
    const chain = new Int32Array(this.#count);
    for (let digit = 0; digit < DIGITS; digit++) {
      yield this.#sharing(table, chain, withoutDigit(digit));
      yield this.#sharing(table, chain, withNeighboursSorted(digit));
    }
  }

  #sharing(table: RowTable, chain: Int32Array, keyOf: (phone: number) => number | null): Couple[] {
    const found: Couple[] = [];
    table.clear();
    for (let at = 0; at < this.#count; at++) {
      const key = keyOf(this.#phones[at]!);
      if (key === null) continue;
      chain[at] = table.meet(key, at);
      for (let other = chain[at]!; other >= 0; other = chain[other]!)
        if (this.#areNear(other, at)) found.push([this.#rows[other]!, this.#rows[at]!]);
    }
    return found;
  }

  #areNear(one: number, other: number): boolean {
    if (this.#phones[one] === this.#phones[other]) return false;
    if (this.#rows[one] === this.#rows[other]) return false;
    for (let a = 0; a < PARTS; a++) {
      const part = this.#names[one * PARTS + a];
      if (part === 0) continue;
      for (let b = 0; b < PARTS; b++) if (this.#names[other * PARTS + b] === part) return true;
    }
    return false;
  }

  #keep(phone: number, row: number, scopes: readonly string[]): void {
    if (!Number.isSafeInteger(phone)) return;
    if (this.#count === this.#phones.length) this.#grow();
    const at = this.#count++;
    this.#phones[at] = phone;
    this.#rows[at] = row;
    for (const [nth, scope] of scopes.slice(0, PARTS).entries())
      this.#names[at * PARTS + nth] = (numberOf(scope) % 0xffff) + 1;
  }

  #grow(): void {
    const twice = <T extends Float64Array | Int32Array | Uint16Array>(grown: T, old: T): T => {
      grown.set(old);
      return grown;
    };
    this.#phones = twice(new Float64Array(this.#phones.length * 2), this.#phones);
    this.#rows = twice(new Int32Array(this.#rows.length * 2), this.#rows);
    this.#names = twice(new Uint16Array(this.#names.length * 2), this.#names);
  }
}

const digitAt = (phone: number, place: number) => Math.floor(phone / 10 ** place) % 10;

/** Two phones that differ in this digit alone have one key. */
const withoutDigit = (place: number) => (phone: number) =>
  phone - digitAt(phone, place) * 10 ** place;

/** Two phones in which this digit and the one before it are swapped have one key; where they are equal, none. */
const withNeighboursSorted = (place: number) => (phone: number) => {
  const [low, high] = [digitAt(phone, place), digitAt(phone, place + 1)];
  if (low === high) return null;
  return high > low ? phone : phone + (high - low) * 10 ** place + (low - high) * 10 ** (place + 1);
};
