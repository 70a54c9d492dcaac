import { h } from '../dom.js';
import { plainText, wordsOf } from '../render/mrkdwn.js';

/** While the bot has not answered, the button shows it and takes no second press. */
async function busy(button, work) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** A button; one with a url also opens that page, as in Slack. */
export function button(slot) {
  const { element } = slot;
  const node = h(
    'button',
    {
      type: 'button',
      class: `element-button ${element.style ?? ''}`,
      'aria-label': element.accessibility_label,
      'data-focus': slot.attributes['data-focus'],
      title: element.url,
    },
    h('span', null, ...plainText(wordsOf(element.text))),
    element.url ? h('span', { class: 'outside', 'aria-hidden': 'true' }, ' ↗') : null,
  );
  node.addEventListener('click', () => busy(node, () => slot.act()));
  return node;
}

/** feedback_buttons: two thumbs. */
export function feedback(slot) {
  const half = (side, picture) => {
    const words = wordsOf(side.text);
    const node = h(
      'button',
      { type: 'button', class: 'element-button', 'aria-label': side.accessibility_label ?? words },
      `${picture} ${words}`,
    );
    node.addEventListener('click', () => busy(node, () => slot.act(side.value)));
    return node;
  };
  return h(
    'span',
    { class: 'feedback' },
    half(slot.element.positive_button, '👍'),
    half(slot.element.negative_button, '👎'),
  );
}

/** icon_button: the words stand beside the picture, because this page has no icon set of Slack's. */
export function iconButton(slot) {
  const node = h(
    'button',
    { type: 'button', class: 'element-button', 'aria-label': slot.element.accessibility_label },
    slot.element.icon ? `${slot.element.icon} · ` : '',
    wordsOf(slot.element.text),
  );
  node.addEventListener('click', () => busy(node, () => slot.act()));
  return node;
}
