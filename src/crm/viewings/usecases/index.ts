/** Everything a person can do with viewings. */

export type { Scope } from '../rules.ts';
export type { Clash, ViewingRow } from '../store.ts';
export type { ViewingLine } from '../store-lists.ts';
export { type ChangedViewing, cancelViewing, moveViewing } from './change.ts';
export { listMyViewings, type ViewingPage } from './list.ts';
export {
  type PlannedViewing,
  planViewing,
  proposeViewing,
  readForViewing,
} from './plan.ts';
export { findOpenViewing, type OpenedViewing, readViewing } from './read.ts';
export { type RecordedViewing, recordViewing } from './record.ts';
