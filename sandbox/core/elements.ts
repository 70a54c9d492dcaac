import { bag, bags, str, strings } from './bags.ts';
import type { Bag, Block, StateValues } from './types.ts';

/** An interactive element and the block it sits in. */
export interface Placed {
  block: Block;
  element: Bag;
  blockId: string;
  actionId: string;
}

/** All interactive elements of blocks in reading order, containers and cards included. */
export function listElements(blocks: Block[]): Placed[] {
  return blocks.flatMap((block) => [
    ...elementsOf(block).map((element) => ({
      block,
      element,
      blockId: str(block.block_id),
      actionId: str(element.action_id),
    })),
    ...listElements(bags(block.child_blocks) as Block[]),
    ...(block.type === 'carousel' ? listElements(bags(block.elements) as Block[]) : []),
  ]);
}

function elementsOf(block: Block): Bag[] {
  const own = [bag(block.accessory), bag(block.element)];
  const several =
    block.type === 'actions' || block.type === 'context_actions' ? bags(block.elements) : [];
  const card = block.type === 'card' ? bags(block.actions) : [];
  return [...own, ...several, ...card].filter((element) => str(element.action_id) !== '');
}

export function findElement(blocks: Block[], blockId: string, actionId: string): Placed | null {
  return (
    listElements(blocks).find(
      (p) => p.actionId === actionId && (!blockId || p.blockId === blockId),
    ) ?? null
  );
}

/** Which key of a state value an element type uses, and what it holds when empty. Documented in the payload reference. */
const STATE_KEY: Record<string, { key: string; empty: unknown }> = {
  plain_text_input: { key: 'value', empty: null },
  email_text_input: { key: 'value', empty: null },
  url_text_input: { key: 'value', empty: null },
  number_input: { key: 'value', empty: null },
  rich_text_input: { key: 'rich_text_value', empty: null },
  datepicker: { key: 'selected_date', empty: null },
  timepicker: { key: 'selected_time', empty: null },
  datetimepicker: { key: 'selected_date_time', empty: null },
  static_select: { key: 'selected_option', empty: null },
  external_select: { key: 'selected_option', empty: null },
  radio_buttons: { key: 'selected_option', empty: null },
  users_select: { key: 'selected_user', empty: null },
  conversations_select: { key: 'selected_conversation', empty: null },
  channels_select: { key: 'selected_channel', empty: null },
  checkboxes: { key: 'selected_options', empty: [] },
  multi_static_select: { key: 'selected_options', empty: [] },
  multi_external_select: { key: 'selected_options', empty: [] },
  multi_users_select: { key: 'selected_users', empty: [] },
  multi_conversations_select: { key: 'selected_conversations', empty: [] },
  multi_channels_select: { key: 'selected_channels', empty: [] },
  file_input: { key: 'files', empty: [] },
};

const INITIAL_KEY: Record<string, string> = {
  value: 'initial_value',
  rich_text_value: 'initial_value',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
};

/** Elements that hold a value; buttons and overflow menus do not. */
export function isStateful(element: Bag): boolean {
  return str(element.type) in STATE_KEY;
}

export function stateKey(type: string): string {
  return STATE_KEY[type]?.key ?? 'value';
}

/** The state value an element starts with: its initial_* or empty. */
export function initialState(element: Bag): Bag {
  const type = str(element.type);
  const { key, empty } = STATE_KEY[type] ?? { key: 'value', empty: null };
  const initial = element[INITIAL_KEY[key] ?? ''];
  const timezone = type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {};
  return { type, [key]: initial ?? empty, ...timezone };
}

export function isEmptyState(value: Bag): boolean {
  const held = value[stateKey(str(value.type))];
  return (
    held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0)
  );
}

/**
 * The state of blocks. Third-party: what a person entered stays where block_id, action_id and type are the same, also when
 * the new version of the view brings another initial value; hence a replaced initial value needs a new block_id.
 */
export function stateOf(blocks: Block[], entered: StateValues): StateValues {
  const values: StateValues = {};
  for (const { element, blockId, actionId } of listElements(blocks).filter((p) =>
    isStateful(p.element),
  )) {
    const kept = entered[blockId]?.[actionId];
    values[blockId] ??= {};
    values[blockId][actionId] = kept && kept.type === element.type ? kept : initialState(element);
  }
  return values;
}

/** Options of an element, groups included. */
export function optionsOf(element: Bag): Bag[] {
  return [
    ...bags(element.options),
    ...bags(element.option_groups).flatMap((group) => bags(group.options)),
  ];
}

/** A state value in the plain form of the control API. */
export function plainOf(value: Bag): unknown {
  const type = str(value.type);
  const held = value[stateKey(type)];
  if (type === 'rich_text_input') return held === null ? null : richTextToPlain(held);
  if (type === 'file_input') return bags(held).map((file) => str(file.id));
  if (type.includes('external')) return held;
  if (Array.isArray(held))
    return held.map((item) => (typeof item === 'string' ? item : str(bag(item).value)));
  return held !== null && typeof held === 'object' ? str(bag(held).value) : held;
}

export function plainValues(values: StateValues): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).map(([actionId, value]) => [actionId, plainOf(value)]),
      ),
    ]),
  );
}

export function plainToRichText(text: string): Bag {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

function richTextToPlain(value: unknown): string {
  return bags(bag(value).elements)
    .map((section) =>
      bags(section.elements)
        .map((part) => str(part.text))
        .join(''),
    )
    .join('\n');
}

/** Reads a list of ids given as one id or several. */
export function idList(value: unknown): string[] {
  return typeof value === 'string' ? [value] : strings(value);
}
