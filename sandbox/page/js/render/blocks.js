import { freshId, h, keyed } from '../dom.js';
import { elementNode } from '../elements/index.js';
import { image } from '../elements/pictures.js';
import { alert, card, container } from './cards.js';
import { chart } from './chart.js';
import { markdown } from './markdown.js';
import { textNodes, wordsOf } from './mrkdwn.js';
import { richText } from './rich_text.js';
import { dataTable, table } from './tables.js';

function elements(block, list, surface) {
  return list.map((element) => elementNode(block, element, { surface }));
}

function section(block, surface) {
  const { env } = surface;
  const text = block.text
    ? h('div', { class: 'section-text', id: freshId('text') }, ...textNodes(block.text, env))
    : null;
  const fields = block.fields
    ? h(
        'div',
        { class: 'fields' },
        block.fields.map((field) => h('div', null, ...textNodes(field, env))),
      )
    : null;
  const words = h('div', { class: 'section-words' }, text, fields);
  if (!block.accessory) return h('div', { class: 'section' }, words);
  const isImage = block.accessory.type === 'image';
  const name = wordsOf(block.accessory.placeholder) || wordsOf(block.text).split('\n')[0];
  const node = elementNode(block, block.accessory, { surface, name });
  return h(
    'div',
    { class: `section with-accessory accessory-${block.accessory.type}` },
    words,
    h('div', { class: isImage ? 'accessory-image' : 'accessory' }, node),
  );
}

function context(block, { env }) {
  const part = (element) =>
    element.type === 'image'
      ? image(element, env, 'icon')
      : h('span', null, ...textNodes(element, env));
  return h('div', { class: 'context' }, block.elements.map(part));
}

function picture(block, { env }) {
  const title = block.title ? h('figcaption', null, wordsOf(block.title)) : null;
  return h('figure', { class: 'picture' }, title, image(block, env, 'wide'));
}

/** An input block: its label (with the mark of an optional one), the element, hint and error. */
function input(block, surface) {
  const { env } = surface;
  const [id, labelId, hintId, errorId] = ['input', 'label', 'hint', 'error'].map(freshId);
  const error = surface.errorOf(block.block_id);
  const isGroup = ['checkboxes', 'radio_buttons'].includes(block.element.type);
  const optional = block.optional ? h('span', { class: 'optional' }, env.words('optional')) : null;
  const label = h(
    isGroup ? 'span' : 'label',
    { class: 'input-label', id: labelId, for: isGroup ? null : id },
    wordsOf(block.label),
    optional,
  );
  const hint = block.hint ? h('div', { class: 'hint', id: hintId }, wordsOf(block.hint)) : null;
  const problem = error
    ? h('div', { class: 'input-error', id: errorId, role: 'alert' }, error)
    : null;
  const described = [problem ? errorId : '', hint ? hintId : ''].join(' ').trim();
  const attributes = {
    id,
    'aria-labelledby': labelId,
    'aria-describedby': described || null,
    'aria-invalid': error ? 'true' : null,
  };
  return h(
    'div',
    { class: `input ${error ? 'has-error' : ''}` },
    label,
    elementNode(block, block.element, { surface, attributes }),
    problem,
    hint,
  );
}

function unknown(block) {
  return h(
    'div',
    { class: 'unknown' },
    h('b', null, block.type),
    h('pre', null, JSON.stringify(block, null, 1).slice(0, 600)),
  );
}

const BLOCKS = {
  section,
  context,
  input,
  alert,
  header: (block) =>
    h('div', { class: 'header', role: 'heading', 'aria-level': 3 }, wordsOf(block.text)),
  divider: () => h('hr'),
  image: picture,
  actions: (block, surface) =>
    h('div', { class: 'actions' }, elements(block, block.elements, surface)),
  context_actions: (block, surface) =>
    h('div', { class: 'actions' }, elements(block, block.elements, surface)),
  markdown: (block) => h('div', { class: 'markdown' }, ...markdown(block.text)),
  rich_text: (block, { env }) => h('div', { class: 'rich-text' }, ...richText(block, env)),
  table: (block, { env }) => table(block, env),
  data_table: (block, { env }) => dataTable(block, env),
  data_visualization: (block, { env }) => chart(block, env),
  card: (block, surface) => card(block, surface, elements),
  carousel: (block, surface) =>
    h(
      'div',
      { class: 'carousel' },
      block.elements.map((one) => card({ block_id: block.block_id, ...one }, surface, elements)),
    ),
  container: (block, surface) => container(block, surface, blockNode),
  video: (block) =>
    h('div', { class: 'unknown' }, h('b', null, 'video'), ` ${wordsOf(block.title)}`),
  file: (block) => h('div', { class: 'unknown' }, h('b', null, 'file'), ` ${block.external_id}`),
};

/** The node of one block; a kind this page does not know becomes a labelled box, never an error. */
function blockNode(block, surface) {
  const make = BLOCKS[block.type] ?? unknown;
  let inside;
  try {
    inside = make(block, surface);
  } catch {
    inside = unknown(block);
  }
  return h(
    'div',
    { class: 'block', data: { block: block.type, blockId: block.block_id ?? '' } },
    inside,
  );
}

function focusedKey(parent) {
  const active = document.activeElement;
  if (!active || !parent.contains(active)) return null;
  return { key: active.dataset.focus, start: active.selectionStart, end: active.selectionEnd };
}

function refocus(parent, { key, start, end }) {
  const node = key && parent.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  if (!node || node === document.activeElement) return;
  node.focus({ preventScroll: true });
  if (typeof start === 'number' && node.setSelectionRange && /^(text|textarea)$/.test(node.type))
    node.setSelectionRange(start, end);
}

/**
 * Shows `blocks` inside `parent` in place: a block that did not change keeps its nodes, one that did
 * is drawn anew from the kept values, and the focus returns to the same element.
 */
export function showBlocks(parent, blocks, surface) {
  const focus = focusedKey(parent);
  keyed(parent, blocks, {
    key: (block, index) => block.block_id || `#${index}`,
    signature: (block) => JSON.stringify([block, surface.errorOf(block.block_id), surface.stamp]),
    make: (block) => blockNode(block, surface),
  });
  if (focus) refocus(parent, focus);
}
