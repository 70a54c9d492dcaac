import type { Bag } from '../types.ts';
import {
  type At,
  boolean,
  type Check,
  fail,
  listOf,
  number,
  object,
  oneOf,
  pattern,
  type Shape,
  string,
} from './check.ts';
import {
  actionId,
  confirm,
  conversationFilter,
  dispatchConfig,
  eitherOptions,
  IMAGE_SOURCE,
  initialAmongOptions,
  markedOption,
  oneImageSource,
  optionGroup,
  overflowOption,
  placeholder,
  plainOption,
  plainText,
  url,
} from './composition.ts';

/** Block elements. All limits documented, unless a comment says otherwise. */

const NAMED = { 'action_id?': actionId };
const INPUT = { ...NAMED, 'focus_on_load?': boolean };
const CHOICE = { ...INPUT, 'confirm?': confirm };
const MENU = { ...CHOICE, 'placeholder?': placeholder };
const TYPED = { ...INPUT, 'placeholder?': placeholder, 'dispatch_action_config?': dispatchConfig };
const MANY = { 'max_selected_items?': number({ min: 1, integer: true }) };
const id = string({ min: 1 });

function element(type: string, shape: Shape, ...rules: ((value: Bag, at: At) => void)[]): Check {
  return object({ type: oneOf(type), ...shape }, ...rules);
}

const STATIC = {
  ...MENU,
  'options?': listOf(plainOption, { min: 1, max: 100 }),
  'option_groups?': listOf(optionGroup, { min: 1, max: 100 }),
};
const EXTERNAL = { ...MENU, 'min_query_length?': number({ min: 0, integer: true }) };
const BUTTON = { text: plainText(75), 'accessibility_label?': string({ max: 75 }) };
const FEEDBACK = object({ ...BUTTON, value: string({ max: 2000 }) });

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
const decimal = pattern(/^-?\d+(\.\d+)?$/, 'must be a number written as a string');

export const button = element('button', {
  ...NAMED,
  ...BUTTON,
  'confirm?': confirm,
  'value?': string({ max: 2000 }),
  'url?': url,
  'style?': oneOf('primary', 'danger'),
});

/** In elements of context blocks, cards and accessories. */
export const image = element(
  'image',
  { alt_text: string({ min: 1, max: 2000 }), ...IMAGE_SOURCE },
  oneImageSource,
);

function lengths(value: Bag, at: At): void {
  const { min_length: min, max_length: max, initial_value: initial } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    fail(at, 'min_over_max', 'min_length must not exceed max_length', {
      type: 'max',
      expected: max,
      got: min,
    });
  }
  // Third-party: an initial value that could not be submitted is refused.
  if (typeof max === 'number' && typeof initial === 'string' && initial.length > max) {
    fail(at, 'too_long', 'initial_value must not exceed max_length', {
      type: 'max_length',
      expected: max,
      got: initial.length,
    });
  }
}

const plainTextInput = element(
  'plain_text_input',
  {
    ...TYPED,
    'initial_value?': string({ max: 3000 }),
    'multiline?': boolean,
    'min_length?': number({ min: 0, max: 3000, integer: true }),
    'max_length?': number({ min: 1, max: 3000, integer: true }),
  },
  lengths,
);

const numberInput = element('number_input', {
  ...TYPED,
  is_decimal_allowed: boolean,
  'initial_value?': decimal,
  'min_value?': decimal,
  'max_value?': decimal,
});

const richTextInput = element('rich_text_input', {
  ...TYPED,
  'initial_value?': object({
    type: oneOf('rich_text'),
    elements: listOf(object({ type: id, 'elements?': listOf(() => undefined) })),
  }),
  'min_lines?': number({ min: 1, integer: true }),
  'max_lines?': number({ min: 1, integer: true }),
});

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

const datetimepicker = element('datetimepicker', {
  ...CHOICE,
  'initial_date_time?': number({ min: 1_000_000_000, max: 9_999_999_999, integer: true }),
});

/** Documented: what an input block may hold. */
export const INPUT_ELEMENTS: Record<string, Check> = {
  ...CHOICES,
  datetimepicker,
  plain_text_input: plainTextInput,
  number_input: numberInput,
  rich_text_input: richTextInput,
  email_text_input: element('email_text_input', { ...TYPED, 'initial_value?': string() }),
  url_text_input: element('url_text_input', { ...TYPED, 'initial_value?': string() }),
  file_input: element('file_input', {
    ...NAMED,
    'filetypes?': listOf(id),
    'max_files?': number({ min: 1, max: 10, integer: true }),
  }),
};

const overflow = element('overflow', {
  ...NAMED,
  'confirm?': confirm,
  options: listOf(overflowOption, { min: 1, max: 5 }),
});
const workflowButton = element('workflow_button', {
  ...NAMED,
  ...BUTTON,
  workflow: () => undefined,
  'style?': oneOf('primary', 'danger'),
});

/** Documented: a section's accessory may be any of these; a datetimepicker may not. */
export const ACCESSORIES: Record<string, Check> = {
  ...CHOICES,
  button,
  image,
  overflow,
  workflow_button: workflowButton,
};

export const ACTION_ELEMENTS: Record<string, Check> = {
  ...CHOICES,
  button,
  overflow,
  datetimepicker,
  workflow_button: workflowButton,
  rich_text_input: richTextInput,
};

export const CONTEXT_ACTION_ELEMENTS: Record<string, Check> = {
  feedback_buttons: element('feedback_buttons', {
    ...NAMED,
    positive_button: FEEDBACK,
    negative_button: FEEDBACK,
  }),
  icon_button: element('icon_button', {
    ...NAMED,
    ...BUTTON,
    icon: id,
    'confirm?': confirm,
    'value?': string({ max: 2000 }),
    'visible_to_user_ids?': listOf(id),
  }),
};
