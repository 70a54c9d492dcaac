import type { TransactContext } from '../db/transact.ts';
import type { Actor } from './access/actor.ts';
import type { Settings } from './settings/rules.ts';

/** What every use case receives first: the database, the keys, who is asking, and which delivery it serves. */
export interface Ctx extends TransactContext {
  actor: Actor;
  /** The rules of the person's home team as the delivery found them; they count until it writes something. */
  rules?: Settings;
}
