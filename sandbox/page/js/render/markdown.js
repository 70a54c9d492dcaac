import { h, link } from '../dom.js';
import { emojiFor } from '../emoji.js';

/** The markdown block: the standard dialect (two stars for bold), not Slack's own mrkdwn. */

const INLINE = [
  [/`([^`\n]+)`/, (found) => h('code', null, found[1])],
  [/\[([^\]\n]+)\]\(([^)\s]+)\)/, (found) => link(found[2], ...inlineMarkdown(found[1]))],
  [/\*\*(\S(?:[^\n]*?\S)?)\*\*/, (found) => h('strong', null, ...inlineMarkdown(found[1]))],
  [/~~(\S(?:[^\n]*?\S)?)~~/, (found) => h('s', null, ...inlineMarkdown(found[1]))],
  [/(?<![\p{L}\p{N}*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\p{L}\p{N}*])/u, italics],
  [/(?<![\p{L}\p{N}_])_([^_\s](?:[^_\n]*[^_\s])?)_(?![\p{L}\p{N}_])/u, italics],
  [/https?:\/\/[^\s<>)]+/, (found) => link(found[0], found[0])],
  [/:([a-z0-9_+'-]+):/, (found) => emojiFor(found[1]) ?? found[0]],
];

function italics(found) {
  return h('em', null, ...inlineMarkdown(found[1]));
}

/** The earliest construct wins; what follows it is read again. */
function inlineMarkdown(text) {
  let first = null;
  for (const [pattern, make] of INLINE) {
    const found = pattern.exec(text);
    if (found && (first === null || found.index < first.found.index)) first = { found, make };
  }
  if (first === null) return text === '' ? [] : [text];
  const { found, make } = first;
  const rest = text.slice(found.index + found[0].length);
  return [text.slice(0, found.index), make(found), ...inlineMarkdown(rest)].filter(
    (part) => part !== '',
  );
}

const LINES = [
  { kind: 'heading', pattern: /^(#{1,6})\s+(.*)$/ },
  { kind: 'rule', pattern: /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/ },
  { kind: 'quote', pattern: /^>\s?(.*)$/ },
  { kind: 'row', pattern: /^\s*\|(.*)\|\s*$/ },
  { kind: 'ordered', pattern: /^\s*\d+[.)]\s+(.*)$/ },
  { kind: 'bullet', pattern: /^\s*[-*+]\s+(.*)$/ },
  { kind: 'blank', pattern: /^\s*$/ },
];

function readLine(line) {
  for (const { kind, pattern } of LINES) {
    const found = pattern.exec(line);
    if (found) return { kind, found, line };
  }
  return { kind: 'text', line };
}

function withBreaks(lines) {
  return lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [h('br')]),
    ...inlineMarkdown(line),
  ]);
}

function tableOf(group) {
  const rows = group
    .map(({ found }) => found[1].split('|').map((cell) => cell.trim()))
    .filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const [head, ...body] = rows;
  const row = (cells, tag) =>
    h(
      'tr',
      null,
      cells.map((cell) => h(tag, null, ...inlineMarkdown(cell))),
    );
  return h(
    'div',
    { class: 'table-scroll' },
    h(
      'table',
      null,
      row(head, 'th'),
      body.map((cells) => row(cells, 'td')),
    ),
  );
}

const GROUPS = {
  heading: (group) =>
    group.map(({ found }) =>
      h(
        'div',
        {
          class: `md-heading md-h${found[1].length}`,
          role: 'heading',
          'aria-level': found[1].length + 2,
        },
        ...inlineMarkdown(found[2]),
      ),
    ),
  rule: () => [h('hr')],
  quote: (group) => [h('blockquote', null, ...withBreaks(group.map(({ found }) => found[1])))],
  row: (group) => [tableOf(group)],
  ordered: (group) => [
    h(
      'ol',
      null,
      group.map(({ found }) => h('li', null, ...inlineMarkdown(found[1]))),
    ),
  ],
  bullet: (group) => [
    h(
      'ul',
      null,
      group.map(({ found }) => h('li', null, ...inlineMarkdown(found[1]))),
    ),
  ],
  blank: () => [],
  text: (group) => [h('p', null, ...withBreaks(group.map(({ line }) => line)))],
};

function grouped(lines) {
  const groups = [];
  for (const line of lines.map(readLine)) {
    const last = groups.at(-1);
    if (last?.[0].kind === line.kind) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** Standard markdown as nodes. */
export function markdown(text) {
  return text.split(/^```[^\n]*$/m).flatMap((piece, index) => {
    if (index % 2 === 1) return [h('pre', null, piece.replace(/^\n|\n$/g, ''))];
    return grouped(piece.split('\n')).flatMap((group) => GROUPS[group[0].kind](group));
  });
}
