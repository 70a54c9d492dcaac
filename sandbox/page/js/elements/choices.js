import { freshId, h } from '../dom.js';
import { textNodes, wordsOf } from '../render/mrkdwn.js';

function choice(option, slot, { type, group, checked, change }) {
  const id = freshId('choice');
  const control = h('input', {
    type,
    id,
    name: group,
    value: option.value,
    checked,
    on: { change },
  });
  const description = option.description
    ? h('span', { class: 'choice-description' }, ...textNodes(option.description, slot.env))
    : null;
  const label = h(
    'label',
    { for: id },
    h('span', null, ...textNodes(option.text, slot.env)),
    description,
  );
  return h('div', { class: 'choice' }, control, label);
}

function group(slot, role, children) {
  const {
    id,
    'aria-label': name,
    'aria-labelledby': labelled,
    'aria-describedby': described,
    'data-focus': focus,
  } = slot.attributes;
  return h(
    'div',
    {
      class: 'choices',
      role,
      id,
      'aria-label': name,
      'aria-labelledby': labelled,
      'aria-describedby': described,
      'data-focus': focus,
    },
    children,
  );
}

/** checkboxes: an array of the ticked options' values. */
export function checkboxes(slot) {
  const ticked = new Set(slot.value() ?? []);
  const change = (value, isOn) => {
    if (isOn) ticked.add(value);
    else ticked.delete(value);
    slot.change(
      slot.element.options.map((option) => option.value).filter((one) => ticked.has(one)),
    );
  };
  return group(
    slot,
    'group',
    slot.element.options.map((option) =>
      choice(option, slot, {
        type: 'checkbox',
        checked: ticked.has(option.value),
        change: (event) => change(option.value, event.target.checked),
      }),
    ),
  );
}

/** radio_buttons: one option's value. An optional one can be emptied again, as in Slack. */
export function radioButtons(slot) {
  const name = freshId('radio');
  const options = slot.element.options.map((option) =>
    choice(option, slot, {
      type: 'radio',
      group: name,
      checked: slot.value() === option.value,
      change: () => {
        slot.change(option.value);
        if (empty) empty.hidden = false;
      },
    }),
  );
  const empty = slot.block.optional ? emptier(slot, options) : null;
  return group(slot, 'radiogroup', [options, empty]);
}

function emptier(slot, options) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'plain small',
      hidden: slot.value() === undefined || slot.value() === null,
    },
    slot.words('clear'),
  );
  button.addEventListener('click', () => {
    for (const option of options) option.querySelector('input').checked = false;
    button.hidden = true;
    slot.change(null);
  });
  button.setAttribute('aria-label', `${slot.words('clear')}: ${wordsOf(slot.block.label)}`);
  return button;
}
