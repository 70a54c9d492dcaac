import { slackDate } from '../dates.js';
import { h, link } from '../dom.js';
import { emojiFor } from '../emoji.js';

/**
 * Slack's inline mrkdwn as nodes: bold, italic, strike, code, <…> references, :emoji:, &amp;.
 * A mark only opens and closes at the edge of a word, as in Slack: `2*3*4` and `王*芳*` stay as typed.
 */

const WORD = /[\p{L}\p{N}]/u;
const MARKS = { '*': 'strong', _: 'em', '~': 's' };
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const BARE_ADDRESS = /^https?:\/\/[^\s<>"'`，。；、）」]+/;

/** Turns Slack's three entities back into characters. */
export function unescapeText(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

function isWord(character) {
  return character !== undefined && character !== '' && WORD.test(character);
}

function closingMark(text, from, mark) {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return -1;
    if (character === '<') {
      const end = text.indexOf('>', at);
      if (end > 0) at = end;
    } else if (character === mark && !/\s/.test(text[at - 1]) && !isWord(text[at + 1])) {
      return at > from + 1 ? at : -1;
    }
  }
  return -1;
}

function person(id, label, env) {
  const someone = env.personOf(id);
  const mine = id === env.me ? ' mention-me' : '';
  return h(
    'span',
    { class: `mention${mine}`, data: { user: id } },
    `@${someone?.displayName || label || id}`,
  );
}

function channel(id, label, env) {
  const known = env.channelOf(id);
  const name = known?.name ?? label ?? id;
  if (known === undefined) return h('span', { class: 'mention' }, `#${name}`);
  return h(
    'button',
    { type: 'button', class: 'mention', on: { click: () => env.openChannel(id) } },
    `#${name}`,
  );
}

function special(body, label, env) {
  if (body.startsWith('date^')) {
    const [, seconds, pattern, address] = body.split('^');
    const words = slackDate(Number(seconds), pattern, env.view());
    return address ? link(address, words) : h('time', { title: label }, words);
  }
  if (body.startsWith('subteam^'))
    return h('span', { class: 'mention' }, label ?? `@${body.slice(8)}`);
  return h('span', { class: 'mention mention-me' }, `@${body}`);
}

/** What stands between < and >: a person, a channel, a date, a broadcast or a link. */
function reference(inside, env) {
  const bar = inside.indexOf('|');
  const body = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeText(inside.slice(bar + 1));
  if (body.startsWith('@')) return person(body.slice(1), label, env);
  if (body.startsWith('#')) return channel(body.slice(1), label, env);
  if (body.startsWith('!')) return special(body.slice(1), label, env);
  const address = unescapeText(body);
  return link(address, label ?? address.replace(/^(mailto|tel):/, ''));
}

function takeCode(text, at) {
  const end = text.indexOf('`', at + 1);
  const inside = text.slice(at + 1, end);
  if (end < 0 || inside === '' || inside.includes('\n')) return null;
  return { node: h('code', null, unescapeText(inside)), length: end - at + 1 };
}

function takeReference(text, at, env) {
  const end = text.indexOf('>', at);
  if (end < at + 2) return null;
  return { node: reference(text.slice(at + 1, end), env), length: end - at + 1 };
}

function takeMark(text, at, env) {
  const mark = text[at];
  const next = text[at + 1];
  if (isWord(text[at - 1]) || next === undefined || next === mark || /\s/.test(next)) return null;
  const end = closingMark(text, at, mark);
  if (end < 0) return null;
  const inside = inline(text.slice(at + 1, end), env);
  return { node: h(MARKS[mark], null, ...inside), length: end - at + 1 };
}

function takeEmoji(text, at) {
  const found = /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/.exec(text.slice(at, at + 60));
  const picture = found ? emojiFor(found[1]) : null;
  if (picture === null) return null;
  return {
    node: h('span', { class: 'emoji', title: `:${found[1]}:` }, picture),
    length: found[0].length,
  };
}

function takeEntity(text, at) {
  const entity = Object.keys(ENTITIES).find((name) => text.startsWith(name, at));
  return entity ? { node: ENTITIES[entity], length: entity.length } : null;
}

function takeAddress(text, at, env) {
  if (env.verbatim || isWord(text[at - 1])) return null;
  const found = BARE_ADDRESS.exec(text.slice(at));
  return found
    ? { node: link(unescapeText(found[0]), unescapeText(found[0])), length: found[0].length }
    : null;
}

function take(text, at, env) {
  switch (text[at]) {
    case '<':
      return takeReference(text, at, env);
    case '`':
      return takeCode(text, at);
    case '*':
    case '_':
    case '~':
      return takeMark(text, at, env);
    case ':':
      return takeEmoji(text, at);
    case '&':
      return takeEntity(text, at);
    case 'h':
      return takeAddress(text, at, env);
    case '\n':
      return { node: h('br'), length: 1 };
    default:
      return null;
  }
}

/** The nodes of one run of inline mrkdwn; strings for plain stretches. */
export function inline(text, env) {
  const nodes = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const taken = take(text, at, env);
    if (taken === null) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain !== '') nodes.push(plain);
    plain = '';
    nodes.push(taken.node);
    at += taken.length;
  }
  if (plain !== '') nodes.push(plain);
  return nodes;
}
