/** Everything a person can do about likely duplicates. */

export { LikelyDuplicates } from '../asking.ts';
export type { PairRow } from '../store-pairs.ts';
export {
  countWaiting,
  keepApart,
  makeFamily,
  type PairPage,
  readForFamily,
  readPairs,
} from './deciding.ts';
export { DUPLICATES_MESSAGE, sweepDuplicates, tellDuplicates } from './sweep.ts';
