import { civilDate, dayDivider } from '../dates.js';
import { env } from '../desk.js';
import { h, keyed } from '../dom.js';
import { instantOfTs, messageNode } from './message.js';

const TOGETHER_MS = 5 * 60_000;
const NEAR_BOTTOM_PX = 80;

function follows(message, before) {
  if (
    !before ||
    before.user !== message.user ||
    message.ephemeral ||
    before.ephemeral ||
    before.subtype
  )
    return false;
  return instantOfTs(message.ts) - instantOfTs(before.ts) < TOGETHER_MS;
}

/** Messages with a divider wherever the reader's civil day changes. */
function withDays(messages, { inThread }) {
  const { zone } = env.view();
  const rows = [];
  let day = null;
  let before = null;
  for (const message of messages) {
    const ownDay = civilDate(instantOfTs(message.ts), zone);
    if (ownDay !== day) {
      if (!inThread) rows.push({ key: `day-${ownDay}`, at: instantOfTs(message.ts) });
      before = null;
    }
    rows.push({
      key: `${message.ephemeral ? 'e' : 'm'}-${message.ts}`,
      message,
      place: { inThread, follows: follows(message, before) },
    });
    day = ownDay;
    before = message;
  }
  return rows;
}

function dayNode(at) {
  return h('div', { class: 'day', role: 'separator' }, h('span', null, dayDivider(at, env.view())));
}

/** The frame that scrolls, and the rows in it. New messages keep the bottom in sight only if it was. */
export class MessageList {
  constructor({ inThread, name }) {
    this.inThread = inThread;
    this.rows = h('div', { class: 'rows' });
    this.top = h('div', { class: 'list-top' });
    this.node = h(
      'div',
      { class: 'messages', role: 'log', 'aria-label': name, tabindex: 0 },
      this.top,
      this.rows,
    );
    this.place = null;
    this.sticks = true;
    this.lastTop = 0;
    // Charts and pictures get their height after they were inserted.
    new ResizeObserver(() => this.sticks && this.toBottom()).observe(this.rows);
    this.node.addEventListener('scroll', () => this.scrolled());
  }

  /** Only a person scrolls up; the list itself merely gets taller under a position that stays. */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    this.sticks = isNear || (this.sticks && scrollTop >= this.lastTop);
    this.lastTop = scrollTop;
  }

  toBottom() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  show(messages, place) {
    if (place !== this.place) {
      this.rows.replaceChildren();
      this.sticks = true;
    }
    this.place = place;
    const { locale, zone, now } = env.view();
    const today = civilDate(now, zone);
    const names = env
      .people()
      .map(({ displayName }) => displayName)
      .join();
    keyed(this.rows, withDays(messages, { inThread: this.inThread }), {
      key: (row) => row.key,
      signature: (row) =>
        JSON.stringify([
          row.message ? { ...row.message, values: undefined } : row.at,
          row.place,
          locale,
          zone,
          today,
          names,
        ]),
      make: (row) => (row.message ? messageNode(row.message, row.place) : dayNode(row.at)),
    });
    if (this.sticks) this.toBottom();
  }
}
