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
  string,
} from './check.ts';
import { CHOICES, datetimepicker } from './choices.ts';
import { element, id, NAMED, TYPED } from './parts.ts';

/** Elements one types into, and what an input block may hold. All limits documented, unless a comment says otherwise. */

const decimal = pattern(/^-?\d+(\.\d+)?$/, 'must be a number written as a string');

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

export const richTextInput = element('rich_text_input', {
  ...TYPED,
  'initial_value?': object({
    type: oneOf('rich_text'),
    elements: listOf(object({ type: id, 'elements?': listOf(() => undefined) })),
  }),
  'min_lines?': number({ min: 1, integer: true }),
  'max_lines?': number({ min: 1, integer: true }),
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
