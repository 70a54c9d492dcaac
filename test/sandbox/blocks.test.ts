import { describe, expect, test } from 'vitest';
import type { Surface } from '../../sandbox/core/blocks/check.ts';
import { listBlockProblems, listViewProblems } from '../../sandbox/core/blocks/validate.ts';
import { button, input, modal, option, plain, textInput } from './support.ts';

const x = (length: number) => 'x'.repeat(length);
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const select = (more: Record<string, unknown>) => ({
  type: 'static_select',
  action_id: 'a',
  options: [option('1')],
  ...more,
});
const pie = (segments: unknown[]) => ({
  type: 'data_visualization',
  title: 'T',
  chart: { type: 'pie', segments },
});
const bars = (categories: string[], data: { label: string; value: number }[], names = ['N']) => ({
  type: 'data_visualization',
  title: 'T',
  chart: {
    type: 'bar',
    series: names.map((name) => ({ name, data })),
    axis_config: { categories },
  },
});
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** What a person builds, the blocks, the place of the first problem (null: fine), the surface. */
const table: [string, unknown[], string | null, Surface?][] = [
  ['a section of 3000 characters', [{ type: 'section', text: mrkdwn(x(3000)) }], null],
  ['a section of 3001', [{ type: 'section', text: mrkdwn(x(3001)) }], '/blocks/0/text/text'],
  ['an empty text', [{ type: 'section', text: mrkdwn('') }], '/blocks/0/text/text'],
  ['a section without text or fields', [{ type: 'section' }], '/blocks/0'],
  ['10 fields', [{ type: 'section', fields: many(10, () => mrkdwn(x(2000))) }], null],
  ['11 fields', [{ type: 'section', fields: many(11, () => mrkdwn('x')) }], '/blocks/0/fields'],
  ['a field of 2001', [{ type: 'section', fields: [mrkdwn(x(2001))] }], '/blocks/0/fields/0/text'],
  ['a header of 150', [{ type: 'header', text: plain(x(150)) }], null],
  ['a header of 151', [{ type: 'header', text: plain(x(151)) }], '/blocks/0/text/text'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], '/blocks/0/text/type'],
  ['10 context elements', [{ type: 'context', elements: many(10, () => mrkdwn('x')) }], null],
  [
    '11 context elements',
    [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
    '/blocks/0/elements',
  ],
  ['25 actions', [actions(...many(25, (i) => button(`b${i}`)))], null],
  ['26 actions', [actions(...many(26, (i) => button(`b${i}`)))], '/blocks/0/elements'],
  ['the same action_id twice in a block', [actions(button('a'), button('a'))], '/blocks/0'],
  ['the same action_id in two blocks', [actions(button('a')), actions(button('a'))], null],
  [
    'the same block_id twice',
    [
      { type: 'divider', block_id: 'd' },
      { type: 'divider', block_id: 'd' },
    ],
    '/blocks/1',
  ],
  ['a block_id of 256', [{ type: 'divider', block_id: x(256) }], '/blocks/0/block_id'],
  [
    'a button text of 76',
    [actions(button('a', { text: plain(x(76)) }))],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'a button value of 2001',
    [actions(button('a', { value: x(2001) }))],
    '/blocks/0/elements/0/value',
  ],
  ['a button url of 3001', [actions(button('a', { url: x(3001) }))], '/blocks/0/elements/0/url'],
  ['an action_id of 256', [actions(button(x(256)))], '/blocks/0/elements/0/action_id'],
  [
    'a style Slack does not have',
    [actions(button('a', { style: 'warning' }))],
    '/blocks/0/elements/0/style',
  ],
  ['a property Slack does not know', [{ type: 'divider', colour: 'red' }], '/blocks/0'],
  ['a block Slack does not know', [{ type: 'dividers' }], '/blocks/0'],
  [
    'a confirm title of 101',
    [actions(button('a', { confirm: { title: plain(x(101)), text: plain('t') } }))],
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'a confirm text of 301',
    [actions(button('a', { confirm: { text: plain(x(301)) } }))],
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'a confirm button of 31',
    [actions(button('a', { confirm: { text: plain('t'), confirm: plain(x(31)) } }))],
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
  ['100 options', [actions(select({ options: many(100, (i) => option(`${i}`)) }))], null],
  [
    '101 options',
    [actions(select({ options: many(101, (i) => option(`${i}`)) }))],
    '/blocks/0/elements/0/options',
  ],
  ['no options', [actions(select({ options: [] }))], '/blocks/0/elements/0/options'],
  [
    'an option text of 76',
    [actions(select({ options: [option('1', x(76))] }))],
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'an option value of 76',
    [actions(select({ options: [option(x(76), 't')] }))],
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'an option description of 76',
    [actions(select({ options: [{ ...option('1'), description: plain(x(76)) }] }))],
    '/blocks/0/elements/0/options/0/description/text',
  ],
  [
    'options and groups',
    [actions(select({ option_groups: [{ label: plain('g'), options: [option('1')] }] }))],
    '/blocks/0/elements/0',
  ],
  [
    'groups',
    [
      actions(
        select({
          options: undefined,
          option_groups: [{ label: plain('g'), options: [option('1')] }],
        }),
      ),
    ],
    null,
  ],
  ['an initial option that is one', [actions(select({ initial_option: option('1') }))], null],
  [
    'an initial option that is none',
    [actions(select({ initial_option: option('2') }))],
    '/blocks/0/elements/0/initial_option',
  ],
  [
    'an initial option with another text',
    [actions(select({ initial_option: option('1', 'one') }))],
    '/blocks/0/elements/0/initial_option',
  ],
  [
    'a placeholder of 151',
    [actions(select({ placeholder: plain(x(151)) }))],
    '/blocks/0/elements/0/placeholder/text',
  ],
  [
    '5 in an overflow menu',
    [actions({ type: 'overflow', action_id: 'a', options: many(5, (i) => option(`${i}`)) })],
    null,
  ],
  [
    '6 in an overflow menu',
    [actions({ type: 'overflow', action_id: 'a', options: many(6, (i) => option(`${i}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    '11 checkboxes',
    [actions({ type: 'checkboxes', action_id: 'a', options: many(11, (i) => option(`${i}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    '11 radio buttons',
    [actions({ type: 'radio_buttons', action_id: 'a', options: many(11, (i) => option(`${i}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    'an initial date',
    [actions({ type: 'datepicker', action_id: 'a', initial_date: '2026-02-28' })],
    null,
  ],
  [
    '30 February',
    [actions({ type: 'datepicker', action_id: 'a', initial_date: '2026-02-30' })],
    '/blocks/0/elements/0/initial_date',
  ],
  [
    'a time of 9:00',
    [actions({ type: 'timepicker', action_id: 'a', initial_time: '9:00' })],
    '/blocks/0/elements/0/initial_time',
  ],
  [
    'a time in milliseconds',
    [actions({ type: 'datetimepicker', action_id: 'a', initial_date_time: Date.now() })],
    '/blocks/0/elements/0/initial_date_time',
  ],
  [
    'a datetimepicker beside a section',
    [{ type: 'section', text: mrkdwn('x'), accessory: { type: 'datetimepicker', action_id: 'a' } }],
    '/blocks/0/accessory',
  ],
  ['a text input in an actions block', [actions(textInput('a'))], '/blocks/0/elements/0'],
  [
    'an input label of 2001',
    [input(x(10), textInput('a'), { label: plain(x(2001)) })],
    '/blocks/0/label/text',
  ],
  [
    'an input hint of 2001',
    [input('b', textInput('a'), { hint: plain(x(2001)) })],
    '/blocks/0/hint/text',
  ],
  ['a button in an input', [input('b', button('a'))], '/blocks/0/element'],
  [
    'a longest length of 3001',
    [input('b', textInput('a', { max_length: 3001 }))],
    '/blocks/0/element/max_length',
  ],
  [
    'a shortest above the longest',
    [input('b', textInput('a', { min_length: 5, max_length: 4 }))],
    '/blocks/0/element',
  ],
  [
    'a number input that does not say whether decimals are allowed',
    [input('b', { type: 'number_input', action_id: 'a' })],
    '/blocks/0/element',
  ],
  [
    'a number input with a number for its limit',
    [input('b', { type: 'number_input', action_id: 'a', is_decimal_allowed: false, min_value: 1 })],
    '/blocks/0/element/min_value',
  ],
  [
    '11 files',
    [input('b', { type: 'file_input', action_id: 'a', max_files: 11 })],
    '/blocks/0/element/max_files',
  ],
  [
    'two inputs that both want the focus',
    [
      input('b', textInput('a', { focus_on_load: true })),
      input('c', textInput('a', { focus_on_load: true })),
    ],
    '/blocks',
  ],
  [
    'a picture by url',
    [{ type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a' }],
    null,
  ],
  [
    'a picture by url and file',
    [{ type: 'image', image_url: 'u', slack_file: { id: 'F1' }, alt_text: 'a' }],
    '/blocks/0',
  ],
  ['a picture without words', [{ type: 'image', image_url: 'u' }], '/blocks/0'],
  [
    'a table of 100 rows',
    [{ type: 'table', rows: many(100, () => [{ type: 'raw_text', text: 'x' }]) }],
    null,
  ],
  [
    'a table of 101 rows',
    [{ type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'x' }]) }],
    '/blocks/0/rows',
  ],
  [
    'a table of 21 columns',
    [{ type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'x' }))] }],
    '/blocks/0/rows/0',
  ],
  [
    'an empty cell',
    [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }],
    '/blocks/0/rows/0/0/text',
  ],
  [
    'two tables',
    many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
    '/blocks',
  ],
  [
    'a table in a modal',
    [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }],
    '/blocks/0',
    'modal',
  ],
  [
    'a data table of one row',
    [{ type: 'data_table', caption: 'c', rows: [[{ type: 'raw_text', text: 'x' }]] }],
    '/blocks/0/rows',
  ],
  ['markdown of 12,001', [{ type: 'markdown', text: x(12_001) }], '/blocks/0/text'],
  [
    'markdown of 12,001 in two parts',
    [
      { type: 'markdown', text: x(6000) },
      { type: 'markdown', text: x(6001) },
    ],
    '/blocks',
  ],
  ['an alert in a message', [{ type: 'alert', text: plain('x') }], '/blocks/0'],
  ['an alert in a modal', [{ type: 'alert', text: plain('x'), level: 'warning' }], null, 'modal'],
  ['a card with a body of 201', [{ type: 'card', body: mrkdwn(x(201)) }], '/blocks/0/body/text'],
  [
    'a carousel of 11',
    [{ type: 'carousel', elements: many(11, () => ({ type: 'card', title: mrkdwn('t') })) }],
    '/blocks/0/elements',
  ],
  [
    'a container without a title',
    [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
    '/blocks/0',
  ],
  [
    '6 context actions',
    [
      {
        type: 'context_actions',
        elements: many(6, (i) => ({
          type: 'icon_button',
          action_id: `${i}`,
          icon: 'trash',
          text: plain('x'),
        })),
      },
    ],
    '/blocks/0/elements',
  ],
  ['a pie of 6', [pie(many(6, (i) => ({ label: `${i}`, value: i + 1 })))], null],
  [
    'a pie of 7',
    [pie(many(7, (i) => ({ label: `${i}`, value: i + 1 })))],
    '/blocks/0/chart/segments',
  ],
  ['a slice of nothing', [pie([{ label: 'a', value: 0 }])], '/blocks/0/chart/segments/0'],
  ['a slice label of 21', [pie([{ label: x(21), value: 1 }])], '/blocks/0/chart/segments/0/label'],
  [
    'bars',
    [
      bars(
        ['a', 'b'],
        [
          { label: 'a', value: 1 },
          { label: 'b', value: -2 },
        ],
      ),
    ],
    null,
  ],
  ['bars with a value missing', [bars(['a', 'b'], [{ label: 'a', value: 1 }])], '/blocks/0/chart'],
  [
    'bars of the same name twice',
    [bars(['a'], [{ label: 'a', value: 1 }], ['N', 'N'])],
    '/blocks/0/chart',
  ],
  ['three charts', many(3, () => pie([{ label: 'a', value: 1 }])), '/blocks'],
  ['a chart in a modal', [pie([{ label: 'a', value: 1 }])], '/blocks/0', 'modal'],
  ['100 blocks at home', many(100, () => ({ type: 'divider' })), null, 'home'],
  ['101 blocks at home', many(101, () => ({ type: 'divider' })), '/blocks', 'home'],
  ['51 blocks in a message', many(51, () => ({ type: 'divider' })), '/blocks'],
  ['no array at all', 'x' as never, '/blocks'],
];

describe('blocks', () => {
  test.each(table)('%s', (_what, blocks, pointer, surface = 'message') => {
    expect(listBlockProblems(blocks, surface)[0]?.pointer ?? null).toBe(pointer);
  });
});

describe('views', () => {
  const fields = [input('b', textInput('a'))];
  const views: [string, unknown, string | null][] = [
    ['a modal', modal(fields), null],
    ['a title of 25', modal(fields, { title: plain(x(25)) }), '/view/title/text'],
    [
      'a title in emoji of 25 UTF-16 units',
      modal(fields, { title: plain('😀'.repeat(13)) }),
      '/view/title/text',
    ],
    ['a submit of 25', modal(fields, { submit: plain(x(25)) }), '/view/submit/text'],
    ['an input without a submit button', modal(fields, { submit: undefined }), '/view'],
    [
      'only text without a submit button',
      modal([{ type: 'divider' }], { submit: undefined }),
      null,
    ],
    ['no title', modal(fields, { title: undefined }), '/view'],
    [
      'private_metadata of 3001',
      modal(fields, { private_metadata: x(3001) }),
      '/view/private_metadata',
    ],
    ['a callback_id of 256', modal(fields, { callback_id: x(256) }), '/view/callback_id'],
    ['101 blocks', modal(many(101, () => ({ type: 'divider' }))), '/view/blocks'],
    ['a home tab', { type: 'home', blocks: [{ type: 'divider' }] }, null],
    ['a home tab with a title', { type: 'home', title: plain('x'), blocks: [] }, '/view'],
    ['nothing', null, '/view'],
  ];
  test.each(views)('%s', (_what, view, pointer) => {
    expect(listViewProblems(view)[0]?.pointer ?? null).toBe(pointer);
  });
});
