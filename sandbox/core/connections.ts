import type { Bus } from './bus.ts';
import type { Bag } from './types.ts';

/** What Slack sends over a Socket Mode connection; the in-process receiver gets the same. */
export interface Envelope {
  envelope_id: string;
  type: 'slash_commands' | 'interactive' | 'events_api';
  accepts_response_payload: boolean;
  payload: Bag;
  retry_attempt: number;
  retry_reason: string;
}

/** How a connection reports back on an envelope. */
export interface Answering {
  ack(response: unknown): void;
  /** The connection closed before an ack. */
  lost(): void;
  /** In-process only: all listeners have finished, with the error of one that failed. */
  ended(failure?: unknown): void;
}

export interface Connection {
  /** True when `ended` will be called; then an act waits for the listeners too, so that tests need not poll. */
  readonly tracksEnd: boolean;
  send(envelope: Envelope, answering: Answering): void;
  /** Socket Mode's `disconnect` message, as on a refresh. */
  refresh?(): void;
}

/** Documented: each envelope goes to exactly one of the app's connections. */
export class Connections {
  readonly #bus: Bus;
  readonly #open: Connection[] = [];
  readonly #waiters = new Set<() => void>();
  #turn = 0;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get count(): number {
    return this.#open.length;
  }

  join(connection: Connection): void {
    this.#open.push(connection);
    this.#changed();
    for (const waiter of [...this.#waiters]) waiter();
  }

  leave(connection: Connection): void {
    const at = this.#open.indexOf(connection);
    if (at < 0) return;
    this.#open.splice(at, 1);
    this.#changed();
  }

  /** The next connection in turn, or null when the bot is not there. */
  pick(): Connection | null {
    if (this.#open.length === 0) return null;
    this.#turn = (this.#turn + 1) % this.#open.length;
    return this.#open[this.#turn] ?? null;
  }

  /** Calls `run` once when a connection joins; the answer cancels it. */
  whenJoined(run: () => void): () => void {
    const waiter = () => {
      this.#waiters.delete(waiter);
      run();
    };
    this.#waiters.add(waiter);
    return () => this.#waiters.delete(waiter);
  }

  refresh(count: number): void {
    for (const connection of this.#open.slice(0, count)) connection.refresh?.();
  }

  #changed(): void {
    this.#bus.tell({ event: 'connections', data: { count: this.#open.length } });
  }
}
