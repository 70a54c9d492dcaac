import { boolean, type Check, fail, listOf, number, pattern } from './check.ts';
import {
  conversationFilter,
  eitherOptions,
  initialAmongOptions,
  markedOption,
  optionGroup,
  plainOption,
} from './composition.ts';
import { CHOICE, element, id, MANY, MENU } from './parts.ts';

/** Selects, pickers and groups. All limits documented. */

const STATIC = {
  ...MENU,
  'options?': listOf(plainOption, { min: 1, max: 100 }),
  'option_groups?': listOf(optionGroup, { min: 1, max: 100 }),
};
const EXTERNAL = { ...MENU, 'min_query_length?': number({ min: 0, integer: true }) };
const date: Check = (value, at) => {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && exists(value)) return;
  fail(at, 'wrong_format', 'must be a date: YYYY-MM-DD', {
    type: 'format',
    expected: 'YYYY-MM-DD',
    got: value,
  });
};
/** 30 February does not. */
function exists(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time: HH:mm');
const CONVERSATIONS = {
  'default_to_current_conversation?': boolean,
  'filter?': conversationFilter,
};
const RESPONDS = { 'response_url_enabled?': boolean };

/** Selects, pickers and groups: they hold a value and may stand in inputs, actions and sections. */
export const CHOICES: Record<string, Check> = {
  static_select: element(
    'static_select',
    { ...STATIC, 'initial_option?': plainOption },
    eitherOptions,
    initialAmongOptions,
  ),
  multi_static_select: element(
    'multi_static_select',
    { ...STATIC, ...MANY, 'initial_options?': listOf(plainOption, { min: 1 }) },
    eitherOptions,
    initialAmongOptions,
  ),
  external_select: element('external_select', { ...EXTERNAL, 'initial_option?': plainOption }),
  multi_external_select: element('multi_external_select', {
    ...EXTERNAL,
    ...MANY,
    'initial_options?': listOf(plainOption, { min: 1 }),
  }),
  users_select: element('users_select', { ...MENU, 'initial_user?': id }),
  multi_users_select: element('multi_users_select', {
    ...MENU,
    ...MANY,
    'initial_users?': listOf(id),
  }),
  conversations_select: element('conversations_select', {
    ...MENU,
    ...CONVERSATIONS,
    ...RESPONDS,
    'initial_conversation?': id,
  }),
  multi_conversations_select: element('multi_conversations_select', {
    ...MENU,
    ...MANY,
    ...CONVERSATIONS,
    'initial_conversations?': listOf(id),
  }),
  channels_select: element('channels_select', { ...MENU, ...RESPONDS, 'initial_channel?': id }),
  multi_channels_select: element('multi_channels_select', {
    ...MENU,
    ...MANY,
    'initial_channels?': listOf(id),
  }),
  checkboxes: element(
    'checkboxes',
    {
      ...CHOICE,
      options: listOf(markedOption, { min: 1, max: 10 }),
      'initial_options?': listOf(markedOption, { min: 1 }),
    },
    initialAmongOptions,
  ),
  radio_buttons: element(
    'radio_buttons',
    {
      ...CHOICE,
      options: listOf(markedOption, { min: 1, max: 10 }),
      'initial_option?': markedOption,
    },
    initialAmongOptions,
  ),
  datepicker: element('datepicker', { ...MENU, 'initial_date?': date }),
  timepicker: element('timepicker', { ...MENU, 'initial_time?': time, 'timezone?': id }),
};

export const datetimepicker = element('datetimepicker', {
  ...CHOICE,
  'initial_date_time?': number({ min: 1_000_000_000, max: 9_999_999_999, integer: true }),
});
