import { h } from '../dom.js';
import { richText } from './rich_text.js';

const DEFAULT_PAGE = 5;

function cell(content, env, { tag, align, wrapped, scope }) {
  const classes = [`align-${align}`, wrapped ? 'wrapped' : ''].join(' ').trim();
  const inside = content?.type === 'rich_text' ? richText(content, env) : [content?.text ?? ''];
  return h(tag, { class: classes, scope }, ...inside);
}

function columnOf(settings, index, content) {
  const setting = settings[index] ?? {};
  const natural = content?.type === 'raw_number' ? 'right' : 'left';
  return { align: setting.align ?? natural, wrapped: setting.is_wrapped ?? false };
}

function rowOf(cells, env, { settings, heading, rowHeader }) {
  return h(
    'tr',
    null,
    cells.map((content, index) => {
      const isHeader = heading || index === rowHeader;
      const scope = heading ? 'col' : isHeader ? 'row' : null;
      return cell(content, env, {
        ...columnOf(settings, index, content),
        tag: isHeader ? 'th' : 'td',
        scope,
      });
    }),
  );
}

/** The table block: its first row is the heading; wide ones scroll sideways inside the message. */
export function table(block, env) {
  const settings = block.column_settings ?? [];
  const [head, ...body] = block.rows;
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0 },
    h(
      'table',
      null,
      h('thead', null, rowOf(head ?? [], env, { settings, heading: true })),
      h(
        'tbody',
        null,
        body.map((cells) => rowOf(cells, env, { settings, heading: false })),
      ),
    ),
  );
}

/** The data_table block: a caption, a row header column and pages. */
export function dataTable(block, env) {
  const [head, ...body] = block.rows;
  const size = block.page_size ?? DEFAULT_PAGE;
  const pages = Math.max(1, Math.ceil(body.length / size));
  const rowHeader = block.row_header_column_index ?? 0;
  const tbody = h('tbody');
  const where = h('span', { class: 'quiet' });
  const step = (by) =>
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-label': env.words(by < 0 ? 'previousPage' : 'nextPage'),
        on: { click: () => show(page + by) },
      },
      by < 0 ? '‹' : '›',
    );
  const [back, forth] = [step(-1), step(1)];
  let page = 0;
  function show(next) {
    page = next;
    const rows = body.slice(page * size, (page + 1) * size);
    tbody.replaceChildren(
      ...rows.map((cells) => rowOf(cells, env, { settings: [], heading: false, rowHeader })),
    );
    where.textContent = `${page + 1} / ${pages}`;
    back.disabled = page === 0;
    forth.disabled = page === pages - 1;
  }
  show(0);
  const thead = h('thead', null, rowOf(head ?? [], env, { settings: [], heading: true }));
  const grid = h('table', null, h('caption', null, block.caption), thead, tbody);
  const pager = pages > 1 ? h('div', { class: 'pager' }, back, where, forth) : null;
  return h(
    'div',
    { class: 'data-table' },
    h('div', { class: 'table-scroll', tabindex: 0 }, grid),
    pager,
  );
}
