import { Bus } from './bus.ts';
import { PracticeClock } from './clock.ts';
import { Connections } from './connections.ts';
import { Faults } from './faults.ts';
import { Ids } from './ids.ts';
import type { Manifest } from './manifest.ts';
import { realTimers, type Timers } from './timers.ts';
import { Traffic } from './traffic.ts';
import type {
  Channel,
  Ephemeral,
  Notice,
  Person,
  StateValues,
  StoredFile,
  Team,
  UserGroup,
  View,
} from './types.ts';
import { Witness } from './witness.ts';

export interface Office {
  team: Team;
  appId: string;
  botId: string;
  botUser: string;
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
}

export interface Trigger {
  user: string;
  /** Practice time in milliseconds. */
  at: number;
  used: boolean;
  /** The view it came from, if it came from one. */
  viewId: string | null;
}

export interface ResponseUrl {
  user: string;
  channel: string;
  at: number;
  uses: number;
  /** The message a button was in. */
  source: { ts: string; ephemeral: boolean } | null;
}

export interface WorldOptions {
  manifest: Manifest;
  office: Office;
  now?: () => number | Date;
  timers?: Timers;
  random?: () => number;
  /** Where the bot reaches us, without a slash at the end. */
  publicUrl?: string;
  /** Does Slack honour client_msg_id? Unproven for bots, hence switchable. */
  clientMsgIds?: 'honoured' | 'ignored';
  /** Let the act under way fail when the bot calls a method we do not know; the bot gets `unknown_method` either way. */
  strict?: boolean;
}

const NOTICES_KEPT = 20;

/** All state of the workspace. Rules live beside it, in functions that take it as first argument. */
export class World {
  readonly bus = new Bus();
  readonly ids = new Ids();
  readonly clock: PracticeClock;
  readonly timers: Timers;
  readonly traffic: Traffic;
  readonly faults: Faults;
  readonly connections: Connections;
  readonly stored = new Witness();
  readonly manifest: Manifest;
  readonly team: Team;
  readonly appId: string;
  readonly botId: string;
  readonly botUser: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly strict: boolean;
  publicUrl: string;
  clientMsgIds: 'honoured' | 'ignored';

  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly groups: UserGroup[];
  /** Per person. */
  readonly ephemerals = new Map<string, Ephemeral[]>();
  /** Per person; the last view is on screen. */
  readonly stacks = new Map<string, View[]>();
  readonly homes = new Map<string, View>();
  readonly files = new Map<string, StoredFile>();
  readonly triggers = new Map<string, Trigger>();
  readonly responseUrls = new Map<string, ResponseUrl>();
  /** What people picked in selects of messages: "user channel ts" → values. */
  readonly picked = new Map<string, StateValues>();
  /** Options that a suggestion offered: "user place block action" → option objects by value. */
  readonly offered = new Map<string, Map<string, Record<string, unknown>>>();
  /** Tickets of apps.connections.open that nobody has used yet. */
  readonly tickets = new Set<string>();
  /** Errors that an act in progress has to report to the test behind it. */
  readonly failures: unknown[] = [];
  readonly #notices: Notice[] = [];
  #noticeId = 0;

  constructor(options: WorldOptions) {
    this.clock = new PracticeClock(options.now);
    this.timers = options.timers ?? realTimers;
    this.traffic = new Traffic(this.clock, this.bus);
    this.faults = new Faults(options.random);
    this.connections = new Connections(this.bus);
    this.manifest = options.manifest;
    this.team = options.office.team;
    this.appId = options.office.appId;
    this.botId = options.office.botId;
    this.botUser = options.office.botUser;
    this.groups = options.office.groups;
    this.botToken = `xoxb-practice-${this.ids.secret()}`;
    this.appToken = `xapp-practice-${this.ids.secret()}`;
    this.strict = options.strict ?? false;
    this.publicUrl = options.publicUrl ?? 'http://practice.slack.test';
    this.clientMsgIds = options.clientMsgIds ?? 'honoured';
    for (const person of options.office.people) this.people.set(person.id, person);
    for (const channel of options.office.channels) this.channels.set(channel.id, channel);
  }

  get bot(): Person {
    const bot = this.people.get(this.botUser);
    if (!bot) throw new Error(`The office has no bot user ${this.botUser}.`);
    return bot;
  }

  /** Scopes the token has: required and optional ones of the manifest. */
  get scopes(): string[] {
    return [...this.manifest.scopes, ...this.manifest.optionalScopes];
  }

  notices(user: string): Notice[] {
    return this.#notices.filter((notice) => notice.user === user).slice(-NOTICES_KEPT);
  }

  /** What Slack's client would tell this person. */
  notify(notice: Omit<Notice, 'id' | 'at'>): void {
    this.#noticeId += 1;
    const full = { id: this.#noticeId, at: this.clock.iso(), ...notice };
    this.#notices.push(full);
    this.bus.tell({
      event: 'notice',
      user: notice.user,
      data: { user: notice.user, notice: full },
    });
  }
}
