import { act } from '../api.js';
import { civilDateTime, clockFace, instantOf, nextNine } from '../dates.js';
import { desk, env } from '../desk.js';
import { h, refill } from '../dom.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { tell } from './toasts.js';

const TICK_MS = 10_000;
let clockOpen = false;

async function move(body) {
  await act('clock', body).catch((error) => tell(error.message, 'error'));
  await desk.refresh();
}

function steps() {
  const { words } = env;
  const step = (name, body) =>
    h('button', { type: 'button', class: 'step', on: { click: () => move(body()) } }, words(name));
  return [
    step('plusFive', () => ({ advance: '5m' })),
    step('plusHour', () => ({ advance: '1h' })),
    step('nextNine', () => ({
      set: new Date(nextNine(desk.now(), env.view().zone)).toISOString(),
    })),
    step('plusDay', () => ({ advance: '1d' })),
    step('plusWeek', () => ({ advance: '7d' })),
  ];
}

function customTime() {
  const { words } = env;
  const { zone } = env.view();
  const control = h('input', {
    type: 'datetime-local',
    'aria-label': words('custom'),
    value: civilDateTime(desk.now(), zone),
  });
  const set = () =>
    control.value &&
    move({ set: new Date(instantOf(control.value.slice(0, 16), zone)).toISOString() });
  return h(
    'span',
    { class: 'custom-time' },
    control,
    h('button', { type: 'button', class: 'step', on: { click: set } }, words('set')),
  );
}

function face() {
  return clockFace(desk.now(), env.view());
}

function clock() {
  const { words } = env;
  const toggle = () => {
    clockOpen = !clockOpen;
    desk.changed();
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'clock-face',
      'aria-expanded': String(clockOpen),
      'aria-label': `${words('clock')}: ${face()}`,
      title: words('clockHint'),
      on: { click: toggle },
    },
    h('span', { 'aria-hidden': 'true' }, icon('clock')),
    h('span', { class: 'clock-words' }, face()),
  );
  const panel = h(
    'div',
    { class: `clock-panel ${clockOpen ? 'open' : ''}` },
    h('p', { class: 'quiet' }, words('clockHint')),
    h('div', { class: 'steps' }, steps()),
    customTime(),
  );
  return h('div', { class: 'clock' }, button, panel);
}

function tool(name, sign, mark) {
  const isOpen = desk.tool === name;
  const label = env.words(name);
  return h(
    'button',
    {
      type: 'button',
      class: `tool ${isOpen ? 'current' : ''}`,
      'aria-pressed': String(isOpen),
      'aria-label': label,
      on: { click: () => desk.set({ tool: isOpen ? null : name }) },
    },
    icon(sign),
    h('span', { class: 'tool-name' }, label),
    mark,
  );
}

/** The strip above everything: the practice clock and the tools. */
export function renderTopbar(node) {
  const { me } = desk.snapshot;
  const signature = JSON.stringify([
    me.locale,
    me.tz,
    clockOpen,
    desk.tool,
    desk.faults.length,
    desk.unseenProblems,
    desk.snapshot.clock.shiftMs,
    desk.user,
  ]);
  const faceNode = node.querySelector('.clock-words');
  if (faceNode) faceNode.textContent = face();
  if (node.dataset.signature === signature) return;
  node.dataset.signature = signature;
  const drawer = h(
    'button',
    {
      type: 'button',
      class: 'icon-button drawer-button',
      'aria-label': env.words('menu'),
      on: { click: () => desk.set({ drawer: !desk.drawer }) },
    },
    icon('menu'),
    avatar(me, 'tiny'),
  );
  const mark = (count) => (count > 0 ? h('span', { class: 'badge' }, String(count)) : null);
  refill(
    node,
    drawer,
    h('span', { class: 'practice' }, env.words('practice')),
    clock(),
    h(
      'div',
      { class: 'tools' },
      tool('inspector', 'swap', mark(desk.unseenProblems)),
      tool('faults', 'warn', mark(desk.faults.length)),
    ),
  );
}

setInterval(() => {
  const words = document.querySelector('.clock-words');
  if (words && desk.snapshot) words.textContent = face();
}, TICK_MS);
document.addEventListener('pointerdown', (event) => {
  if (!clockOpen || event.target.closest('.clock')) return;
  clockOpen = false;
  desk.changed();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !clockOpen) return;
  clockOpen = false;
  desk.changed();
  document.querySelector('.clock-face')?.focus();
});
