import type { Db } from '../../db/client.ts';
import type { Keyring } from '../../db/sealing.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter, Poster } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Office } from '../../nudges/office.ts';

/** What composing needs: the office as it is at this moment. `office.now` is business time. */
export interface Writing {
  db: Db;
  keys: Keyring;
  poster: Poster;
  office: Office;
}

/**
 * A kind of message that leaves. Words are chosen when it leaves, from what is true then; both functions
 * answer by message id.
 */
export interface MessageKind {
  id: string;
  /** Several waiting for one recipient leave as one. */
  bundles?: true;
  compose(writing: Writing, messages: Message[]): Promise<Map<string, Draft>>;
  /** Draws posted ones again after something they tell has changed; without it they stay as they are. */
  redraw?(writing: Writing, messages: Message[]): Promise<Map<string, Letter | null>>;
}

/** For kinds that are composed one by one. */
export async function oneByOne<T>(
  messages: Message[],
  compose: (message: Message) => Promise<T>,
): Promise<Map<string, T>> {
  const made = new Map<string, T>();
  for (const message of messages) made.set(message.id, await compose(message));
  return made;
}
