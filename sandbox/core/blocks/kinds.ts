import { bag, bags, str } from '../bags.ts';
import type { Bag } from '../types.ts';
import { chart } from './charts.ts';
import {
  type At,
  anything,
  boolean,
  byType,
  type Check,
  fail,
  listOf,
  number,
  object,
  oneOf,
  type Shape,
  type Surface,
  string,
} from './check.ts';
import { anyText, IMAGE_SOURCE, mrkdwnText, oneImageSource, plainText } from './composition.ts';
import {
  ACCESSORIES,
  ACTION_ELEMENTS,
  button,
  CONTEXT_ACTION_ELEMENTS,
  image,
} from './elements.ts';
import { INPUT_ELEMENTS } from './inputs.ts';

/** The blocks, their limits (documented unless said otherwise) and where they may stand. */

function block(type: string, shape: Shape, ...rules: ((value: Bag, at: At) => void)[]): Check {
  return object({ type: oneOf(type), 'block_id?': string({ max: 255 }), ...shape }, ...rules);
}

function textOrFields(value: Bag, at: At): void {
  if (value.text !== undefined || value.fields !== undefined) return;
  fail(at, 'missing', 'must define either `text` or `fields`', {
    type: 'required',
    expected: 'text',
    got: null,
  });
}

const RICH_TEXT_PARTS = [
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
];
const richText = block('rich_text', {
  elements: listOf((value, at) => {
    oneOf(...RICH_TEXT_PARTS)(bag(value).type, at);
    listOf(anything)(bag(value).elements, at);
  }),
});

const rawText = object({ type: oneOf('raw_text'), text: string({ min: 1 }) });
const rawNumber = object({ type: oneOf('raw_number'), value: number(), text: string({ min: 1 }) });
const tableCell = byType({ raw_text: rawText, rich_text: richText, raw_number: rawNumber }, 'cell');
const column = object({ 'align?': oneOf('left', 'center', 'right'), 'is_wrapped?': boolean });

const card = block(
  'card',
  {
    'hero_image?': image,
    'icon?': image,
    'slack_icon?': anything,
    'title?': mrkdwnText(150),
    'subtitle?': mrkdwnText(150),
    'body?': mrkdwnText(200),
    'actions?': listOf(button, { max: 3 }),
  },
  (value, at) => {
    if (['hero_image', 'title', 'actions', 'body'].some((key) => value[key] !== undefined)) return;
    fail(at, 'missing', 'at least one of hero_image, title, actions or body', {
      type: 'required',
      expected: 'title',
      got: null,
    });
  },
);

const SIMPLE: Record<string, Check> = {
  actions: block('actions', {
    elements: listOf(byType(ACTION_ELEMENTS, 'element'), { min: 1, max: 25 }),
  }),
  context: block('context', {
    elements: listOf(
      byType({ plain_text: anyText(3000), mrkdwn: anyText(3000), image }, 'element'),
      { min: 1, max: 10 },
    ),
  }),
  divider: block('divider', {}),
  header: block('header', { text: plainText(150) }),
  image: block(
    'image',
    { alt_text: string({ min: 1, max: 2000 }), 'title?': plainText(2000), ...IMAGE_SOURCE },
    oneImageSource,
  ),
  input: block('input', {
    label: plainText(2000),
    'hint?': plainText(2000),
    'optional?': boolean,
    'dispatch_action?': boolean,
    element: byType(INPUT_ELEMENTS, 'element'),
  }),
  rich_text: richText,
  section: block(
    'section',
    {
      'text?': anyText(3000),
      'fields?': listOf(anyText(2000), { min: 1, max: 10 }),
      'accessory?': byType(ACCESSORIES, 'accessory'),
      'expand?': boolean,
    },
    textOrFields,
  ),
  table: block('table', {
    rows: listOf(listOf(tableCell, { min: 1, max: 20 }), { min: 1, max: 100 }),
    'column_settings?': listOf((value, at) => value === null || column(value, at), { max: 20 }),
  }),
  video: block('video', {
    alt_text: string({ min: 1 }),
    title: plainText(200),
    thumbnail_url: string({ min: 1 }),
    video_url: string({ min: 1 }),
    'title_url?': string(),
    'author_name?': string({ max: 50 }),
    'provider_name?': string(),
    'provider_icon_url?': string(),
    'description?': plainText(200),
  }),
  file: block('file', { source: oneOf('remote'), external_id: string({ min: 1, max: 255 }) }),
};

const container = block(
  'container',
  {
    'title?': plainText(150),
    'rich_text_title?': richText,
    'subtitle?': anyText(150),
    child_blocks: listOf(byType(SIMPLE, 'block'), { min: 1, max: 10 }),
    'width?': oneOf('narrow', 'standard', 'wide', 'full'),
    'icon?': image,
    'is_collapsible?': boolean,
    'default_collapsed?': boolean,
    'has_header_divider?': boolean,
  },
  (value, at) => {
    if (value.title !== undefined || value.rich_text_title !== undefined) return;
    fail(at, 'missing', 'missing required field: title', {
      type: 'required',
      expected: 'title',
      got: null,
    });
  },
);

const DATA_TABLE_CHARACTERS = 20_000;
const dataTable = block(
  'data_table',
  {
    rows: listOf(listOf(tableCell, { min: 1, max: 20 }), { min: 2, max: 201 }),
    caption: string({ min: 1 }),
    'page_size?': number({ min: 1, max: 100, integer: true }),
    'row_header_column_index?': number({ min: 0, max: 19, integer: true }),
  },
  (value, at) => {
    const rows = Array.isArray(value.rows) ? value.rows.flat() : [];
    const size = bags(rows).reduce((sum, cell) => sum + str(cell.text).length, 0);
    if (size <= DATA_TABLE_CHARACTERS) return;
    fail(at, 'too_long', 'the table is too large', {
      type: 'max_length',
      expected: DATA_TABLE_CHARACTERS,
      got: size,
    });
  },
);

const ALL: Record<string, Check> = {
  ...SIMPLE,
  // Third-party: the text limit of 200.
  alert: block('alert', {
    text: anyText(200),
    'level?': oneOf('default', 'info', 'warning', 'error', 'success'),
  }),
  card,
  carousel: block('carousel', { elements: listOf(card, { min: 1, max: 10 }) }),
  container,
  context_actions: block('context_actions', {
    elements: listOf(byType(CONTEXT_ACTION_ELEMENTS, 'element'), { min: 1, max: 5 }),
  }),
  data_table: dataTable,
  data_visualization: block('data_visualization', { title: string({ min: 1, max: 50 }), chart }),
  markdown: block('markdown', { text: string({ min: 1, max: 12_000 }) }),
};

const EVERYWHERE = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'video',
];

/** Documented: where a block may stand; for the newest ones (alert: modals only, charts and cards: messages) third-party. */
const ON: Record<Surface, string[]> = {
  message: [
    ...EVERYWHERE,
    ...[
      'card',
      'carousel',
      'container',
      'context_actions',
      'data_table',
      'data_visualization',
      'file',
      'markdown',
      'table',
    ],
  ],
  modal: [...EVERYWHERE, 'alert'],
  home: EVERYWHERE,
};

/** The check for one block on a surface. */
export const anyBlock: Check = (value, at) => {
  const allowed = Object.fromEntries(ON[at.surface].map((type) => [type, ALL[type] ?? anything]));
  byType(allowed, 'block')(value, at);
};
