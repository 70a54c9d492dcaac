import type { TransactContext } from '../db/transact.ts';
import type { Actor } from './access/actor.ts';

/** What every use case receives first: the database, the keys, who is asking, and which delivery it serves. */
export interface Ctx extends TransactContext {
  actor: Actor;
}
