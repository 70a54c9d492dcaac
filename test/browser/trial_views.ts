import type { KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';

/** Views and messages that hold every kind of block and element once. */

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text), value };
}

export const CITIES = ['Shanghai', 'Shenzhen', 'Suzhou', 'London'].map((name) =>
  option(name, name.toLowerCase()),
);

const SIZES = [option('Small', 's'), option('Large', 'l')];

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

function input(id: string, label: string, element: InputElement, more = {}): KnownBlock {
  return { type: 'input', block_id: id, label: plain(label), element, ...more };
}

const OPTIONAL = { optional: true };

function typingInputs(): KnownBlock[] {
  const action_id = 'v';
  return [
    input(
      'name',
      'Name',
      { type: 'plain_text_input', action_id, placeholder: plain('Wang Fang') },
      {
        hint: plain('As on the card'),
      },
    ),
    input(
      'note',
      'Note',
      { type: 'plain_text_input', action_id, multiline: true, max_length: 60 },
      OPTIONAL,
    ),
    input(
      'area',
      'Area',
      { type: 'number_input', action_id, is_decimal_allowed: true, initial_value: '90' },
      OPTIONAL,
    ),
    input('mail', 'E-mail', { type: 'email_text_input', action_id }, OPTIONAL),
    input('site', 'Site', { type: 'url_text_input', action_id }, OPTIONAL),
    input('story', 'Story', { type: 'rich_text_input', action_id }, OPTIONAL),
  ];
}

function choosingInputs(): KnownBlock[] {
  const action_id = 'v';
  const groups = [
    { label: plain('Flats'), options: [option('Two rooms', '2'), option('Three rooms', '3')] },
    { label: plain('Houses'), options: [option('Villa', 'v')] },
  ];
  return [
    input(
      'kind',
      'Kind',
      {
        type: 'static_select',
        action_id,
        options: [option('Visit', 'visit'), option('Call', 'call')],
        initial_option: option('Visit', 'visit'),
      },
      OPTIONAL,
    ),
    input(
      'layouts',
      'Layouts',
      { type: 'multi_static_select', action_id, option_groups: groups },
      OPTIONAL,
    ),
    input('city', 'City', { type: 'external_select', action_id, min_query_length: 0 }, OPTIONAL),
    input(
      'cities',
      'Cities',
      { type: 'multi_external_select', action_id, min_query_length: 2 },
      OPTIONAL,
    ),
    input('rep', 'Rep', { type: 'users_select', action_id }, OPTIONAL),
    input('place', 'Place', { type: 'conversations_select', action_id }, OPTIONAL),
    input('channel', 'Channel', { type: 'channels_select', action_id }, OPTIONAL),
    input(
      'ticks',
      'Wishes',
      {
        type: 'checkboxes',
        action_id,
        options: [option('Lift', 'lift'), option('Garden', 'garden')],
      },
      OPTIONAL,
    ),
    input('grade', 'Grade', {
      type: 'radio_buttons',
      action_id,
      options: [option('A', 'a'), option('B', 'b')],
      initial_option: option('B', 'b'),
    }),
  ];
}

function timeInputs(): KnownBlock[] {
  const action_id = 'v';
  return [
    input('day', 'Day', { type: 'datepicker', action_id, initial_date: '2026-03-04' }, OPTIONAL),
    input('hour', 'Hour', { type: 'timepicker', action_id, initial_time: '15:30' }, OPTIONAL),
    input('moment', 'Moment', { type: 'datetimepicker', action_id }, OPTIONAL),
  ];
}

/** A modal with every input element. */
export function everyInput(): ModalView {
  return {
    type: 'modal',
    callback_id: 'every',
    title: plain('Every input'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      ...typingInputs(),
      ...choosingInputs(),
      ...timeInputs(),
      input('files', 'Files', { type: 'file_input', action_id: 'v' }, OPTIONAL),
    ],
  };
}

/** A modal whose select changes what stands below it, with the typed name kept in place. */
export function changing(size: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'changing',
    title: plain('Changing'),
    submit: plain('Next'),
    blocks: [
      input('name', 'Name', { type: 'plain_text_input', action_id: 'v' }),
      input(
        'size',
        'Size',
        { type: 'static_select', action_id: 'size', options: SIZES },
        { dispatch_action: true, optional: true },
      ),
      input(
        'echo',
        'Echo',
        {
          type: 'plain_text_input',
          action_id: 'echo',
          dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
        },
        { dispatch_action: true, optional: true },
      ),
      { type: 'section', block_id: 'told', text: { type: 'mrkdwn', text: `Told: *${size}*` } },
      {
        type: 'actions',
        block_id: 'more',
        elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }],
      },
    ],
  };
}

/** A plain modal on top of another one. */
export function step(number: number): ModalView {
  return {
    type: 'modal',
    callback_id: 'step',
    title: plain(`Step ${number}`),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }],
      },
    ],
  };
}

/** A message with what a person can press and pick in it. */
export function pressable(): KnownBlock[] {
  return [
    { type: 'header', text: plain('C-1042 · Ms Wang') },
    {
      type: 'section',
      block_id: 'facts',
      text: {
        type: 'mrkdwn',
        text: '*Grade* A, <@U_LINA> on <!date^1772413200^{date_num} {time}|a day>\n> quoted\n<tel:+8613800138000|138 0013 8000>',
      },
      accessory: {
        type: 'overflow',
        action_id: 'menu',
        options: [option('History', 'history'), option('Hand over', 'hand')],
      },
    },
    {
      type: 'actions',
      block_id: 'row',
      elements: [
        {
          type: 'button',
          action_id: 'reached',
          text: plain('Reached'),
          style: 'primary',
          value: '7',
        },
        {
          type: 'button',
          action_id: 'erase',
          text: plain('Erase'),
          style: 'danger',
          confirm: {
            title: plain('Erase it?'),
            text: plain('It cannot be undone.'),
            confirm: plain('Erase now'),
            deny: plain('Keep'),
            style: 'danger',
          },
        },
        { type: 'static_select', action_id: 'size', placeholder: plain('Size'), options: SIZES },
        { type: 'datepicker', action_id: 'day' },
      ],
    },
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: '&lt;script&gt;alert(1)&lt;/script&gt; &amp; more' }],
    },
  ];
}

interface NativeBlock {
  type: string;
  [property: string]: unknown;
}

const DAYS = ['Mon', 'Tue', 'Wed'];

function points(values: number[]): { label: string; value: number }[] {
  return values.map((value, index) => ({ label: DAYS[index] ?? '', value }));
}

/** The blocks that are looked at: charts, tables, markdown. Charts come two to a message. */
export function charts(): NativeBlock[][] {
  const drawn = (title: string, chart: object): NativeBlock => ({
    type: 'data_visualization',
    title,
    chart,
  });
  const series = [
    { name: 'East', data: points([3, 5, 2]) },
    { name: 'West', data: points([1, 4, 6]) },
  ];
  const axes = (type: string) => ({ type, series, axis_config: { categories: DAYS } });
  return [
    [
      drawn('Sources', {
        type: 'pie',
        segments: [
          { label: 'Walk-in', value: 3 },
          { label: 'Partner', value: 1 },
        ],
      }),
      drawn('Visits', axes('bar')),
    ],
    [drawn('Trend', axes('line')), drawn('Volume', axes('area'))],
  ];
}

/** Tables, markdown and rich text. */
export function papers(): NativeBlock[] {
  const row = (...cells: string[]) => cells.map((text) => ({ type: 'raw_text', text }));
  return [
    { type: 'table', rows: [row('Rep', 'Visits'), row('Li Na', '12')] },
    { type: 'markdown', text: '## Plan\n\n**Call** back\n\n- one\n- two' },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: 'Bold', style: { bold: true } }],
        },
      ],
    },
  ];
}
