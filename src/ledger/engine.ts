import type { Db } from '../db/client.ts';
import { claimStale, postponeCard, settleCard } from './cards.ts';
import { claimMessages, freezeMessages, holdsLease } from './claim.ts';
import { classify, isHopeless, pauseMs, type Verdict } from './classify.ts';
import { divertMessage } from './divert.ts';
import { gatherMessages } from './gather.ts';
import { Pace } from './pace.ts';
import type { Target } from './plan.ts';
import type { Answer, Letter, Poster } from './port.ts';
import { type Finding, reconcile } from './reconcile.ts';
import type { Message } from './rows.ts';
import { type Outcome, Settler } from './settle.ts';

/** What a message turns out to be at the moment it would leave. */
export type Draft =
  | { go: 'post'; channel: string; letter: Letter }
  /** Not at this hour: at this business time. */
  | { go: 'later'; at: Date }
  /** Not at this moment: look again soon. */
  | { go: 'hold'; ms: number }
  /** Nothing is left to say. */
  | { go: 'drop'; why: string }
  /** Its way could not be opened. */
  | { go: 'fail'; answer: Answer };

/** What the ledger does not know: words, people, ways. Each is told messages, and answers by message id. */
export interface Hooks {
  /** Re-reads what the messages are about and draws what is still true. */
  compose(messages: Message[]): Promise<Map<string, Draft>>;
  /** Draws posted messages as things are now; null: leave as it is. */
  redraw(messages: Message[]): Promise<Map<string, Letter | null>>;
  /** The next way after this one failed, or null. */
  nextWay(message: Message): Target | null;
  /** Somebody must know that a channel cannot be reached or a message was given up. */
  notify(message: Message, trouble: 'no-way' | 'dead', why: string): Promise<void>;
  /** Something went wrong that is no answer of the other side. */
  report(during: string, error: unknown): void;
}

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

interface Claimed {
  message: Message;
  claimedAt: number;
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
    await this.#send();
    if (!this.#isStopped() && !this.#stopping) await this.#redraw();
    return { again: this.#again };
  }

  #isStopped(): boolean {
    return this.#stopped !== null && this.#parts.monotonic() < this.#stopped.until;
  }

  /** Claims while something is due; a message that hangs holds up no other. */
  async #send(): Promise<void> {
    const { db, inFlight, leaseMs, monotonic } = this.#parts;
    const under = new Set<Promise<void>>();
    while (!this.#stopping && !this.#isStopped()) {
      const free = inFlight - under.size;
      if (free * 2 < inFlight) {
        await Promise.race(under);
        continue;
      }
      const claimedAt = monotonic();
      // While our permission is in doubt one message asks for all.
      const messages = await claimMessages(db, this.#stopped ? 1 : free, leaseMs);
      if (messages.length === 0) {
        if (under.size === 0) break;
        await Promise.race(under);
        continue;
      }
      const work = this.#sendBatch(messages, claimedAt).finally(() => under.delete(work));
      under.add(work);
      if (this.#stopped) await work;
    }
    await Promise.all(under);
  }

  async #sendBatch(messages: Message[], claimedAt: number): Promise<void> {
    const { db, hooks, bundles } = this.#parts;
    try {
      const gathered = await gatherMessages(db, messages, bundles);
      const toSend = await this.#clearDoubt(gathered);
      if (toSend.length === 0) return;
      const drafts = await hooks.compose(toSend);
      const leaving = await this.#leave(toSend, drafts);
      const lanes = leaving.map((one) => this.#post({ message: one.message, claimedAt }, one));
      await Promise.all(lanes);
    } catch (error) {
      // The claims of this batch run out by themselves; what was posted is found again.
      hooks.report('sending', error);
    }
  }

  /** Doubtful messages are looked for first: found ones are done, those that are not there may be sent. */
  async #clearDoubt(messages: Message[]): Promise<Message[]> {
    const doubtful = messages.filter(({ ambiguous }) => ambiguous);
    if (doubtful.length === 0) return messages;
    const findings = await this.#steps.reconcile(this.#parts.poster, doubtful);
    const rest = await Promise.all(
      messages.map((message) => this.#cleared(message, findings.get(message.id))),
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

  /** Settles what does not leave now; notes where the others are about to go. */
  async #leave(messages: Message[], drafts: Map<string, Draft>) {
    const going = await Promise.all(
      messages.map(async (message) => {
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
    if (waitMs <= SOON_MS) this.#again = Math.min(this.#again ?? SOON_MS, waitMs);
    const outcome: Outcome = message.ambiguous
      ? { state: 'sending', waitMs, error }
      : { state: 'planned', waitMs, error };
    await this.#settler.settle(message, outcome);
  }

  async #post(
    { message, claimedAt }: Claimed,
    to: { channel: string; letter: Letter },
  ): Promise<void> {
    const { poster, leaseMs, tryMs, monotonic, hooks } = this.#parts;
    try {
      if (!this.#steps.holdsLease({ claimedAt, leaseMs, tryMs }, monotonic())) return;
      if (this.#isStopped()) return await this.#back(message, STOPPED_MS, 'stopped');
      const letter = message.plain ? { text: to.letter.text, body: [] } : to.letter;
      const answer = await poster.post(to.channel, letter, message.id);
      await this.#act(message, classify(answer), to.channel);
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
    const { db, hooks, inFlight, leaseMs } = this.#parts;
    try {
      const stale = await claimStale(db, inFlight, leaseMs);
      if (stale.length === 0) return;
      const letters = await hooks.redraw(stale);
      for (const message of stale) await this.#redrawOne(message, letters.get(message.id) ?? null);
    } catch (error) {
      hooks.report('redrawing', error);
    }
  }

  async #redrawOne(message: Message, letter: Letter | null): Promise<void> {
    const { db, poster, pace } = this.#parts;
    if (!letter || !message.slackChannel || !message.slackTs) return settleCard(db, message);
    const waitMs = pace.take(message.slackChannel);
    if (waitMs > 0) return this.#laterCard(message, waitMs, 'paced');
    const answer = await poster.edit(message.slackChannel, message.slackTs, letter);
    const verdict = classify(answer);
    if (verdict.is === 'limited') {
      pace.pause(message.slackChannel, verdict.afterMs);
      return this.#laterCard(message, verdict.afterMs, 'limited');
    }
    // Drawing twice does no harm. What the channel refuses for good (deleted, archived) is left.
    if (verdict.is === 'doubtful' || verdict.is === 'stopped')
      return this.#laterCard(message, STOPPED_MS, verdict.why);
    return settleCard(db, message);
  }

  async #laterCard(message: Message, waitMs: number, why: string): Promise<void> {
    if (waitMs <= SOON_MS) this.#again = Math.min(this.#again ?? SOON_MS, waitMs);
    await postponeCard(this.#parts.db, message, waitMs, why);
  }
}
