import type { TransactContext } from '../../../db/transact.ts';
import { forgetOldWays } from '../store/merges.ts';

/** Throws the way back of merges away that can no longer be undone: what it holds is nobody's business any more. */
export function forgetOldMerges({ db }: TransactContext): Promise<void> {
  return forgetOldWays(db);
}
