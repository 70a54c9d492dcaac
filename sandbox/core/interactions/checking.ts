import { bags, str } from '../bags.ts';
import { isEmptyState, listElements, stateKey } from '../elements.ts';
import type { Bag, View } from '../types.ts';

/** What Slack's own client refuses before it sends a submission: block_id → sentence. Documented properties, own words. */
export function listInputErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element, blockId, actionId } of listElements(view.blocks)) {
    if (block.type !== 'input') continue;
    const value = view.values[blockId]?.[actionId];
    const error = value && inputError(block, element, value);
    if (error) errors[blockId] = error;
  }
  return errors;
}

function inputError(block: Bag, element: Bag, value: Bag): string | null {
  if (isEmptyState(value))
    return block.optional === true ? null : 'Please complete this required field.';
  const held = value[stateKey(str(element.type))];
  if (typeof held === 'string') return textError(element, held);
  const most =
    typeof element.max_selected_items === 'number'
      ? element.max_selected_items
      : Number.POSITIVE_INFINITY;
  if (Array.isArray(held) && held.length > most) return `Please choose no more than ${most}.`;
  const files = typeof element.max_files === 'number' ? element.max_files : 10;
  if (element.type === 'file_input' && bags(held).length > files)
    return `Please add no more than ${files} files.`;
  return null;
}

function textError(element: Bag, text: string): string | null {
  const min = Number(element.min_length ?? 0);
  const max = Number(element.max_length ?? 3000);
  if (element.type === 'plain_text_input' && text.length < min)
    return `Please enter at least ${min} characters.`;
  if (element.type === 'plain_text_input' && text.length > max)
    return `Please enter no more than ${max} characters.`;
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Please enter a valid e-mail address.';
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.';
  if (element.type === 'number_input') return numberError(element, text);
  return null;
}

function numberError(element: Bag, text: string): string | null {
  const form = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!form.test(text)) return 'Please enter a valid number.';
  if (element.min_value !== undefined && Number(text) < Number(element.min_value))
    return `Please enter ${str(element.min_value)} or more.`;
  if (element.max_value !== undefined && Number(text) > Number(element.max_value))
    return `Please enter ${str(element.max_value)} or less.`;
  return null;
}
