import { bag, bags, isBag, str } from './bags.ts';
import {
  idList,
  initialState,
  listElements,
  optionsOf,
  plainToRichText,
  stateKey,
} from './elements.ts';
import { ActError } from './errors.ts';
import { fileObject } from './files.ts';
import type { Bag, Block, StateValues } from './types.ts';
import type { World } from './world.ts';

/** Plain values of the control API: block_id → action_id → value. */
export type PlainValues = Record<string, Record<string, unknown>>;

interface Entering {
  world: World;
  element: Bag;
  /** Key into `world.offered`. */
  offeredKey: string;
  /** What the element holds now; external selects may name an option of it again. */
  current: Bag | undefined;
}

/** Where suggestions for one select of one person are remembered. */
export function offeredKey(place: string, blockId: string, actionId: string): string {
  return `${place} ${blockId} ${actionId}`;
}

/** Takes over what a person typed or picked, as Slack's client would hold it. */
export function enterValues(
  world: World,
  blocks: Block[],
  into: { values: StateValues; place: string },
  plain: PlainValues,
): void {
  for (const [blockId, actions] of Object.entries(plain)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const placed = listElements(blocks).find(
        (p) => p.blockId === blockId && p.actionId === actionId,
      );
      if (!placed)
        throw new ActError('no_such_element', `There is no input ${blockId} / ${actionId} here.`);
      const block = into.values[blockId] ?? {};
      into.values[blockId] = block;
      block[actionId] = stateFrom(
        {
          world,
          element: placed.element,
          offeredKey: offeredKey(into.place, blockId, actionId),
          current: block[actionId],
        },
        value,
      );
    }
  }
}

/** One plain value in Slack's state shape. */
export function stateFrom(entering: Entering, value: unknown): Bag {
  const { element } = entering;
  const type = str(element.type);
  const key = stateKey(type);
  const empty = initialState({ type });
  if (value === null || value === '') return empty;
  return { ...empty, [key]: heldFrom(entering, type, key, value) };
}

function heldFrom(entering: Entering, type: string, key: string, value: unknown): unknown {
  if (key === 'selected_option') return optionFrom(entering, value);
  if (key === 'selected_options') {
    return (Array.isArray(value) ? value : [value]).map((item) => optionFrom(entering, item));
  }
  if (key === 'files') return idList(value).map((id) => fileFrom(entering.world, id));
  if (key === 'rich_text_value') return isBag(value) ? value : plainToRichText(String(value));
  if (key === 'selected_date_time') return dateTimeFrom(value);
  if (key.startsWith('selected_') && key.endsWith('s'))
    return knownIds(entering.world, idList(value));
  if (key === 'selected_user' || key === 'selected_channel' || key === 'selected_conversation') {
    return knownIds(entering.world, [String(value)])[0];
  }
  if (type === 'datepicker') return matching(value, /^\d{4}-\d\d-\d\d$/, 'A date is YYYY-MM-DD.');
  if (type === 'timepicker') return matching(value, /^\d\d:\d\d$/, 'A time is HH:mm.');
  return String(value);
}

function optionFrom({ world, element, offeredKey: key, current }: Entering, value: unknown): Bag {
  const wanted = isBag(value) ? str(value.value) : String(value);
  const held = bag(current);
  const known = [
    ...optionsOf(element),
    ...(world.offered.get(key)?.values() ?? []),
    ...[bag(element.initial_option), bag(held.selected_option)],
    ...[...bags(element.initial_options), ...bags(held.selected_options)],
  ];
  const option = known.find((item) => item.value === wanted);
  if (!option) throw new ActError('no_such_option', `"${wanted}" is not one of the options.`);
  return option;
}

function fileFrom(world: World, id: string): Bag {
  const file = world.files.get(id);
  if (!file) throw new ActError('no_such_option', `There is no file ${id}.`);
  return fileObject(world, file);
}

function dateTimeFrom(value: unknown): number {
  const seconds = Number(value);
  if (!Number.isInteger(seconds))
    throw new ActError('bad_request', 'A date and time is given in unix seconds.');
  return seconds;
}

function knownIds(world: World, ids: string[]): string[] {
  for (const id of ids) {
    if (!world.people.has(id) && !world.channels.has(id)) {
      throw new ActError('no_such_option', `There is no person or channel ${id}.`);
    }
  }
  return ids;
}

function matching(value: unknown, pattern: RegExp, sentence: string): string {
  if (typeof value !== 'string' || !pattern.test(value))
    throw new ActError('bad_request', sentence);
  return value;
}
