import { bag } from './bags.ts';
import type { Bag } from './types.ts';

export interface StoredMessage {
  channel: string;
  ts: string;
  text: string;
  user: string;
  clientMsgId: string | undefined;
  metadata: Bag | undefined;
  deleted: boolean;
}

/**
 * Counts what Slack really stored, however often the bot asked and whatever it was told. It shares no code with
 * the bot: "delivered once" means `count(id) === 1` here.
 */
export class Witness {
  readonly #all: StoredMessage[] = [];
  readonly #byTs = new Map<string, StoredMessage>();
  readonly #byId = new Map<string, StoredMessage[]>();

  get all(): readonly StoredMessage[] {
    return this.#all;
  }

  record(message: StoredMessage): void {
    this.#all.push(message);
    this.#byTs.set(`${message.channel} ${message.ts}`, message);
    for (const id of new Set([message.clientMsgId ?? '', ...metadataValues(message)])) {
      if (id) this.#byId.set(id, [...(this.#byId.get(id) ?? []), message]);
    }
  }

  markDeleted(channel: string, ts: string): void {
    const found = this.#byTs.get(`${channel} ${ts}`);
    if (found) found.deleted = true;
  }

  /** Stored messages whose metadata payload holds this value, or whose client_msg_id is it. Deleted ones count too. */
  of(id: string): StoredMessage[] {
    return this.#byId.get(id) ?? [];
  }

  count(id: string): number {
    return this.of(id).length;
  }

  /** How often each value of this metadata payload key was stored. */
  countsBy(key: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const message of this.#all) {
      const value = bag(message.metadata?.event_payload)[key];
      if (value === undefined) continue;
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    return counts;
  }
}

function metadataValues(message: StoredMessage): string[] {
  return Object.values(bag(message.metadata?.event_payload)).map(String);
}
