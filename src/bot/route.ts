import { findNearest } from '../lib/nearest.ts';
import { cleanTyped, unwrap } from '../lib/slack-text.ts';
import type { Command, Doing, Scene } from './doing.ts';
import type { Edge } from './edge.ts';

/** Which doing is asked for, and with what. */
export interface Routed {
  doing: Doing | undefined;
  input: unknown;
  /** The subcommand that the first word comes near to, where it is none. */
  slip?: string | null;
}

/** A slash command: its first word chooses the subcommand, in either language; anything else is the fallback's. */
export function routeCommand(edge: Edge, command: Command, typed: string, scene: Scene): Routed {
  const text = cleanTyped(unwrap(typed)).trim();
  const [first = ''] = text.split(/\s+/, 1);
  const word = first.toLowerCase();
  const subcommand = command.subcommands.find(({ words }) => words.includes(word));
  const chosen = subcommand ?? command.fallback;
  const rest = subcommand ? text.slice(first.length).trim() : text;
  const known = command.subcommands.flatMap(({ words }) => words);
  return {
    doing: edge.doings.get(chosen.doing),
    input: chosen.parse(rest, scene),
    slip: subcommand ? null : findNearest(word, known),
  };
}

/**
 * A button, a choice of a menu, or an input that asks at once. The modal's memo, then the element's own
 * input, then what was picked; all of it is the client's word, checked by the doing.
 */
export function routeAction(
  edge: Pick<Edge, 'doings'>,
  action: { action_id: string; value?: string; picked?: unknown },
  memo: Record<string, unknown>,
  values: Record<string, unknown>,
): Routed {
  const id = action.action_id.split('#')[0]!;
  if (id === 'choose') {
    const [doing = '', ...args] = String(action.picked ?? '').split(' ');
    return { doing: edge.doings.get(doing), input: { ...memo, ...choiceInput(args) } };
  }
  const own = action.value === undefined ? {} : parseObject(action.value);
  return { doing: edge.doings.get(id), input: { ...memo, ...own, values, picked: action.picked } };
}

/** The arguments of a menu choice: the record's id, then what is asked of it. */
function choiceInput([id, item]: string[]): Record<string, unknown> {
  return { ...(id && { id }), ...(item && { item }) };
}

/** JSON that came back from the client; anything but an object counts as nothing. */
export function parseObject(json: string | undefined): Record<string, unknown> {
  if (!json) return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
