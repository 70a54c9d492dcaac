import { slackDate } from '../dates.js';
import { h, link } from '../dom.js';
import { emojiFor } from '../emoji.js';

const STYLES = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' };

function styled(node, style = {}) {
  let dressed = node;
  for (const [name, tag] of Object.entries(STYLES))
    if (style[name]) dressed = h(tag, null, dressed);
  return dressed;
}

function linesOf(text) {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
}

function emoji(element) {
  const picture = element.unicode
    ? String.fromCodePoint(...element.unicode.split('-').map((code) => Number.parseInt(code, 16)))
    : emojiFor(element.name);
  return h('span', { class: 'emoji' }, picture ?? `:${element.name}:`);
}

function userMention(element, env) {
  const someone = env.personOf(element.user_id);
  const mine = element.user_id === env.me ? ' mention-me' : '';
  return h('span', { class: `mention${mine}` }, `@${someone?.displayName ?? element.user_id}`);
}

const LEAVES = {
  text: (element) => h('span', null, ...linesOf(element.text)),
  link: (element) => link(element.url, element.text ?? element.url),
  user: userMention,
  channel: (element, env) =>
    h(
      'span',
      { class: 'mention' },
      `#${env.channelOf(element.channel_id)?.name ?? element.channel_id}`,
    ),
  usergroup: (element) => h('span', { class: 'mention' }, `@${element.usergroup_id}`),
  broadcast: (element) => h('span', { class: 'mention mention-me' }, `@${element.range}`),
  emoji,
  date: (element, env) =>
    h(
      'time',
      { title: element.fallback },
      slackDate(element.timestamp, element.format, env.view()),
    ),
  color: (element) =>
    h(
      'span',
      { class: 'color-chip' },
      h('i', { style: { background: element.value } }),
      element.value,
    ),
};

function leaves(elements, env) {
  return elements.map((element) => {
    const make = LEAVES[element.type];
    return styled(make ? make(element, env) : h('span', null, `[${element.type}]`), element.style);
  });
}

const PARTS = {
  rich_text_section: (part, env) => h('div', { class: 'prose' }, ...leaves(part.elements, env)),
  rich_text_preformatted: (part, env) => h('pre', null, ...leaves(part.elements, env)),
  rich_text_quote: (part, env) => h('blockquote', null, ...leaves(part.elements, env)),
  rich_text_list: (part, env) =>
    h(
      part.style === 'ordered' ? 'ol' : 'ul',
      { start: part.offset ? part.offset + 1 : null, style: { '--depth': part.indent ?? 0 } },
      part.elements.map((item) => h('li', null, ...leaves(item.elements, env))),
    ),
};

/** The nodes of a rich_text block. */
export function richText(block, env) {
  return block.elements.map((part) => {
    const make = PARTS[part.type];
    return make ? make(part, env) : h('div', null, `[${part.type}]`);
  });
}

/** A rich_text block as plain lines: what a textarea can hold of it. */
export function richTextWords(block) {
  if (typeof block === 'string') return block;
  const words = (part) =>
    part.text ?? part.name ?? part.user_id ?? (part.elements ?? []).map(words).join('');
  return (block?.elements ?? [])
    .flatMap((part) => (part.type === 'rich_text_list' ? part.elements.map(words) : [words(part)]))
    .join('\n');
}
