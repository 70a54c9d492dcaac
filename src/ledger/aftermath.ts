import type { Db } from '../db/client.ts';
import { isHopeless, pauseMs, type Verdict } from './classify.ts';
import { divertMessage } from './divert.ts';
import type { Hooks } from './hooks.ts';
import type { Pace } from './pace.ts';
import type { Finding } from './reconcile.ts';
import type { Message } from './rows.ts';
import { Settler } from './settle.ts';

export interface AftermathParts {
  db: Db;
  hooks: Hooks;
  pace: Pace;
  monotonic: () => number;
  random: () => number;
}

/** After a refusal of our permission: one message tries, this often. */
export const STOPPED_MS = 60_000;
/** Who waits no longer than this is waited for; later ones are found by a later look. */
export const SOON_MS = 5_000;

/** What follows from what happened to a message; and whether anything can be sent at all. */
export class Aftermath {
  readonly #parts: AftermathParts;
  readonly #settler: Settler;
  #stopped: { why: string; until: number } | null = null;
  #soonest: number | null = null;

  constructor(parts: AftermathParts) {
    this.#parts = parts;
    this.#settler = new Settler(parts.db);
  }

  /** Why nothing is sent at all, or null. */
  get stopped(): string | null {
    return this.#stopped?.why ?? null;
  }

  /** Whether it is too early to ask again for our permission. */
  isStopped(): boolean {
    return this.#stopped !== null && this.#parts.monotonic() < this.#stopped.until;
  }

  /** In how many ms the next message may leave, where that is soon; asked once per pass. */
  takeSoonest(): number | null {
    const soonest = this.#soonest;
    this.#soonest = null;
    return soonest;
  }

  noteWait(ms: number): void {
    if (ms <= SOON_MS) this.#soonest = Math.min(this.#soonest ?? SOON_MS, ms);
  }

  /** Nothing is left to say. */
  drop(message: Message, why: string): Promise<void> {
    return this.#settler.settle(message, { state: 'suppressed', error: why });
  }

  /** It leaves at another business time. */
  move(message: Message, dueAt: Date): Promise<void> {
    return this.#settler.settle(message, { state: 'planned', dueAt });
  }

  /** Back for later; one in doubt stays in doubt. */
  back(message: Message, waitMs: number, error = 'paced'): Promise<void> {
    this.noteWait(waitMs);
    const state = message.ambiguous ? 'sending' : 'planned';
    return this.#settler.settle(message, { state, waitMs, error });
  }

  /** What was found of a doubtful message: null when nothing is left to do now, else as it is to be sent. */
  async cleared(message: Message, finding: Finding | undefined): Promise<Message | null> {
    switch (finding?.is) {
      case 'posted':
        await this.#settler.settle(message, { state: 'sent', ts: finding.ts });
        return null;
      case 'wait':
        await this.back(message, finding.afterMs, finding.why);
        return null;
      case 'unreadable':
        return message;
      default:
        return { ...message, ambiguous: false };
    }
  }

  /** What follows from an answer. */
  async act(message: Message, verdict: Verdict, channel: string): Promise<void> {
    const { pace, random, hooks, monotonic } = this.#parts;
    if (verdict.is === 'stopped') {
      this.#stopped = { why: verdict.why, until: monotonic() + STOPPED_MS };
      return this.back(message, STOPPED_MS, verdict.why);
    }
    this.#stopped = null;
    const waitMs = pauseMs(message.attempts, random());
    switch (verdict.is) {
      case 'sent':
        return this.#settler.settle(message, { state: 'sent', ts: verdict.ts });
      case 'doubtful':
        return this.#settler.settle(message, { state: 'sending', waitMs, error: verdict.why });
      case 'limited':
        pace.pause(channel, verdict.afterMs);
        return this.back(message, verdict.afterMs, 'limited');
      case 'no-way':
        return this.#anotherWay(message, verdict.why);
      case 'poison':
        if (message.plain) return this.#giveUp(message, verdict.why);
        return this.#settler.settle(message, { state: 'planned', plain: true, error: verdict.why });
      case 'later':
        if (isHopeless(message.attempts)) return this.#giveUp(message, verdict.why);
        hooks.report('posting', verdict.why);
        return this.back(message, waitMs, verdict.why);
    }
  }

  async #anotherWay(message: Message, why: string): Promise<void> {
    const { db, hooks } = this.#parts;
    const next = hooks.nextWay(message);
    if (!next) return this.#giveUp(message, why);
    await divertMessage(db, message, next, why);
    await hooks.notify(message, 'no-way', why);
  }

  async #giveUp(message: Message, why: string): Promise<void> {
    await this.#settler.settle(message, { state: 'dead', error: why });
    await this.#parts.hooks.notify(message, 'dead', why);
  }
}
