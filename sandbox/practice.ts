import { Actor } from './actor.ts';
import { findDm } from './core/channels.ts';
import type { PracticeClock } from './core/clock.ts';
import type { Faults } from './core/faults.ts';
import { type Manifest, parseManifest, readManifest } from './core/manifest.ts';
import type { Timers } from './core/timers.ts';
import type { Traffic } from './core/traffic.ts';
import type { Ephemeral, Message, Notice, View } from './core/types.ts';
import { stackOf, topView } from './core/views.ts';
import type { Witness } from './core/witness.ts';
import { type Office, World } from './core/world.ts';
import { riversideGarden } from './seed.ts';
import { practiceFetch } from './transports/fetch.ts';
import { type PracticeServer, servePractice } from './transports/http.ts';
import { PracticeReceiver } from './transports/receiver.ts';

export interface PracticeOptions {
  /** Manifest as YAML text or as an object. */
  manifest: string | Record<string, unknown>;
  /** Default: Riverside Garden. */
  seed?: Office;
  /** The base clock; `slack.clock` can be moved on top of it. */
  now?: () => number | Date;
  timers?: Timers;
  /** For faults with a probability. */
  random?: () => number;
  clientMsgIds?: 'honoured' | 'ignored';
  /** Calls of unknown methods make the act fail. Default true: this class is for tests. */
  strict?: boolean;
}

/**
 * The practice workspace in-process: state, rules, people who act, and what a test may look at. No port is opened
 * unless `serve` is called.
 *
 *     const slack = new PracticeSlack({ manifest });
 *     const app = new App({ receiver: slack.receiver(), token: slack.botToken, clientOptions: slack.clientOptions });
 *     await app.start();
 *     await slack.as('U_LINA').command('/customer', 'new');
 */
export class PracticeSlack {
  readonly world: World;
  readonly fetch: typeof globalThis.fetch;

  constructor(options: PracticeOptions) {
    this.world = new World({
      manifest: readAny(options.manifest),
      office: options.seed ?? riversideGarden(),
      strict: options.strict ?? true,
      ...(options.now && { now: options.now }),
      ...(options.timers && { timers: options.timers }),
      ...(options.random && { random: options.random }),
      ...(options.clientMsgIds && { clientMsgIds: options.clientMsgIds }),
    });
    this.fetch = practiceFetch(this.world);
  }

  get apiUrl(): string {
    return `${this.world.publicUrl}/api/`;
  }

  get botToken(): string {
    return this.world.botToken;
  }

  get appToken(): string {
    return this.world.appToken;
  }

  /** For Bolt's App or a WebClient. */
  get clientOptions(): { fetch: typeof globalThis.fetch; slackApiUrl: string } {
    return { fetch: this.fetch, slackApiUrl: this.apiUrl };
  }

  get clock(): PracticeClock {
    return this.world.clock;
  }

  get faults(): Faults {
    return this.world.faults;
  }

  get traffic(): Traffic {
    return this.world.traffic;
  }

  /** The witness: what Slack really stored. */
  get stored(): Witness {
    return this.world.stored;
  }

  /** A receiver for Bolt's App; it connects with `app.start()`. */
  receiver(): PracticeReceiver {
    return new PracticeReceiver(this.world);
  }

  /** Opens it on a free loopback port too, for bots in other processes; `apiUrl` is then that address. */
  serve(): Promise<PracticeServer> {
    return servePractice(this.world, 0);
  }

  as(user: string): Actor {
    return new Actor(this.world, user);
  }

  /** Messages of a channel in order, thread replies included, without ephemerals. */
  messages(channel: string): Message[] {
    return this.world.channels.get(channel)?.messages ?? [];
  }

  /** Messages of the DM between a person and the bot. */
  dms(user: string): Message[] {
    return findDm(this.world, user)?.messages ?? [];
  }

  ephemerals(user: string): Ephemeral[] {
    return this.world.ephemerals.get(user) ?? [];
  }

  /** The modal on this person's screen. */
  modal(user: string): View | null {
    return topView(this.world, user);
  }

  modals(user: string): View[] {
    return stackOf(this.world, user);
  }

  home(user: string): View | null {
    return this.world.homes.get(user) ?? null;
  }

  notices(user: string): Notice[] {
    return this.world.notices(user);
  }

  /** Changes the seeded office, such as somebody's locale, in place. */
  person(user: string) {
    const found = this.world.people.get(user);
    if (!found) throw new Error(`There is nobody with the id ${user}.`);
    return found;
  }
}

function readAny(manifest: string | Record<string, unknown>): Manifest {
  return typeof manifest === 'string' ? parseManifest(manifest) : readManifest(manifest);
}
