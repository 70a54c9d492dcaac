import type { Bus } from './bus.ts';
import type { PracticeClock } from './clock.ts';
import type { Bag, Evidence } from './types.ts';

export interface TrafficEntry {
  n: number;
  /** Practice time, ISO. */
  at: string;
  kind: 'call' | 'delivery' | 'ack' | 'response' | 'rule' | 'fault';
  name: string;
  ok: boolean;
  error?: string;
  ms?: number;
  request?: unknown;
  response?: unknown;
  rule?: string;
  evidence?: Evidence;
}

/** Old entries are dropped beyond this many, so that a workspace left running does not eat the memory. */
const KEPT = 100_000;

/** Everything that crossed between Slack and the bot, in order. Tokens are never in it. */
export class Traffic {
  readonly #clock: PracticeClock;
  readonly #bus: Bus;
  #entries: TrafficEntry[] = [];
  #n = 0;

  constructor(clock: PracticeClock, bus: Bus) {
    this.#clock = clock;
    this.#bus = bus;
  }

  get entries(): readonly TrafficEntry[] {
    return this.#entries;
  }

  add(entry: Omit<TrafficEntry, 'n' | 'at'>): void {
    this.#n += 1;
    const full = { n: this.#n, at: this.#clock.iso(), ...entry };
    this.#entries.push(full);
    if (this.#entries.length > KEPT * 1.1) this.#entries = this.#entries.slice(-KEPT);
    this.#bus.tell({ event: 'traffic', data: full as unknown as Bag });
  }

  since(n: number, limit: number): TrafficEntry[] {
    const first = this.#entries[0]?.n ?? 0;
    return this.#entries.slice(Math.max(0, n + 1 - first)).slice(-limit);
  }

  /** Forgets what crossed so far. */
  forget(): void {
    this.#entries = [];
  }

  /** The calls of one Web API method. */
  calls(method: string): TrafficEntry[] {
    return this.#entries.filter((entry) => entry.kind === 'call' && entry.name === method);
  }
}
