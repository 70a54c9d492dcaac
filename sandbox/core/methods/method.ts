import { documented } from '../errors.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';

export interface Method {
  /** Which token; default: the bot's. */
  token?: 'app';
  /** Scopes it needs, all of them; those that depend on the channel are required inside. */
  scopes?: readonly string[];
  run(world: World, args: Args): Bag;
}

export type Methods = Record<string, Method>;

/** Documented: the answer names what is needed and what the token has. */
export function requireScope(world: World, scope: string): void {
  if (world.scopes.includes(scope)) return;
  throw documented('missing_scope', `The manifest does not ask for ${scope}.`, {
    needed: scope,
    provided: world.scopes.join(','),
  });
}

/** Cursor paging as Slack does it: `limit` and an opaque cursor, an empty next_cursor at the end. */
export function page<T>(items: T[], args: Args, standard = 100): { items: T[]; next: string } {
  const limit = Math.max(1, Math.min(1000, args.number('limit', standard)));
  const cursor = args.str('cursor');
  const from = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  if (!Number.isInteger(from)) throw documented('invalid_cursor');
  const to = from + limit;
  return {
    items: items.slice(from, to),
    next: to < items.length ? Buffer.from(String(to)).toString('base64url') : '',
  };
}
