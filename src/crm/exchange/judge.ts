import type { Handle } from '../../db/client.ts';
import { linkReferrers, type Of } from './linking.ts';
import { decide, type Existing, type Verdict } from './rules/decide.ts';
import { isRefused } from './rules/row.ts';
import type { Scanned } from './scan.ts';
import { findExisting } from './store/known.ts';
import { noteKeys } from './store/seen.ts';
import type { Prepared } from './store/writing.ts';

/** What becomes of one row. */
export interface Judged {
  row: number;
  verdict: Verdict;
  prepared: Prepared | null;
}

/**
 * Decides about a batch by what the register has at this moment and what the file had before; the look before
 * the run and the run share it.
 */
export async function judgeBatch(db: Handle, scanned: Scanned[], of: Of): Promise<Judged[]> {
  const keyed = scanned.flatMap(({ read, keys }) => (keys ? [{ row: read.row, keys }] : []));
  const earlier = await noteKeys(db, of.importId, keyed);
  const batch = await linkReferrers(db, scanned, of);
  const asked = batch.flatMap(({ read, keys }) =>
    isRefused(read) || !keys || earlier.has(read.row) ? [] : [{ incoming: read, keys }],
  );
  const found = await findExisting(db, asked, of.actor);
  const existing = new Map<number, Existing[]>(
    asked.map(({ incoming }, nth) => [incoming.row, found[nth] ?? []]),
  );
  return batch.map(({ read, prepared }) => ({
    row: read.row,
    prepared,
    verdict: decide(read, {
      earlier: earlier.get(read.row) ?? null,
      existing: existing.get(read.row) ?? [],
    }),
  }));
}
