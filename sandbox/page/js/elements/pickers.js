import { civilDateTime, instantOf } from '../dates.js';
import { h, settled } from '../dom.js';
import { wordsOf } from '../render/mrkdwn.js';

/** A native date field fires for each typed digit group, so the bot is told after a pause. */
const PAUSE_MS = 400;

function picker(slot, { type, toText, toPlain, zone }) {
  const { element } = slot;
  const value = slot.value();
  const tell = settled(PAUSE_MS, (plain) => slot.act(plain));
  const control = h('input', {
    ...slot.attributes,
    type,
    title: wordsOf(element.placeholder) || null,
    value: value === undefined || value === null ? '' : toText(value),
    on: {
      change: () => {
        const plain = control.value === '' ? null : toPlain(control.value);
        slot.write(plain);
        if (slot.dispatches) tell(plain);
      },
      blur: () => tell.flush(),
    },
  });
  const note = zone ? h('span', { class: 'quiet zone' }, zone) : null;
  return note ? h('div', { class: 'picker' }, control, note) : control;
}

const same = (text) => text;

/** datepicker: `2026-03-01`. */
export function datepicker(slot) {
  return picker(slot, { type: 'date', toText: same, toPlain: same });
}

/** timepicker: `15:30`; the zone is shown when the element names one. */
export function timepicker(slot) {
  return picker(slot, {
    type: 'time',
    toText: same,
    toPlain: (text) => text.slice(0, 5),
    zone: slot.element.timezone,
  });
}

/** datetimepicker: seconds since the epoch, shown and typed in the acted person's zone. */
export function datetimepicker(slot) {
  const { zone } = slot.env.view();
  return picker(slot, {
    type: 'datetime-local',
    toText: (seconds) => civilDateTime(seconds * 1000, zone),
    toPlain: (text) => Math.floor(instantOf(text.slice(0, 16), zone) / 1000),
    zone,
  });
}
