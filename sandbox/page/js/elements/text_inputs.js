import { h, settled } from '../dom.js';
import { wordsOf } from '../render/mrkdwn.js';
import { richTextWords } from '../render/rich_text.js';

const PAUSE_MS = 350;

const KEYBOARDS = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
};

function asText(plain) {
  if (plain === undefined || plain === null) return '';
  return typeof plain === 'object' ? richTextWords(plain) : String(plain);
}

function counter(element, control, words) {
  if (!element.max_length) return null;
  const note = h('span', { class: 'counter', 'aria-hidden': 'true' });
  const tell = () => {
    const left = element.max_length - [...control.value].length;
    note.textContent =
      left <= 40 || left < element.max_length / 5 ? words('charactersLeft', left) : '';
    note.classList.toggle('over', left < 0);
  };
  control.addEventListener('input', tell);
  tell();
  return note;
}

/** Tells the bot while typing or at Enter, when the element asks for it. */
function listenForDispatch(control, slot) {
  const { element } = slot;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const act = () => slot.act(control.value);
  if (triggers.includes('on_character_entered')) {
    const later = settled(PAUSE_MS, act);
    control.addEventListener('input', () => later(true));
    control.addEventListener('blur', later.flush);
  }
  if (!triggers.includes('on_enter_pressed')) return;
  control.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || (event.shiftKey && element.multiline)) return;
    event.preventDefault();
    act();
  });
}

/** plain_text_input, number_input, email_text_input, url_text_input and rich_text_input (as a textarea). */
export function textInput(slot) {
  const { element } = slot;
  const isLong = element.multiline || element.type === 'rich_text_input';
  const control = h(isLong ? 'textarea' : 'input', {
    ...slot.attributes,
    type: isLong ? null : 'text',
    rows: isLong ? (element.min_lines ?? 4) : null,
    inputmode: KEYBOARDS[element.type],
    placeholder: wordsOf(element.placeholder) || null,
    autocomplete: 'off',
    value: asText(slot.value()),
    on: { input: () => slot.write(control.value) },
  });
  if (slot.dispatches) listenForDispatch(control, slot);
  const note = counter(element, control, slot.words);
  return note ? h('div', { class: 'with-counter' }, control, note) : control;
}
