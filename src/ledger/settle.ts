import type { Db } from '../db/client.ts';
import type { Message } from './rows.ts';

/** What became of one claimed message. Waits are ms of the database's own clock; `dueAt` is business time. */
export type Outcome =
  | { state: 'sent'; ts: string | null }
  /** Back to be sent later; nothing was posted. */
  | { state: 'planned'; waitMs?: number; dueAt?: Date; error?: string; plain?: boolean }
  /** Still in doubt: looked at again after `waitMs`. */
  | { state: 'sending'; waitMs: number; error: string }
  | { state: 'suppressed' | 'dead'; error: string };

interface Settled {
  id: string;
  leaseOwner: string;
  state: string;
  ts: string | null;
  waitMs: number;
  dueAt: string | null;
  error: string | null;
  plain: boolean;
}

/**
 * Writes outcomes. Whatever comes while a write is under way goes with the next one, so that a fast
 * sender does not wait for a round trip per message. That a message was posted is true whoever holds
 * the lease by now; everything else is only said by the claim that holds it.
 */
export class Settler {
  readonly #db: Db;
  #waiting: Settled[] = [];
  #writing: Promise<void> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Resolves when the outcome is stored. When it cannot be stored the lease runs out and the message is in doubt. */
  settle(message: Pick<Message, 'id' | 'leaseOwner'>, outcome: Outcome): Promise<void> {
    this.#waiting.push({
      id: message.id,
      leaseOwner: message.leaseOwner,
      state: outcome.state,
      ts: 'ts' in outcome ? outcome.ts : null,
      waitMs: 'waitMs' in outcome ? (outcome.waitMs ?? 0) : 0,
      dueAt: 'dueAt' in outcome ? (outcome.dueAt?.toISOString() ?? null) : null,
      error: 'error' in outcome ? (outcome.error ?? null) : null,
      plain: 'plain' in outcome && outcome.plain === true,
    });
    // Whoever comes while a write runs waits for the one after it.
    const next = this.#writing
      ? this.#writing.catch(() => {}).then(() => this.#write())
      : this.#write();
    return next;
  }

  #write(): Promise<void> {
    if (this.#waiting.length === 0) return this.#writing ?? Promise.resolve();
    const batch = this.#waiting;
    this.#waiting = [];
    const write = storeOutcomes(this.#db, batch).finally(() => {
      if (this.#writing === write) this.#writing = null;
    });
    this.#writing = write;
    return write;
  }
}

async function storeOutcomes(db: Db, outcomes: Settled[]): Promise<void> {
  await db.$executeRaw`
    UPDATE messages m SET
      state = s.state,
      slack_ts = coalesce(s.ts, m.slack_ts),
      sent_at = CASE WHEN s.state = 'sent' THEN app_now() END,
      ambiguous = s.state = 'sending',
      due_at = coalesce(s."dueAt", m.due_at),
      next_at = clock_timestamp() + s."waitMs" * interval '1 millisecond',
      lease_until = CASE WHEN s.state = 'sending' THEN clock_timestamp() + s."waitMs" * interval '1 millisecond' END,
      lease_owner = NULL,
      plain = m.plain OR s.plain,
      last_error = s.error
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS s(
      id uuid, "leaseOwner" uuid, state text, ts text, "waitMs" float8, "dueAt" timestamptz, error text, plain boolean)
    WHERE m.id = s.id AND m.state IN ('sending', 'planned')
      AND (s.state = 'sent' OR (m.state = 'sending' AND m.lease_owner = s."leaseOwner"))`;
}
