import { listen, look } from './api.js';
import { wordsFor } from './words.js';

const TRAFFIC_KEPT = 400;

/**
 * What this page knows: who acts, what is open, and the last picture the workspace gave.
 * Panels read it and are told when it changed; only this file asks for pictures.
 */
class Desk {
  constructor() {
    Object.assign(this, {
      user: null,
      channel: null,
      thread: null,
      tab: 'messages',
      tool: null,
      drawer: false,
    });
    Object.assign(this, { snapshot: null, manifest: null, entries: [], faults: [], lost: false });
    this.seenEntry = 0;
    this.listeners = new Set();
    this.noticeListeners = new Set();
    this.asking = null;
    this.askAgain = false;
  }

  onChange(listener) {
    this.listeners.add(listener);
  }

  onNotice(listener) {
    this.noticeListeners.add(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  get words() {
    return wordsFor(this.snapshot?.me.locale);
  }

  get current() {
    return this.snapshot?.channels.find(({ id }) => id === this.channel);
  }

  get botChannel() {
    return this.snapshot.channels.find(isWithBot);
  }

  /** What went wrong between Slack and the app since somebody last looked at the inspector. */
  get unseenProblems() {
    if (this.tool === 'inspector') this.seenEntry = this.entries.at(-1)?.n ?? this.seenEntry;
    return this.entries.filter(({ n, ok }) => !ok && n > this.seenEntry).length;
  }

  /** Practice time in ms: the last known time plus what passed since. */
  now() {
    if (!this.snapshot) return Date.now();
    return this.clockAt + (performance.now() - this.clockReadAt);
  }

  setClock(now) {
    this.clockAt = Date.parse(now);
    this.clockReadAt = performance.now();
  }

  async start() {
    this.readAddress();
    this.manifest = await look('manifest');
    const first = await look('state', { user: this.user ?? undefined }).catch(() => look('state'));
    this.user = first.me.id;
    await this.refresh();
    this.follow();
    const [traffic, faults] = await Promise.all([
      look('traffic', { limit: TRAFFIC_KEPT }),
      look('faults'),
    ]);
    this.entries = traffic.entries;
    this.seenEntry = traffic.next;
    this.faults = faults.faults;
    this.changed();
  }

  firstChannel() {
    const { channels } = this.snapshot;
    return (
      (channels.find(({ isMember, kind }) => isMember && kind === 'channel') ?? channels[0])?.id ??
      null
    );
  }

  follow() {
    this.stop?.();
    this.stop = listen(this.user, {
      onEvent: (name, data) => this.hear(name, data),
      onLost: () => this.setLost(true),
      onGap: () => this.setLost(false),
    });
  }

  setLost(lost) {
    this.lost = lost;
    if (lost) this.changed();
    else this.refresh();
  }

  hear(name, data) {
    if (name === 'traffic') return this.addEntry(data);
    if (name === 'notice') for (const listener of this.noticeListeners) listener(data.notice);
    if (name === 'faults') return this.readFaults();
    return this.refresh();
  }

  addEntry(entry) {
    const isNew = !this.entries.some(({ n }) => n === entry.n);
    if (isNew) this.entries = [...this.entries, entry].slice(-TRAFFIC_KEPT);
    this.changed();
  }

  async readFaults() {
    this.faults = (await look('faults')).faults;
    this.changed();
  }

  /** Asks for a fresh picture. Calls that come meanwhile share one more question. */
  refresh() {
    if (this.asking) {
      this.askAgain = true;
      return this.asking;
    }
    this.asking = this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  async ask() {
    do {
      this.askAgain = false;
      const picture = await this.picture();
      if (picture === null) break;
    } while (this.askAgain);
    this.writeAddress();
    this.changed();
  }

  /** One question. An answer about somebody or somewhere that is no longer open is dropped. */
  async picture() {
    const { user, channel, thread } = this;
    const picture = await look('state', { user, channel, thread }).catch((error) => error);
    if (picture instanceof Error) return this.unanswered(picture);
    const isStale = user !== this.user || channel !== this.channel || thread !== this.thread;
    if (isStale) this.askAgain = true;
    else this.snapshot = picture;
    this.lost = false;
    this.setClock(picture.clock.now);
    if (!isStale && channel === null) this.settleIn();
    return picture;
  }

  /** Without a channel, as at the start, the first one of this person is opened. */
  settleIn() {
    this.channel = this.firstChannel();
    this.askAgain = this.channel !== null;
  }

  /** A channel that this person cannot see is left; a workspace that does not answer is waited for. */
  unanswered(problem) {
    if (problem.code === 'unknown_channel') {
      Object.assign(this, { channel: null, thread: null });
      this.askAgain = true;
      return problem;
    }
    this.lost = true;
    return null;
  }

  async actAs(user) {
    Object.assign(this, { user, thread: null, drawer: false });
    this.follow();
    await this.refresh();
  }

  async open(channel) {
    Object.assign(this, { channel, thread: null, drawer: false });
    this.tab = 'messages';
    await this.refresh();
  }

  async openThread(ts) {
    this.thread = ts;
    await this.refresh();
  }

  set(change) {
    Object.assign(this, change);
    this.changed();
  }

  /** The address after # keeps who and where, so that a reload or a second window stays in place. */
  readAddress() {
    const [user, channel, thread] = location.hash.slice(1).split('/');
    Object.assign(this, { user: user || null, channel: channel || null, thread: thread || null });
  }

  writeAddress() {
    const where = [this.user, this.channel, this.thread].filter(Boolean).join('/');
    if (location.hash.slice(1) !== where) history.replaceState(null, '', `#${where}`);
  }
}

/** True for the acted person's DM with the app, from whichever end it is named. */
export function isWithBot(channel) {
  if (channel?.kind !== 'im') return false;
  return [desk.snapshot.app.botUser, desk.user].includes(channel.with);
}

export const desk = new Desk();

/** What renderers may know of the workspace. */
export const env = {
  get me() {
    return desk.user;
  },
  personOf: (id) => desk.snapshot?.people.find((person) => person.id === id),
  channelOf: (id) => desk.snapshot?.channels.find((channel) => channel.id === id),
  people: () => desk.snapshot?.people ?? [],
  channels: () => desk.snapshot?.channels ?? [],
  view: () => ({
    locale: desk.snapshot?.me.locale ?? 'en-GB',
    zone: desk.snapshot?.me.tz ?? 'UTC',
    now: desk.now(),
  }),
  words: (key, ...params) => desk.words(key, ...params),
  openChannel: (id) => desk.open(id),
};
