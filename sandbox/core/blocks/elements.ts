import { type Check, listOf, object, oneOf, string } from './check.ts';
import { CHOICES, datetimepicker } from './choices.ts';
import {
  confirm,
  IMAGE_SOURCE,
  oneImageSource,
  overflowOption,
  plainText,
  url,
} from './composition.ts';
import { richTextInput } from './inputs.ts';
import { element, id, NAMED } from './parts.ts';

/** Buttons, menus and pictures, and what stands in sections and actions. All limits documented. */

const BUTTON = { text: plainText(75), 'accessibility_label?': string({ max: 75 }) };
const FEEDBACK = object({ ...BUTTON, value: string({ max: 2000 }) });

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
