import type { Bag } from '../types.ts';
import {
  type At,
  boolean,
  type Check,
  number,
  object,
  oneOf,
  type Shape,
  string,
} from './check.ts';
import { actionId, confirm, dispatchConfig, placeholder } from './composition.ts';

/** What several elements have in common; documented. */

export const NAMED = { 'action_id?': actionId };
export const INPUT = { ...NAMED, 'focus_on_load?': boolean };
export const CHOICE = { ...INPUT, 'confirm?': confirm };
export const MENU = { ...CHOICE, 'placeholder?': placeholder };
export const TYPED = {
  ...INPUT,
  'placeholder?': placeholder,
  'dispatch_action_config?': dispatchConfig,
};
export const MANY = { 'max_selected_items?': number({ min: 1, integer: true }) };
export const id = string({ min: 1 });

export function element(
  type: string,
  shape: Shape,
  ...rules: ((value: Bag, at: At) => void)[]
): Check {
  return object({ type: oneOf(type), ...shape }, ...rules);
}
