import { desk, env } from '../desk.js';
import { fill, h, keyed } from '../dom.js';

const SIGNS = { call: '↑', delivery: '↓', ack: '✓', response: '↩', rule: '⚖', fault: '⚡' };
const SLOW_MS = 1000;

let onlyProblems = false;
const opened = new Set();

function pretty(value) {
  return h('pre', null, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

function details(entry) {
  const part = (name, value) => (value === undefined ? null : [h('h4', null, name), pretty(value)]);
  const rule = entry.rule
    ? h('p', { class: 'rule' }, `${entry.rule}${entry.evidence ? ` (${entry.evidence})` : ''}`)
    : null;
  return h(
    'div',
    { class: 'entry-details' },
    rule,
    part('request', entry.request),
    part('response', entry.response),
  );
}

function timeOf(at) {
  const { locale, zone } = env.view();
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(at));
}

/** An ack without a duration of its own took as long as the clock went on since its delivery. */
function millisecondsOf(entry) {
  if (entry.ms !== undefined || entry.kind !== 'ack') return entry.ms;
  const sent = desk.entries.findLast(
    ({ n, kind, name }) => n < entry.n && kind === 'delivery' && name === entry.name,
  );
  return sent ? Date.parse(entry.at) - Date.parse(sent.at) : undefined;
}

function entryNode(entry) {
  const isOpen = opened.has(entry.n);
  const toggle = () => {
    if (!opened.delete(entry.n)) opened.add(entry.n);
    desk.changed();
  };
  const ms = millisecondsOf(entry);
  const slow = ms >= SLOW_MS ? 'slow' : '';
  return h(
    'div',
    { class: `entry kind-${entry.kind} ${entry.ok ? '' : 'bad'}` },
    h(
      'button',
      {
        type: 'button',
        class: 'entry-line',
        'aria-expanded': String(isOpen),
        on: { click: toggle },
      },
      h(
        'span',
        { class: 'entry-sign', title: entry.kind, 'aria-hidden': 'true' },
        SIGNS[entry.kind] ?? '·',
      ),
      h(
        'span',
        { class: 'entry-name' },
        entry.name,
        entry.error ? h('b', null, ` ${entry.error}`) : null,
      ),
      ms === undefined ? null : h('span', { class: `entry-ms ${slow}` }, `${Math.round(ms)} ms`),
      h('time', null, timeOf(entry.at)),
    ),
    isOpen ? details(entry) : null,
  );
}

function filterButton(isProblems) {
  const isOn = onlyProblems === isProblems;
  const choose = () => {
    onlyProblems = isProblems;
    desk.changed();
  };
  return h(
    'button',
    {
      type: 'button',
      class: `segment ${isOn ? 'current' : ''}`,
      'aria-pressed': String(isOn),
      on: { click: choose },
    },
    env.words(isProblems ? 'onlyErrors' : 'everything'),
  );
}

const list = h('div', { class: 'entries' });
const controls = h('div', { class: 'segments', role: 'group' });
const note = h('p', { class: 'quiet pane-note' });

/** The nodes of the inspector, newest entry first. */
export function inspectorNodes() {
  return [note, controls, list];
}

/** Everything that went between Slack and the bot. */
export function renderInspector() {
  fill(controls, filterButton(false), filterButton(true));
  const shown = desk.entries.filter(({ ok }) => !onlyProblems || !ok).reverse();
  note.textContent = shown.length === 0 ? env.words('emptyTraffic') : env.words('inspectorHint');
  const { locale, zone } = env.view();
  keyed(list, shown, {
    key: ({ n }) => String(n),
    signature: ({ n }) => `${opened.has(n)} ${locale} ${zone}`,
    make: entryNode,
  });
}
