import type { Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../lib/log.ts';

/** The deliveries at work and how long their acknowledgements took: for /healthz and for a clean stop. */
export class Traffic {
  readonly #times: number[] = [];
  #next = 0;
  #busy = 0;
  #closing = false;
  #idle: () => void = () => {};

  /** Whether one more may come in. */
  get isOpen(): boolean {
    return !this.#closing && this.#busy < AT_ONCE;
  }

  get busy(): number {
    return this.#busy;
  }

  begin(): void {
    this.#busy += 1;
  }

  end(): void {
    this.#busy -= 1;
    if (this.#busy === 0) this.#idle();
  }

  /** Notes how long an acknowledgement took, in ms. */
  acked(ms: number): void {
    this.#times[this.#next] = ms;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** The 99th percentile of the last thousand, in whole ms; null before the first. */
  ackP99(): number | null {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted.length === 0
      ? null
      : Math.round(sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0);
  }

  /** Lets nothing more in and waits for what is at work, a person's three seconds at most. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#busy === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
      setTimeout(resolve, DRAIN_MS);
    });
  }
}
const KEPT = 1_000;
const DRAIN_MS = 3_000;
/** Deliveries at work at a time; more are told to come again, which Slack does. */
const AT_ONCE = 500;

/** A body no listener could understand, or one too many at once. The receiver turns it into a status. */
export class RejectedBody extends Error {
  override name = 'RejectedBody';
  readonly status: number;

  constructor(reason: string, status: number) {
    super(reason);
    this.status = status;
  }
}

/**
 * Stands between a receiver and the app: what has not the shape of a Slack delivery is refused before a
 * listener sees it (unanswered, Bolt would hold it for three seconds), and acknowledgements are timed.
 */
export function guarded<R extends Receiver>(receiver: R, watch: { traffic: Traffic; log: Log }): R {
  const { traffic, log } = watch;
  const init = receiver.init.bind(receiver);
  receiver.init = (app) => {
    const process = app.processEvent.bind(app);
    const watched = async (event: ReceiverEvent) => {
      if (!isDelivery(event.body)) throw refused(log, 'shape', 400);
      if (!traffic.isOpen) throw refused(log, 'busy', 503);
      traffic.begin();
      try {
        await process({ ...event, ack: timed(event.ack, traffic) });
      } finally {
        traffic.end();
      }
    };
    init(Object.assign(Object.create(app), { processEvent: watched }));
  };
  return receiver;
}

function refused(log: Log, reason: string, status: number): RejectedBody {
  log.warn('request.rejected', { reason, status });
  return new RejectedBody(reason, status);
}

function timed(ack: ReceiverEvent['ack'], traffic: Traffic): ReceiverEvent['ack'] {
  const began = performance.now();
  return async (response) => {
    await ack(response);
    traffic.acked(performance.now() - began);
  };
}

type Bag = Record<string, unknown>;

/** Whether a body is one of the things Slack sends us, with the ids that every listener relies on. */
export function isDelivery(body: unknown): boolean {
  if (!isBag(body) || !isReadable(body)) return false;
  if (typeof body.command === 'string') {
    return (
      body.command.startsWith('/') &&
      isText(body.user_id) &&
      isText(body.trigger_id) &&
      isTextOrAbsent(body.text)
    );
  }
  switch (body.type) {
    case 'event_callback':
      return isBag(body.event) && isText(body.event.type);
    case 'block_actions':
      return (
        hasUser(body) &&
        isText(body.trigger_id) &&
        isActions(body.actions) &&
        isViewOrAbsent(body.view)
      );
    case 'block_suggestion':
      return hasUser(body) && isText(body.action_id);
    case 'view_submission':
    case 'view_closed':
      return hasUser(body) && isView(body.view);
    case 'shortcut':
      return hasUser(body) && isText(body.callback_id) && isText(body.trigger_id);
    case 'message_action':
      return (
        hasUser(body) &&
        isText(body.callback_id) &&
        isText(body.trigger_id) &&
        isBag(body.message) &&
        isBag(body.channel)
      );
    default:
      return false;
  }
}

/** What Slack's library reads of every body before it looks for a listener. */
const isReadable = ({ event, authorizations: seats, callback_id: id }: Bag) =>
  (event == null || isBag(event)) &&
  (seats == null || (Array.isArray(seats) && seats.every(isBag))) &&
  (id == null || typeof id === 'string');

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === 'string';
const hasUser = (body: Bag) => isBag(body.user) && isText(body.user.id);
const isViewOrAbsent = (view: unknown) => view === undefined || view === null || isView(view);
const isActions = (actions: unknown) =>
  Array.isArray(actions) &&
  actions.length > 0 &&
  actions.every((action) => isBag(action) && isText(action.action_id));

function isView(view: unknown): boolean {
  if (!isBag(view) || !isText(view.id)) return false;
  const { blocks, state } = view;
  return (blocks === undefined || Array.isArray(blocks)) && (state === undefined || isBag(state));
}
