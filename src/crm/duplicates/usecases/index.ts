/** Everything a person can do about likely duplicates. */
export { LikelyDuplicates } from '../asking.ts';
