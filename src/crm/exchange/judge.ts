import type { Handle } from '../../db/client.ts';
import { linkReferrers, type Of } from './linking.ts';
import { decide, type Existing, type Verdict } from './rules/decide.ts';
import { isRefused } from './rules/row.ts';
import type { Scanned } from './scan.ts';
import { findExisting } from './store/known.ts';

/** What becomes of one row. */
export interface Judged {
  row: number;
  verdict: Verdict;
}

/** Decides about a batch by what the register has at this moment; the look before the run and the run share it. */
export async function judgeBatch(db: Handle, scanned: Scanned[], of: Of): Promise<Judged[]> {
  const batch = await linkReferrers(db, scanned, of);
  const asked = batch.flatMap(({ read, keys, earlier }) =>
    isRefused(read) || !keys || earlier !== null ? [] : [{ incoming: read, keys }],
  );
  const found = await findExisting(db, asked, of.actor);
  const existing = new Map<number, Existing[]>(
    asked.map(({ incoming }, nth) => [incoming.row, found[nth] ?? []]),
  );
  return batch.map(({ read, earlier }) => ({
    row: read.row,
    verdict: decide(read, { earlier, existing: existing.get(read.row) ?? [] }),
  }));
}
