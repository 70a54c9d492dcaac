import { ActError } from './errors.ts';

const MICROS_PER_MS = 1000;

/** The workspace's clock: a base clock plus a shift that people may move. Milliseconds since the epoch. */
export class PracticeClock {
  readonly #base: () => number;
  #shiftMs = 0;
  #lastMicros = 0;
  readonly #movers: ((shiftMs: number) => unknown)[] = [];

  constructor(base: () => number | Date = Date.now) {
    this.#base = () => Number(base());
  }

  get shiftMs(): number {
    return this.#shiftMs;
  }

  now(): number {
    return this.#base() + this.#shiftMs;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A message timestamp: unique and rising even when many are made in one millisecond (documented: ts is unique per channel). */
  nextTs(): string {
    this.#lastMicros = Math.max(this.now() * MICROS_PER_MS, this.#lastMicros + 1);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(Math.floor(this.#lastMicros % 1_000_000)).padStart(6, '0')}`;
  }

  /** Timestamps continue after this one (messages restored from a file). */
  startAfter(ts: string): void {
    const [seconds = '0', micros = '0'] = ts.split('.');
    this.#lastMicros = Math.max(this.#lastMicros, Number(seconds) * 1_000_000 + Number(micros));
  }

  /** Called with the new shift before it takes effect; when one throws the clock stays. */
  onMove(mover: (shiftMs: number) => unknown): void {
    this.#movers.push(mover);
  }

  async advance(ms: number): Promise<void> {
    await this.#move(this.#shiftMs + ms);
  }

  async set(at: Date | number): Promise<void> {
    await this.#move(Number(at) - this.#base());
  }

  /** Restores a shift without telling anyone. */
  restore(shiftMs: number): void {
    this.#shiftMs = shiftMs;
  }

  async #move(shiftMs: number): Promise<void> {
    if (!Number.isFinite(shiftMs))
      throw new ActError('bad_request', 'The clock needs a duration or a time.');
    if ((this.#base() + shiftMs) * MICROS_PER_MS < this.#lastMicros) {
      throw new ActError('clock_backwards', 'The clock cannot go back to before the last message.');
    }
    for (const mover of this.#movers) await mover(shiftMs);
    this.#shiftMs = shiftMs;
  }
}
