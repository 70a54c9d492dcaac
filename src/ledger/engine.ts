import type { Db } from '../db/client.ts';
import { Aftermath, SOON_MS, STOPPED_MS } from './aftermath.ts';
import { redrawCards } from './cards.ts';
import { claimMessages, findWork, freezeMessages, holdsLease } from './claim.ts';
import { classify } from './classify.ts';
import { gatherMessages } from './gather.ts';
import type { Draft, Hooks } from './hooks.ts';
import { Pace } from './pace.ts';
import type { Letter, Poster } from './port.ts';
import { reconcile } from './reconcile.ts';
import type { Message } from './rows.ts';

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
  readonly #aftermath: Aftermath;
  #stopping = false;

  constructor(parts: EngineParts) {
    this.#parts = {
      ...DEFAULTS,
      monotonic: () => performance.now(),
      random: Math.random,
      ...parts,
      pace: parts.pace ?? new Pace(),
    };
    this.#steps = { reconcile, holdsLease, ...parts.steps };
    this.#aftermath = new Aftermath(this.#parts);
  }

  /** Why nothing is sent at all, or null. */
  get stopped(): string | null {
    return this.#aftermath.stopped;
  }

  /** No more claims from now on; the pass under way finishes what it posts and gives back the rest. */
  stop(): void {
    this.#stopping = true;
  }

  async pass(): Promise<Pass> {
    const work = await findWork(this.#parts.db);
    if (work.due) await this.#send();
    if (work.stale && this.#isOpen()) await this.#redraw();
    return { again: this.#aftermath.takeSoonest() };
  }

  #isOpen(): boolean {
    return !this.#stopping && !this.#aftermath.isStopped();
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
      while (this.#isOpen()) {
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
    const isProbe = this.stopped !== null;
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
    const { poster, hooks } = this.#parts;
    try {
      const findings = await this.#steps.reconcile(poster, messages);
      const rest = await Promise.all(
        messages.map((message) => this.#aftermath.cleared(message, findings.get(message.id))),
      );
      const posts = await this.#prepare(rest.filter((message) => message !== null));
      await Promise.all(posts.map((post) => this.#post(post, claimedAt)));
    } catch (error) {
      hooks.report('reconciling', error);
    }
  }

  /** Re-reads what the messages are about, settles what does not leave now, notes where the others go. */
  async #prepare(messages: Message[]): Promise<Leaving[]> {
    const { db, hooks, bundles } = this.#parts;
    if (messages.length === 0) return [];
    try {
      const gathered = await gatherMessages(db, messages, bundles);
      const drafts = await hooks.compose(gathered);
      const going = await Promise.all(
        gathered.map((message) => this.#decide(message, drafts.get(message.id))),
      );
      return await this.#freeze(going.filter((one) => one !== null));
    } catch (error) {
      // The claims run out by themselves; nothing of these was posted.
      hooks.report('preparing', error);
      return [];
    }
  }

  /** Whether it leaves now, and where to; null when it does not. */
  async #decide(message: Message, draft: Draft | undefined): Promise<Leaving | null> {
    if (this.#stopping) await this.#aftermath.back(message, 0, 'stopping');
    else if (draft?.go !== 'post') await this.#notNow(message, draft);
    else {
      // Where a doubtful one may be already, it stays.
      const channel = message.ambiguous ? (message.slackChannel ?? draft.channel) : draft.channel;
      const waitMs = this.#parts.pace.take(channel);
      if (waitMs === 0) return { message, channel, letter: draft.letter };
      await this.#aftermath.back(message, waitMs);
    }
    return null;
  }

  #notNow(message: Message, draft: Exclude<Draft, { go: 'post' }> | undefined): Promise<void> {
    if (!draft) return this.#aftermath.drop(message, 'no draft');
    switch (draft.go) {
      case 'fail':
        return this.#aftermath.act(message, classify(draft.answer), '');
      case 'drop':
        return this.#aftermath.drop(message, draft.why);
      case 'hold':
        return this.#aftermath.back(message, draft.ms, 'held');
      case 'later':
        // One in doubt is looked for again before its new time, so that it does not stay in doubt.
        if (message.ambiguous) return this.#aftermath.back(message, STOPPED_MS, 'later');
        return this.#aftermath.move(message, draft.at);
    }
  }

  /** Notes where each is about to go; those that are not ours any more are left. */
  async #freeze(leaving: Leaving[]): Promise<Leaving[]> {
    const rows = leaving.map(({ message: { id, leaseOwner }, channel }) => {
      return { id, leaseOwner, channel };
    });
    const ours = await freezeMessages(this.#parts.db, rows);
    return leaving.filter(({ message }) => ours.has(message.id));
  }

  async #post({ message, channel, letter }: Leaving, claimedAt: number): Promise<void> {
    const { poster, leaseMs, tryMs, monotonic, hooks } = this.#parts;
    try {
      // Nothing was posted; if somebody else holds it by now this changes nothing.
      if (!this.#steps.holdsLease({ claimedAt, leaseMs, tryMs }, monotonic())) {
        return await this.#aftermath.back(message, SOON_MS, 'late');
      }
      if (this.#aftermath.isStopped()) {
        return await this.#aftermath.back(message, STOPPED_MS, 'stopped');
      }
      const said = message.plain ? { text: letter.text, body: [] } : letter;
      // The clock is looked at once more when the bytes leave: a connection may have to be opened first.
      const answer = await poster.post(channel, said, message.id, claimedAt + leaseMs - tryMs);
      await this.#aftermath.act(message, classify(answer), channel);
    } catch (error) {
      hooks.report('posting', error);
    }
  }

  /** Posted cards follow what happened since. */
  async #redraw(): Promise<void> {
    const { inFlight, hooks } = this.#parts;
    try {
      const waitMs = await redrawCards({ ...this.#parts, limit: inFlight });
      if (waitMs !== null) this.#aftermath.noteWait(waitMs);
    } catch (error) {
      hooks.report('redrawing', error);
    }
  }
}
