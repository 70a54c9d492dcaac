import type { Answering, Connection, Envelope } from '../core/connections.ts';
import type { Bag } from '../core/types.ts';
import type { World } from '../core/world.ts';

/** The one thing a receiver needs of a Bolt App. */
interface EventProcessor {
  processEvent(event: {
    body: Bag;
    ack: (response?: unknown) => Promise<void>;
    retryNum?: number;
    retryReason?: string;
  }): Promise<void>;
}

/**
 * A Bolt receiver without a network: the workspace hands each payload straight to `app.processEvent`. The three seconds run on
 * the workspace's timers. An error of a listener makes the act that caused it fail.
 */
export class PracticeReceiver {
  readonly #world: World;
  #app: EventProcessor | null = null;
  readonly #connection: Connection;

  constructor(world: World) {
    this.#world = world;
    this.#connection = {
      tracksEnd: true,
      send: (envelope, answering) => this.#process(envelope, answering),
    };
  }

  init(app: EventProcessor): void {
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#world.connections.join(this.#connection);
  }

  async stop(): Promise<void> {
    this.#world.connections.leave(this.#connection);
  }

  #process(envelope: Envelope, answering: Answering): void {
    const event = {
      // A copy, as over a wire: the bot cannot reach into the workspace.
      body: structuredClone(envelope.payload),
      ack: async (response?: unknown) =>
        answering.ack(response === undefined ? null : structuredClone(response)),
      ...(envelope.retry_attempt > 0 && {
        retryNum: envelope.retry_attempt,
        retryReason: envelope.retry_reason,
      }),
    };
    const app = this.#app;
    if (!app) throw new Error('The receiver was not given to a Bolt App.');
    app.processEvent(event).then(
      () => answering.ended(),
      (failure) => answering.ended(failure ?? new Error('A listener failed.')),
    );
  }
}
