import type { KnownBlock } from '@slack/types';
import { cleanTyped } from '../lib/slack-text.ts';

/** What an input of a modal holds: text, a picked value, several, an instant, or nothing. */
export type FormValue = string | string[] | null;
export type FormValues = Record<string, FormValue>;

interface StateElement {
  type?: string;
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: { value: string }[];
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
  selected_user?: string | null;
  selected_conversation?: string | null;
}

/** A view's `state.values` as plain values by key; an instant becomes ISO text. */
export function readValues(
  state: Record<string, Record<string, StateElement>> | undefined,
): FormValues {
  const values: FormValues = {};
  for (const [blockId, elements] of Object.entries(state ?? {})) {
    const [element] = Object.values(elements ?? {});
    const key = blockId.split('#')[0]!;
    // Assigned, this one name would change what the values inherit from.
    if (element && key !== '__proto__') values[key] = clean(readElement(element));
  }
  return values;
}

/** What no database and no screen takes: control characters (but line breaks and tabs) and halves of a pair. */
function clean(value: FormValue): FormValue {
  return Array.isArray(value) ? value.map(cleanTyped) : value && cleanTyped(value);
}

function readElement(element: StateElement): FormValue {
  const { selected_options: several, selected_date_time: seconds } = element;
  if (Array.isArray(several)) return several.map((one) => one?.value).filter(isText);
  if (seconds) return isoOf(seconds);
  const value: unknown =
    element.selected_option?.value ??
    element.selected_date ??
    element.selected_time ??
    element.selected_user ??
    element.selected_conversation ??
    element.value;
  return isText(value) ? value : null;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The moment as ISO text; null where the seconds name none that has a year of four digits. */
function isoOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return date.getTime() >= 0 && date.getTime() < LAST_MOMENT ? date.toISOString() : null;
}
const LAST_MOMENT = Date.UTC(10_000, 0);

/** Which block of a view holds the input of a key, whatever its revision. */
export function blockOf(
  blocks: KnownBlock[] | { block_id?: string }[],
  key: string,
): string | null {
  const ids = blocks.flatMap((block) => (block.block_id ? [block.block_id] : []));
  return ids.find((id) => id.split('#')[0] === key) ?? null;
}
