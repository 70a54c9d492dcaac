import { z } from 'zod';
import { ActError } from '../core/errors.ts';
import { FAULT_KINDS, type FaultSpec } from '../core/faults.ts';
import type { Place } from '../core/interactions/places.ts';

/** Bodies of the control API. Everything else in a body is ignored. */

const id = z.string().min(1);
const values = z.record(z.string(), z.record(z.string(), z.unknown())).optional();
const place = z
  .union([z.object({ view_id: id }), z.object({ channel: id, ts: id })])
  .transform((given): Place => ('view_id' in given ? { viewId: given.view_id } : given));

export const commandBody = z.object({
  user: id,
  channel: id,
  command: id,
  text: z.string().optional(),
  thread_ts: id.nullish(),
});
export const messageBody = z.object({ user: id, channel: id, text: id, thread_ts: id.nullish() });
export const shortcutBody = z.object({
  user: id,
  callback_id: id,
  channel: id.optional(),
  ts: id.optional(),
});
const element = { user: id, in: place, block_id: z.string().default(''), action_id: id, values };
export const actionBody = z.object({
  ...element,
  value: z.unknown().optional(),
  confirmed: z.boolean().optional(),
});
export const suggestBody = z.object({ ...element, query: z.string() });
export const inputBody = z.object({ user: id, view_id: id, values: values.unwrap() });
export const submitBody = z.object({ user: id, view_id: id.optional(), values });
export const closeBody = z.object({
  user: id,
  view_id: id.optional(),
  all: z.boolean().optional(),
});
export const homeBody = z.object({ user: id, tab: z.enum(['home', 'messages']).optional() });
export const readBody = z.object({ user: id, channel: id });
export const localeBody = z.object({ user: id, locale: id.optional(), tz: id.optional() });
export const personBody = z.object({ user: id, deleted: z.boolean() });
export const memberBody = z.object({ channel: id, user: id, member: z.boolean() });
export const archiveBody = z.object({ channel: id, archived: z.boolean() });
export const deleteBody = z.object({ channel: id, ts: id });
export const refreshBody = z.object({ count: z.number().int().positive().optional() });

const faultSpec = z.object({
  kind: z.enum(FAULT_KINDS as [FaultSpec['kind'], ...FaultSpec['kind'][]]),
  method: id.optional(),
  channel: id.optional(),
  next: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  code: id.optional(),
  retryAfter: z.number().positive().nullish(),
  delayMs: z.number().nonnegative().optional(),
  times: z.number().int().min(1).max(4).optional(),
});

export const faultsBody = z.union([
  z.object({ add: faultSpec }),
  z.object({ clear: z.literal(true) }),
  z.object({ remove: z.number().int() }),
]);

export const clockBody = z.union([
  z.object({ advance: z.union([z.number(), z.string()]).transform(durationMs) }),
  z.object({ set: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) }),
]);

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** "45m", "2h", "1d 6h" or milliseconds. */
function durationMs(given: number | string): number {
  if (typeof given === 'number') return given;
  const parts = [...given.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhdw])/g)];
  const rest = given.replace(/(\d+(?:\.\d+)?)\s*(ms|[smhdw])/g, '').trim();
  if (parts.length === 0 || rest)
    throw new ActError('bad_request', 'A duration is like 45m, 2h or 1d.');
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  );
}

/** Reads a body; what is wrong with it becomes one sentence. */
export function read<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new ActError(
    'bad_request',
    `${first?.path.join('.') || 'body'}: ${first?.message ?? 'not understood'}`,
  );
}

/** Without the properties that are undefined or null, for exact optional properties. */
export function given<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } {
  const kept = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  return Object.fromEntries(kept) as { [K in keyof T]: NonNullable<T[K]> };
}
