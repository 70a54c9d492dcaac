import { act } from '../api.js';
import { desk, env } from '../desk.js';
import { h, refill } from '../dom.js';
import { tell } from './toasts.js';

const PRESETS = [
  { name: 'faultRate', spec: { kind: 'rate_limited', method: 'chat.postMessage', retryAfter: 5 } },
  { name: 'faultStore', spec: { kind: 'store_500', method: 'chat.postMessage' } },
  { name: 'faultRefuse', spec: { kind: 'refuse_500', method: 'chat.postMessage' } },
  { name: 'faultReset', spec: { kind: 'reset_after', method: 'chat.postMessage' } },
  { name: 'faultSlow', spec: { kind: 'slow', delayMs: 3500 } },
  { name: 'faultRedeliver', spec: { kind: 'redeliver', times: 1 } },
  {
    name: 'faultCharts',
    spec: { kind: 'error', code: 'invalid_blocks', method: 'data_visualization' },
  },
];
const COUNTS = [1, 3, 10];

let chosenCount = '1';

async function change(body) {
  await act('faults', body).catch((error) => tell(error.message, 'error'));
  await desk.readFaults();
}

function presetRow({ name, spec }) {
  const add = () =>
    change({ add: chosenCount === 'all' ? spec : { ...spec, next: Number(chosenCount) } });
  return h(
    'li',
    null,
    h('span', null, env.words(name)),
    h(
      'button',
      {
        type: 'button',
        class: 'element-button',
        'aria-label': `${env.words('addFault')}: ${env.words(name)}`,
        on: { click: add },
      },
      env.words('addFault'),
    ),
  );
}

function nameOf(fault) {
  const preset = PRESETS.find(
    ({ spec }) => spec.kind === fault.kind && (spec.code === undefined || spec.code === fault.code),
  );
  return preset ? env.words(preset.name) : `${fault.kind} ${fault.code ?? ''}`;
}

function activeRow(fault) {
  const { words } = env;
  const left = fault.next === undefined ? undefined : fault.next - (fault.struck ?? 0);
  const detail = [
    fault.method,
    left === undefined ? words('untilRemoved') : words('nextCalls', left),
  ]
    .filter(Boolean)
    .join(' · ');
  return h(
    'li',
    { class: 'active-fault' },
    h('span', null, nameOf(fault), h('small', null, detail)),
    h(
      'button',
      {
        type: 'button',
        class: 'element-button',
        on: { click: () => change({ remove: fault.id }) },
      },
      words('removeFault'),
    ),
  );
}

function countChooser() {
  const { words } = env;
  const options = [
    ...COUNTS.map((count) => [String(count), words('nextCalls', count)]),
    ['all', words('untilRemoved')],
  ];
  const choose = (event) => {
    chosenCount = event.target.value;
  };
  return h(
    'label',
    { class: 'chooser' },
    h('span', null, words('howMany')),
    h(
      'select',
      { 'aria-label': words('howMany'), on: { change: choose } },
      options.map(([key, label]) =>
        h('option', { value: key, selected: key === chosenCount }, label),
      ),
    ),
  );
}

const body = h('div', { class: 'faults' });

export function faultNodes() {
  return [body];
}

/** The panel that makes Slack misbehave. */
export function renderFaults() {
  const { words } = env;
  const signature = JSON.stringify([desk.faults, env.view().locale]);
  if (body.dataset.signature === signature) return;
  body.dataset.signature = signature;
  const active =
    desk.faults.length === 0
      ? h('p', { class: 'quiet' }, words('noFaults'))
      : h('ul', null, desk.faults.map(activeRow));
  const clear =
    desk.faults.length > 1
      ? h(
          'button',
          { type: 'button', class: 'element-button', on: { click: () => change({ clear: true }) } },
          words('clearFaults'),
        )
      : null;
  refill(
    body,
    h('p', { class: 'quiet pane-note' }, words('faultsHint')),
    countChooser(),
    h('ul', null, PRESETS.map(presetRow)),
    h('h3', null, words('activeFaults')),
    active,
    clear,
  );
}
