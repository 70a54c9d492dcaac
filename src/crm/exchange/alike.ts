import { setImmediate as others } from 'node:timers/promises';
import { tableRows } from '../../lib/table/index.ts';
import { faceOf } from '../duplicates/find.ts';
import { compareFaces, type Face } from '../duplicates/matching.ts';
import type { Judged } from './judge.ts';
import type { Mapping } from './rules/columns.ts';
import type { Alike } from './rules/look.ts';
import { type Couple, NearRows } from './rules/near-rows.ts';
import { type Desk, isRefused, readRow } from './rules/row.ts';
import { FILE_LIMITS, type Origin, type Table } from './scan.ts';

/** Couples of rows that are opened and compared; the sweep after the run looks at all. */
const MOST_OPENED = 5_000;

/** How the file is read. */
interface Reader {
  mapping: Mapping;
  desk: Desk;
  origin: Origin;
}

/**
 * Near duplicates inside one file: gathered while it is read, then the rows that share something are read again
 * and compared as records are. Nothing of the file is kept but numbers and marks.
 */
export class AlikeRows {
  readonly #near = new NearRows();
  readonly #couples = new Map<string, Couple>();

  /** Notes the rows of a batch that would be created; those that may be somebody known are told as that. */
  see(judged: readonly Judged[], told: ReadonlyMap<number, unknown>): void {
    for (const { row, verdict } of judged) {
      if (verdict.outcome !== 'created' || told.has(row)) continue;
      this.#open(this.#near.see(row, verdict.incoming.values));
    }
  }

  #open(couples: readonly Couple[]): void {
    for (const couple of couples) {
      if (this.#couples.size >= MOST_OPENED) return;
      this.#couples.set(couple.join(' '), couple);
    }
  }

  /** Of each later row the surest earlier one, in their order. */
  async find(table: Table, how: Reader): Promise<Alike[]> {
    for (const couples of this.#near.phonesNear()) {
      this.#open(couples);
      await others();
    }
    const faces = await this.#readFaces(table, how);
    const surest = new Map<number, Alike & { score: number }>();
    for (const [earlier, row] of this.#couples.values()) {
      const [one, other] = [faces.get(earlier), faces.get(row)];
      const match = one && other && compareFaces(one, other);
      if (!match || match.score < how.desk.settings.duplicateScore) continue;
      if ((surest.get(row)?.score ?? 0) < match.score)
        surest.set(row, { row, earlier, reasons: match.reasons, score: match.score });
    }
    return [...surest.values()].sort((a, b) => a.row - b.row);
  }

  async #readFaces(table: Table, how: Reader): Promise<Map<number, Face>> {
    const faces = new Map<number, Face>();
    const wanted = new Set([...this.#couples.values()].flat());
    if (wanted.size === 0) return faces;
    for await (const one of tableRows(table.source, table.looked, FILE_LIMITS[how.origin].rows)) {
      if (!wanted.has(one.row)) continue;
      const read = readRow(one, how.mapping, how.desk);
      if (!isRefused(read)) faces.set(one.row, faceOf(read.values));
      if (faces.size === wanted.size) break;
    }
    return faces;
  }
}
