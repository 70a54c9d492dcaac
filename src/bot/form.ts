import type { InputBlock } from '@slack/types';
import { text } from './blocks.ts';

/** An option of a select, radio or checkbox group. `value` at most 75 characters. */
export interface Option {
  value: string;
  label: string;
  /** A second line beside the option: the definition of a grade, the meaning of a rule. */
  hint?: string;
}

interface Common {
  /** Key of the value; the block id, so that an error finds its place. */
  key: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Slack keeps what was typed while block and action id stay; a replaced initial value needs a new one. */
  revision?: number;
  /** Ask this doing at once when the value changes. */
  asks?: string;
}

const option = ({ value, label, hint }: Option) => ({
  value,
  text: text(label, 75),
  ...(hint && { description: text(hint, 75) }),
});

function input(common: Common, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: common.revision ? `${common.key}#${common.revision}` : common.key,
    label: text(common.label, 2000),
    element,
    optional: common.optional ?? false,
    ...(common.hint && { hint: text(common.hint, 2000) }),
    ...(common.asks && { dispatch_action: true }),
  };
}

const actionId = (common: Common) => common.asks ?? 'value';

/** A line (or several) of text. `maxLength` is Slack's own check before anything is sent. */
export function textInput(
  field: Common & {
    initial?: string;
    placeholder?: string;
    multiline?: boolean;
    maxLength?: number;
    minLength?: number;
  },
): InputBlock {
  return input(field, {
    type: 'plain_text_input',
    action_id: actionId(field),
    max_length: field.maxLength ?? 500,
    ...(field.minLength && { min_length: field.minLength }),
    ...(field.multiline && { multiline: true }),
    ...(field.initial && { initial_value: field.initial }),
    ...(field.placeholder && { placeholder: text(field.placeholder, 150) }),
  });
}

/** One of up to 100 choices. */
export function select(
  field: Common & { options: Option[]; initial?: string | null; placeholder?: string },
): InputBlock {
  const options = field.options.map(option);
  const initial = options.find((one) => one.value === field.initial);
  return input(field, {
    type: 'static_select',
    action_id: actionId(field),
    options,
    ...(initial && { initial_option: initial }),
    ...(field.placeholder && { placeholder: text(field.placeholder, 150) }),
  });
}

/** Several of up to 100 choices. */
export function multiSelect(
  field: Common & { options: Option[]; initial?: string[]; placeholder?: string },
): InputBlock {
  const options = field.options.map(option);
  const initial = options.filter((one) => field.initial?.includes(one.value));
  return input(field, {
    type: 'multi_static_select',
    action_id: actionId(field),
    options,
    ...(initial.length > 0 && { initial_options: initial }),
    ...(field.placeholder && { placeholder: text(field.placeholder, 150) }),
  });
}

/** Up to ten choices in sight, with their meaning beside them. */
export function radio(field: Common & { options: Option[]; initial?: string | null }): InputBlock {
  const options = field.options.map(option);
  const initial = options.find((one) => one.value === field.initial);
  return input(field, {
    type: 'radio_buttons',
    action_id: actionId(field),
    options,
    ...(initial && { initial_option: initial }),
  });
}

/** Up to ten boxes to tick. */
export function checkboxes(field: Common & { options: Option[]; initial?: string[] }): InputBlock {
  const options = field.options.map(option);
  const initial = options.filter((one) => field.initial?.includes(one.value));
  return input(field, {
    type: 'checkboxes',
    action_id: actionId(field),
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

/** A select whose choices are searched for while typing; `source` is the id of a search in the list of commands. */
export function searchSelect(
  field: Common & { source: string; initial?: Option; placeholder?: string },
): InputBlock {
  return input(field, {
    type: 'external_select',
    action_id: field.source,
    min_query_length: 0,
    ...(field.initial && { initial_option: option(field.initial) }),
    ...(field.placeholder && { placeholder: text(field.placeholder, 150) }),
  });
}

/** Several of what is searched for while typing, at most so many. */
export function searchSelects(
  field: Common & { source: string; most: number; initial?: Option[]; placeholder?: string },
): InputBlock {
  return input(field, {
    type: 'multi_external_select',
    action_id: field.source,
    min_query_length: 0,
    max_selected_items: field.most,
    ...(field.initial?.length && { initial_options: field.initial.map(option) }),
    ...(field.placeholder && { placeholder: text(field.placeholder, 150) }),
  });
}

/** An instant; Slack shows it in the person's own zone. */
export function instantPicker(field: Common & { initial?: Date }): InputBlock {
  return input(field, {
    type: 'datetimepicker',
    action_id: actionId(field),
    ...(field.initial && { initial_date_time: Math.floor(field.initial.getTime() / 1000) }),
  });
}

/** A civil day, `YYYY-MM-DD`. */
export function datePicker(field: Common & { initial?: string }): InputBlock {
  return input(field, {
    type: 'datepicker',
    action_id: actionId(field),
    ...(field.initial && { initial_date: field.initial }),
  });
}

/** A time of day, `HH:MM`. */
export function timePicker(field: Common & { initial?: string }): InputBlock {
  return input(field, {
    type: 'timepicker',
    action_id: actionId(field),
    ...(field.initial && { initial_time: field.initial }),
  });
}

/** A person of the workspace. */
export function personSelect(field: Common & { initial?: string }): InputBlock {
  return input(field, {
    type: 'users_select',
    action_id: actionId(field),
    ...(field.initial && { initial_user: field.initial }),
  });
}

/** A channel of the workspace. */
export function channelSelect(field: Common & { initial?: string }): InputBlock {
  return input(field, {
    type: 'conversations_select',
    action_id: actionId(field),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(field.initial && { initial_conversation: field.initial }),
  });
}
