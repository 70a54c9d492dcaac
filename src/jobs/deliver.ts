import type { Db } from '../db/client.ts';
import type { Keyring } from '../db/sealing.ts';
import { businessNow } from '../db/transact.ts';
import { type Counters, countMessages } from '../ledger/counters.ts';
import { Engine, type EngineParts } from '../ledger/engine.ts';
import type { Draft, Hooks } from '../ledger/hooks.ts';
import type { Letter, Poster } from '../ledger/port.ts';
import type { Message } from '../ledger/rows.ts';
import { errorReference } from '../lib/log.ts';
import { loadOffice } from '../nudges/office.ts';
import { Planner } from '../nudges/planner.ts';
import { nextWay } from './address.ts';
import type { Job, JobResult, Report } from './job.ts';
import { KINDS } from './kinds/index.ts';
import type { MessageKind, Writing } from './kinds/kind.ts';
import { planNotices } from './kinds/notice.ts';

export interface DeliveryParts {
  db: Db;
  keys: Keyring;
  poster: Poster;
  log: Report;
  kinds?: readonly MessageKind[];
  /** Times and safeguards of the engine; the office uses its own defaults. */
  engine?: Partial<Omit<EngineParts, 'db' | 'poster' | 'hooks' | 'bundles'>>;
}

/** How delivery is, for /healthz. `stopped` names why nothing is sent at all. */
export interface DeliveryHealth extends Counters {
  stopped: string | null;
}

/** A message of a kind this version does not know waits for the version that does. */
const UNKNOWN_KIND_MS = 60_000;

/** Plans what is due and sends what is planned: the job behind every nudge, digest and notice. */
export class Delivery implements Job {
  readonly id = 'deliver';
  readonly every = 5;
  readonly #parts: DeliveryParts;
  readonly #kinds: Map<string, MessageKind>;
  readonly #planner: Planner;
  readonly #engine: Engine;

  constructor(parts: DeliveryParts) {
    const kinds = parts.kinds ?? KINDS;
    this.#parts = parts;
    this.#kinds = new Map(kinds.map((kind) => [kind.id, kind]));
    this.#planner = new Planner(parts.db);
    this.#engine = new Engine({
      ...parts.engine,
      db: parts.db,
      poster: parts.poster,
      hooks: this.#hooks(),
      bundles: new Set(kinds.filter(({ bundles }) => bundles).map(({ id }) => id)),
    });
  }

  async run(): Promise<JobResult> {
    await this.#planner.plan();
    return this.#engine.pass();
  }

  /** Claims nothing more; what is on its way is finished. */
  stop(): void {
    this.#engine.stop();
  }

  async health(): Promise<DeliveryHealth> {
    return { ...(await countMessages(this.#parts.db)), stopped: this.#engine.stopped };
  }

  #hooks(): Hooks {
    const { db, log } = this.#parts;
    return {
      compose: (messages) =>
        this.#perKind<Draft>(messages, { go: 'hold', ms: UNKNOWN_KIND_MS }, (kind, writing, own) =>
          kind.compose(writing, own),
        ),
      redraw: (messages) =>
        this.#perKind<Letter | null>(messages, null, async (kind, writing, own) =>
          kind.redraw ? kind.redraw(writing, own) : new Map(),
        ),
      nextWay,
      notify: async (message, is, why) => {
        log.warn(is === 'dead' ? 'message.dead' : 'message.diverted', {
          message: message.id,
          code: why,
        });
        await planNotices(db, await loadOffice(db, await businessNow(db)), message, { is, why });
      },
      report: (during, error) => {
        if (typeof error === 'string')
          log.warn('slack.failed', { method: 'chat.postMessage', code: error });
        else
          log.error('job.failed', { job: `deliver.${during}`, reference: errorReference() }, error);
      },
    };
  }

  /** Composes each kind's messages together; where that fails, one by one, so that one holds up no other. */
  async #perKind<T>(
    messages: Message[],
    otherwise: T,
    compose: (kind: MessageKind, writing: Writing, own: Message[]) => Promise<Map<string, T>>,
  ): Promise<Map<string, T>> {
    const { db, keys, poster } = this.#parts;
    const writing: Writing = {
      db,
      keys,
      poster,
      office: await loadOffice(db, await businessNow(db)),
    };
    const made = new Map<string, T>();
    for (const [id, own] of groupByKind(messages)) {
      const kind = this.#kinds.get(id);
      const composed = kind
        ? await this.#carefully(own, (some) => compose(kind, writing, some))
        : new Map();
      for (const message of own) made.set(message.id, composed.get(message.id) ?? otherwise);
    }
    return made;
  }

  async #carefully<T>(
    messages: Message[],
    compose: (messages: Message[]) => Promise<Map<string, T>>,
  ): Promise<Map<string, T>> {
    try {
      return await compose(messages);
    } catch (error) {
      this.#parts.log.error(
        'job.failed',
        { job: 'deliver.compose', reference: errorReference() },
        error,
      );
      if (messages.length === 1) return new Map();
      const parts = await Promise.all(
        messages.map((message) => this.#carefully([message], compose)),
      );
      return new Map(parts.flatMap((part) => [...part]));
    }
  }
}

function groupByKind(messages: Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages)
    groups.set(message.kind, [...(groups.get(message.kind) ?? []), message]);
  return groups;
}
