import { isBag } from './bags.ts';
import type { Connection, Envelope } from './connections.ts';
import type { Bag, Notice } from './types.ts';
import type { World } from './world.ts';

/** Documented: three seconds to acknowledge. */
export const ACK_MS = 3000;
/** Third-party: an event nobody acknowledged comes again at once, after one minute and after five. */
const EVENT_RETRIES_MS = [0, 60_000, 300_000];

export interface Delivery {
  sent: boolean;
  acked: boolean;
  attempts: number;
  error: null | 'operation_timeout' | 'dispatch_failed';
  response: unknown;
}

export const NOT_SENT: Delivery = {
  sent: false,
  acked: false,
  attempts: 0,
  error: null,
  response: null,
};

export interface Parcel {
  type: Envelope['type'];
  payload: Bag;
  /** For the inspector: "view_submission register". */
  name: string;
  user: string;
  kind: Notice['kind'];
}

/** Brings a payload to the bot and waits for its ack (in-process: also for its listeners). */
export async function deliver(world: World, parcel: Parcel): Promise<Delivery> {
  const envelope: Envelope = {
    envelope_id: world.ids.uuid(),
    type: parcel.type,
    // Documented: only events take no answer.
    accepts_response_payload: parcel.type !== 'events_api',
    payload: parcel.payload,
    retry_attempt: 0,
    retry_reason: '',
  };
  const more = world.faults.redeliveries(parcel.type);
  const again = Array.from({ length: more }, (_, index) => index + 1);
  const first = await settled(attempt(world, envelope, parcel));
  for (const retry_attempt of again) {
    // A listener that failed at the first delivery gets the second all the same; the failure is told afterwards.
    const later = await settled(
      attempt(world, { ...envelope, retry_attempt, retry_reason: 'timeout' }, parcel),
    );
    if ('failure' in later) world.failures.push(later.failure);
  }
  if ('failure' in first) throw first.failure;
  if (!first.acked) afterSilence(world, envelope, parcel, first);
  return first;
}

function settled(attempting: Promise<Delivery>): Promise<Delivery | { failure: unknown }> {
  return attempting.catch((failure: unknown) => ({ failure }));
}

function afterSilence(world: World, envelope: Envelope, parcel: Parcel, outcome: Delivery): void {
  if (parcel.type === 'events_api') {
    retryLater(world, envelope, parcel, 0);
    return;
  }
  const error = outcome.error ?? 'operation_timeout';
  world.traffic.add({
    kind: 'rule',
    name: parcel.name,
    ok: false,
    error,
    rule: 'Acknowledge within three seconds.',
    evidence: 'documented',
  });
  // What Slack's client says for commands is documented; for the rest it shows a sign without words.
  world.notify({
    user: parcel.user,
    kind: parcel.kind,
    error,
    text: `${parcel.name} failed with the error "${error}".`,
  });
}

/** Events only: what nobody acknowledged is sent again with retry_attempt. */
function retryLater(world: World, envelope: Envelope, parcel: Parcel, index: number): void {
  const wait = EVENT_RETRIES_MS[index];
  if (wait === undefined) return;
  world.timers.after(wait, () => {
    const again = { ...envelope, retry_attempt: index + 1, retry_reason: 'timeout' };
    attempt(world, again, parcel).then(
      (outcome) => outcome.acked || retryLater(world, envelope, parcel, index + 1),
      (failure) => world.failures.push(failure),
    );
  });
}

/** One sending of an envelope, over one connection; when that closes before the ack, over another (third-party). */
function attempt(world: World, envelope: Envelope, parcel: Parcel): Promise<Delivery> {
  record(world, envelope, parcel);
  const connection = world.connections.pick();
  if (!connection) return Promise.resolve({ ...NOT_SENT, error: 'dispatch_failed' });
  return new Promise((resolve, reject) => {
    const done = (outcome: Delivery, failure?: unknown) =>
      failure === undefined ? resolve(outcome) : reject(failure);
    new Sending({ world, envelope, parcel, done }).over(connection, 0);
  });
}

interface SendingParts {
  world: World;
  envelope: Envelope;
  parcel: Parcel;
  done: (outcome: Delivery, failure?: unknown) => void;
}

/** An envelope on its way, until it is acknowledged or three seconds have passed. */
class Sending {
  readonly #parts: SendingParts;
  readonly #outcome: Delivery = { ...NOT_SENT, sent: true };
  readonly #stopTimer: () => void;
  #over = false;

  constructor(parts: SendingParts) {
    this.#parts = parts;
    this.#stopTimer = parts.world.timers.after(ACK_MS, () => this.#tooLate());
  }

  over(connection: Connection, retry: number): void {
    const { envelope } = this.#parts;
    this.#outcome.attempts += 1;
    connection.send(
      { ...envelope, retry_attempt: envelope.retry_attempt + retry },
      {
        ack: (response) => this.#acked(response, connection.tracksEnd),
        lost: () => this.#lost(retry),
        ended: (failure) => this.#ended(failure),
      },
    );
  }

  #acked(response: unknown, waitsForEnd: boolean): void {
    if (this.#over || this.#outcome.acked) return;
    this.#outcome.acked = true;
    this.#outcome.response = normal(response);
    recordAck(this.#parts.world, this.#parts.parcel, this.#outcome.response);
    if (!waitsForEnd) this.#close();
  }

  #lost(retry: number): void {
    const { connections } = this.#parts.world;
    const again = () => {
      const next = connections.pick();
      if (next && !this.#over && !this.#outcome.acked) this.over(next, retry + 1);
    };
    if (connections.count > 0) again();
    else connections.whenJoined(again);
  }

  /** All listeners are done: an ack can no longer come, so there is nothing to wait for. */
  #ended(failure: unknown): void {
    if (!this.#outcome.acked) this.#outcome.error = 'operation_timeout';
    this.#close(failure);
  }

  #tooLate(): void {
    if (this.#outcome.acked) return;
    this.#outcome.error = 'operation_timeout';
    this.#close();
  }

  #close(failure?: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopTimer();
    this.#parts.done(this.#outcome, failure);
  }
}

function record(world: World, envelope: Envelope, parcel: Parcel): void {
  world.traffic.add({
    kind: 'delivery',
    name: parcel.name,
    ok: true,
    request: parcel.payload,
    ...(envelope.retry_attempt > 0 && { rule: `retry_attempt ${envelope.retry_attempt}` }),
  });
}

function recordAck(world: World, parcel: Parcel, response: unknown): void {
  world.traffic.add({
    kind: 'ack',
    name: parcel.name,
    ok: true,
    ...(response !== null && { response }),
  });
}

/** A plain string is a text (Bolt's Socket Mode client does the same); nothing is null. */
function normal(response: unknown): Bag | null {
  if (typeof response === 'string') return response === '' ? null : { text: response };
  if (!isBag(response) || Object.keys(response).length === 0) return null;
  return response;
}
