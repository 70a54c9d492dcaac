import { h } from '../dom.js';
import { image } from '../elements/pictures.js';
import { textNodes, wordsOf } from './mrkdwn.js';
import { richText } from './rich_text.js';

const ALERT_SIGNS = { default: '•', info: 'ℹ', warning: '⚠', error: '⛔', success: '✓' };

/** The alert block. */
export function alert(block, { env }) {
  const level = block.level ?? 'default';
  return h(
    'div',
    { class: `alert alert-${level}`, role: 'note' },
    h('span', { 'aria-hidden': 'true' }, ALERT_SIGNS[level] ?? '•'),
    h('div', null, ...textNodes(block.text, env)),
  );
}

/** The card block: banner, icon, title, subtitle, body, buttons. */
export function card(block, surface, elements) {
  const { env } = surface;
  const line = (object, className) =>
    object ? h('div', { class: className }, ...textNodes(object, env)) : null;
  const head = h(
    'div',
    { class: 'card-words' },
    line(block.title, 'card-title'),
    line(block.subtitle, 'quiet'),
  );
  return h(
    'div',
    { class: 'card' },
    block.hero_image ? image(block.hero_image, env, 'hero') : null,
    h('div', { class: 'card-head' }, block.icon ? image(block.icon, env, 'icon') : null, head),
    line(block.body, 'card-body'),
    block.actions?.length
      ? h('div', { class: 'actions' }, elements(block, block.actions, surface))
      : null,
  );
}

/** The container block: a titled frame around other blocks, foldable when it says so. */
export function container(block, surface, child) {
  const { env } = surface;
  const title = block.rich_text_title
    ? richText(block.rich_text_title, env)
    : [wordsOf(block.title)];
  const subtitle = block.subtitle
    ? h('div', { class: 'quiet' }, ...textNodes(block.subtitle, env))
    : null;
  const inside = h(
    'div',
    { class: 'container-inside' },
    block.child_blocks.map((one) => child(one, surface)),
  );
  if (!block.is_collapsible)
    return h(
      'section',
      { class: 'card' },
      h('div', { class: 'card-title' }, ...title),
      subtitle,
      inside,
    );
  return h(
    'details',
    { class: 'card', open: !block.default_collapsed },
    h('summary', null, h('span', { class: 'card-title' }, ...title), subtitle),
    inside,
  );
}
