import { h } from '../dom.js';
import { wordsOf } from '../render/mrkdwn.js';
import { icon } from '../ui/icons.js';
import { menuButton } from '../ui/menu.js';
import { button, feedback, iconButton } from './buttons.js';
import { checkboxes, radioButtons } from './choices.js';
import { fileInput } from './files.js';
import { datepicker, datetimepicker, timepicker } from './pickers.js';
import { image } from './pictures.js';
import { select } from './select.js';
import { textInput } from './text_inputs.js';

function overflow(slot) {
  const items = slot.element.options.map((option) => ({
    label: wordsOf(option.text),
    description: wordsOf(option.description),
    run: () => slot.act(option.value),
  }));
  return menuButton({
    face: icon('dots'),
    name: slot.words('moreActions'),
    items,
    className: 'element-button overflow',
  });
}

const ELEMENTS = {
  button,
  workflow_button: button,
  feedback_buttons: feedback,
  icon_button: iconButton,
  overflow,
  image: (slot) => image(slot.element, slot.env, 'thumb'),
  checkboxes,
  radio_buttons: radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  file_input: fileInput,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: textInput,
};

for (const kind of ['static', 'external', 'users', 'channels', 'conversations']) {
  ELEMENTS[`${kind}_select`] = select;
  ELEMENTS[`multi_${kind}_select`] = select;
}

/**
 * What an element needs to know of its place. `change` keeps a value and, where the block says so,
 * tells the bot; `write` only keeps it; `act` only tells.
 */
function slotOf(block, element, { surface, attributes, name }) {
  const dispatches = block.type !== 'input' || block.dispatch_action === true;
  const write = (plain) => surface.write(block.block_id, element.action_id, plain);
  const act = (plain) => surface.act(block, element, plain);
  return {
    block,
    element,
    dispatches,
    write,
    act,
    env: surface.env,
    words: surface.env.words,
    upload: surface.upload,
    attributes: {
      'aria-label': name,
      ...attributes,
      'data-focus': `${block.block_id} ${element.action_id}`,
    },
    value: () => surface.read(block.block_id, element.action_id),
    suggest: (query) => surface.suggest(block, element, query),
    change: (plain) => {
      write(plain);
      if (dispatches) act(plain);
    },
  };
}

/** The node of one Block Kit element; a kind this page does not know becomes a labelled box. */
export function elementNode(
  block,
  element,
  { surface, attributes = {}, name = wordsOf(element.placeholder) },
) {
  const make = ELEMENTS[element.type];
  if (!make) return h('span', { class: 'unknown' }, `${element.type}?`);
  return make(
    slotOf(block, element, {
      surface,
      attributes,
      name: attributes['aria-labelledby'] ? undefined : name || element.action_id,
    }),
  );
}
