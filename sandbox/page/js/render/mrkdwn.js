import { h } from '../dom.js';
import { withEmoji } from '../emoji.js';
import { inline, unescapeText } from './inline.js';

const LIST_MARK = /^(\s*)([•◦▪*-]|\d{1,2}[.)])\s+(.*)$/;
const QUOTE_MARK = /^(?:>|&gt;)\s?(.*)$/;

function quote(lines, env) {
  return h('blockquote', null, ...inline(lines.join('\n'), env));
}

/** A line that begins with a list mark keeps its mark and gets a hanging indent. */
function listLine([, indent, mark, rest], env) {
  const depth = Math.min(4, Math.floor(indent.length / 2));
  return h(
    'div',
    { class: 'list-line', style: { '--depth': depth } },
    h('span', { class: 'list-mark' }, mark),
    h('span', null, ...inline(rest, env)),
  );
}

function kindOf(line) {
  if (QUOTE_MARK.test(line)) return 'quote';
  return LIST_MARK.test(line) ? 'list' : 'plain';
}

/** Consecutive lines of one kind, because a quote of three lines is one bar, not three. */
function runs(lines) {
  const grouped = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = grouped.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else grouped.push({ kind, lines: [line] });
  }
  return grouped;
}

function prose(text, env) {
  return runs(text.split('\n')).flatMap(({ kind, lines }) => {
    if (kind === 'quote')
      return [
        quote(
          lines.map((line) => QUOTE_MARK.exec(line)[1]),
          env,
        ),
      ];
    if (kind === 'list') return lines.map((line) => listLine(LIST_MARK.exec(line), env));
    return [h('div', { class: 'prose' }, ...inline(lines.join('\n'), env))];
  });
}

/** Slack's mrkdwn as nodes. Text between ``` fences is kept as it stands. */
export function mrkdwn(text, env) {
  const pieces = text.split(/```\n?/);
  if (pieces.length % 2 === 0) return prose(text, env);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [h('pre', null, unescapeText(piece.replace(/\n$/, '')))];
    const trimmed = piece.replace(/^\n|\n$/g, '');
    return trimmed === '' ? [] : prose(trimmed, env);
  });
}

/** Plain text with emoji and line breaks. */
export function plainText(text) {
  return withEmoji(text)
    .split('\n')
    .flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
}

/** The nodes of a Slack text object (`mrkdwn` or `plain_text`). */
export function textNodes(object, env) {
  if (object === undefined || object === null) return [];
  if (object.type !== 'mrkdwn') return plainText(object.text);
  return mrkdwn(object.text, { ...env, verbatim: object.verbatim });
}

/** A text object as one plain string, for labels and titles. */
export function wordsOf(object) {
  if (object === undefined || object === null) return '';
  const text = object.type === 'mrkdwn' ? unescapeText(object.text) : object.text;
  return withEmoji(text);
}
