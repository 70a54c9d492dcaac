import type { Db } from '../db/client.ts';
import { redrawCards } from './cards.ts';
import { claimMessages, findWork, freezeMessages, holdsLease } from './claim.ts';
import { classify, isHopeless, pauseMs, type Verdict } from './classify.ts';
import { divertMessage } from './divert.ts';
import { gatherMessages } from './gather.ts';
import type { Draft, Hooks } from './hooks.ts';
import { Pace } from './pace.ts';
import type { Letter, Poster } from './port.ts';
import { type Finding, reconcile } from './reconcile.ts';
import type { Message } from './rows.ts';
import { type Outcome, Settler } from './settle.ts';

/** The parts that keep a message from leaving twice; tests take them out one by one. */
export interface Steps {
  reconcile: typeof reconcile;
  holdsLease: typeof holdsLease;
}

export interface EngineParts {
  db: Db;
  poster: Poster;
  hooks: Hooks;
  /** Kinds of which several for one recipient become one. */
  bundles: ReadonlySet<string>;
  pace?: Pace;
  /** How long a claim holds, at least a minute in an office. */
  leaseMs?: number;
  /** The longest one try can take, with a margin. */
  tryMs?: number;
  /** Messages on their way at a time. */
  inFlight?: number;
  steps?: Partial<Steps>;
  /** A clock nobody moves, in ms. */
  monotonic?: () => number;
  random?: () => number;
}

/** One look at what is due. `again`: in how many ms the next message may leave, when that is soon. */
export interface Pass {
  again: number | null;
}

const DEFAULTS = { leaseMs: 60_000, tryMs: 15_000, inFlight: 64 };
/** After a refusal of our permission: one message tries, this often. */
const STOPPED_MS = 60_000;
const SOON_MS = 5_000;

/** A message on its way out of the door. */
interface Leaving {
  message: Message;
  channel: string;
  letter: Letter;
}

/** Sends what is due, each message once: claim, look for doubtful ones, re-read, post, settle. */
export class Engine {
  readonly #parts: Required<Omit<EngineParts, 'steps'>>;
  readonly #steps: Steps;
  readonly #settler: Settler;
  #stopping = false;
  #stopped: { why: string; until: number } | null = null;
  #again: number | null = null;

  constructor(parts: EngineParts) {
    this.#parts = {
      ...DEFAULTS,
      monotonic: () => performance.now(),
      random: Math.random,
      ...parts,
      pace: parts.pace ?? new Pace(),
    };
    this.#steps = { reconcile, holdsLease, ...parts.steps };
    this.#settler = new Settler(parts.db);
  }

  /** Why nothing is sent at all, or null. */
  get stopped(): string | null {
    return this.#stopped?.why ?? null;
  }

  /** No more claims from now on; the pass under way finishes what it posts and gives back the rest. */
  stop(): void {
    this.#stopping = true;
  }

  async pass(): Promise<Pass> {
    this.#again = null;
    const work = await findWork(this.#parts.db);
    if (work.due) await this.#send();
    if (work.stale && !this.#isStopped() && !this.#stopping) await this.#redraw();
    return { again: this.#again };
  }

  #isStopped(): boolean {
    return this.#stopped !== null && this.#parts.monotonic() < this.#stopped.until;
  }

  /** Claims while something is due; a message that hangs holds up no other. */
  async #send(): Promise<void> {
    const { inFlight } = this.#parts;
    const under = new Set<Promise<void>>();
    const start = (work: Promise<void>) => {
      const lane: Promise<void> = work.finally(() => under.delete(lane));
      under.add(lane);
    };
    try {
      while (!this.#stopping && !this.#isStopped()) {
        const free = inFlight - under.size;
        // Many at a time are cheaper than one by one.
        if (free * 2 >= inFlight && (await this.#sendSome(free, start))) continue;
        if (under.size === 0) break;
        await Promise.race(under);
      }
    } finally {
      await Promise.all(under);
    }
  }

  /** Claims up to `free` messages and starts them. False when nothing is due. */
  async #sendSome(free: number, start: (work: Promise<void>) => void): Promise<boolean> {
    const { db, leaseMs, monotonic } = this.#parts;
    const claimedAt = monotonic();
    // While our permission is in doubt one message asks for all.
    const isProbe = this.#stopped !== null;
    const messages = await claimMessages(db, isProbe ? 1 : free, leaseMs);
    const doubtful = messages.filter(({ ambiguous }) => ambiguous);
    const clear = messages.filter(({ ambiguous }) => !ambiguous);
    if (doubtful.length > 0) start(this.#sendDoubtful(doubtful, claimedAt));
    const posts = await this.#prepare(clear);
    if (isProbe) await Promise.all(posts.map((post) => this.#post(post, claimedAt)));
    else for (const post of posts) start(this.#post(post, claimedAt));
    return messages.length > 0;
  }

  /** Those that may be out already are looked for first; what is not there is sent. */
  async #sendDoubtful(messages: Message[], claimedAt: number): Promise<void> {
    try {
      const posts = await this.#prepare(await this.#clearDoubt(messages));
      await Promise.all(posts.map((post) => this.#post(post, claimedAt)));
    } catch (error) {
      this.#parts.hooks.report('reconciling', error);
    }
  }

  /** Re-reads what the messages are about, settles what does not leave now, notes where the others go. */
  async #prepare(messages: Message[]): Promise<Leaving[]> {
    const { db, hooks, bundles } = this.#parts;
    if (messages.length === 0) return [];
    try {
      const gathered = await gatherMessages(db, messages, bundles);
      return await this.#leave(gathered, await hooks.compose(gathered));
    } catch (error) {
      // The claims run out by themselves; nothing of these was posted.
      hooks.report('preparing', error);
      return [];
    }
  }

  async #clearDoubt(doubtful: Message[]): Promise<Message[]> {
    const findings = await this.#steps.reconcile(this.#parts.poster, doubtful);
    const rest = await Promise.all(
      doubtful.map((message) => this.#cleared(message, findings.get(message.id))),
    );
    return rest.filter((message) => message !== null);
  }

  async #cleared(message: Message, finding: Finding | undefined): Promise<Message | null> {
    switch (finding?.is) {
      case 'posted':
        await this.#settler.settle(message, { state: 'sent', ts: finding.ts });
        return null;
      case 'wait':
        await this.#settler.settle(message, {
          state: 'sending',
          waitMs: finding.afterMs,
          error: finding.why,
        });
        return null;
      case 'unreadable':
        return message;
      default:
        return { ...message, ambiguous: false };
    }
  }

  async #leave(messages: Message[], drafts: Map<string, Draft>): Promise<Leaving[]> {
    const going = await Promise.all(
      messages.map(async (message) => {
        if (this.#stopping) return void (await this.#back(message, 0, 'stopping'));
        const draft = drafts.get(message.id) ?? { go: 'drop' as const, why: 'no draft' };
        if (draft.go !== 'post') return void (await this.#notNow(message, draft));
        // Where a doubtful one may be already, it stays.
        const channel = message.ambiguous ? (message.slackChannel ?? draft.channel) : draft.channel;
        const waitMs = this.#parts.pace.take(channel);
        if (waitMs > 0) return void (await this.#back(message, waitMs));
        return { message, channel, letter: draft.letter };
      }),
    );
    const leaving = going.filter((one) => one !== undefined);
    const ours = await freezeMessages(
      this.#parts.db,
      leaving.map(({ message, channel }) => ({
        id: message.id,
        channel,
        leaseOwner: message.leaseOwner,
      })),
    );
    return leaving.filter(({ message }) => ours.has(message.id));
  }

  async #notNow(message: Message, draft: Exclude<Draft, { go: 'post' }>): Promise<void> {
    if (draft.go === 'fail') return this.#act(message, classify(draft.answer), '');
    if (draft.go === 'drop')
      return this.#settler.settle(message, { state: 'suppressed', error: draft.why });
    if (draft.go === 'hold' || message.ambiguous) {
      return this.#back(message, draft.go === 'hold' ? draft.ms : STOPPED_MS);
    }
    return this.#settler.settle(message, { state: 'planned', dueAt: draft.at });
  }

  /** Back for later; one in doubt stays in doubt. */
  async #back(message: Message, waitMs: number, error = 'paced'): Promise<void> {
    this.#wakeIn(waitMs);
    const outcome: Outcome = message.ambiguous
      ? { state: 'sending', waitMs, error }
      : { state: 'planned', waitMs, error };
    await this.#settler.settle(message, outcome);
  }

  async #post({ message, channel, letter }: Leaving, claimedAt: number): Promise<void> {
    const { poster, leaseMs, tryMs, monotonic, hooks } = this.#parts;
    try {
      // Nothing was posted; if somebody else holds it by now this changes nothing.
      if (!this.#steps.holdsLease({ claimedAt, leaseMs, tryMs }, monotonic())) {
        return await this.#back(message, SOON_MS, 'late');
      }
      if (this.#isStopped()) return await this.#back(message, STOPPED_MS, 'stopped');
      const said = message.plain ? { text: letter.text, body: [] } : letter;
      // The clock is looked at once more when the bytes leave: a connection may have to be opened first.
      const answer = await poster.post(channel, said, message.id, claimedAt + leaseMs - tryMs);
      await this.#act(message, classify(answer), channel);
    } catch (error) {
      hooks.report('posting', error);
    }
  }

  /** What follows from an answer. */
  async #act(message: Message, verdict: Verdict, channel: string): Promise<void> {
    const { pace, random, hooks } = this.#parts;
    if (verdict.is === 'stopped') {
      this.#stopped = { why: verdict.why, until: this.#parts.monotonic() + STOPPED_MS };
      return this.#back(message, STOPPED_MS, verdict.why);
    }
    this.#stopped = null;
    const pause = pauseMs(message.attempts, random());
    switch (verdict.is) {
      case 'sent':
        return this.#settler.settle(message, { state: 'sent', ts: verdict.ts });
      case 'doubtful':
        return this.#settler.settle(message, {
          state: 'sending',
          waitMs: pause,
          error: verdict.why,
        });
      case 'limited':
        pace.pause(channel, verdict.afterMs);
        return this.#back(message, verdict.afterMs, 'limited');
      case 'no-way':
        return this.#anotherWay(message, verdict.why);
      case 'poison':
        if (message.plain) return this.#giveUp(message, verdict.why);
        return this.#settler.settle(message, { state: 'planned', plain: true, error: verdict.why });
      case 'later':
        if (isHopeless(message.attempts)) return this.#giveUp(message, verdict.why);
        hooks.report('posting', verdict.why);
        return this.#back(message, pause, verdict.why);
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

  /** Posted cards follow what happened since. */
  async #redraw(): Promise<void> {
    const { inFlight, hooks } = this.#parts;
    try {
      const waitMs = await redrawCards({ ...this.#parts, limit: inFlight });
      if (waitMs !== null) this.#wakeIn(waitMs);
    } catch (error) {
      hooks.report('redrawing', error);
    }
  }

  #wakeIn(ms: number): void {
    if (ms <= SOON_MS) this.#again = Math.min(this.#again ?? SOON_MS, ms);
  }
}
