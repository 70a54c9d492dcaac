import { randomInt } from 'node:crypto';
import pino from 'pino';
import { EVENTS, type EventName, type Fields, type Kind } from './log-events.ts';
import { scrub } from './scrub.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error';

type Write = <E extends EventName>(event: E, fields: Fields<E>, error?: unknown) => void;

/** The log: typed events with ids only, one JSON line each. */
export type Log = Record<Level, Write>;

export interface LogOptions {
  level: Level;
  /** Where lines go; standard output unless a test listens. */
  write?: (line: string) => void;
}

/** Opens the log. Whatever is handed to it, only the event's listed fields come out (log-events.ts). */
export function createLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  const { write } = options;
  const out = write ? pino(settings, { write }) : pino(settings);
  const at =
    (level: Level): Write =>
    (event, fields, error) => {
      const known = Object.hasOwn(EVENTS, event) ? event : 'app.note';
      out[level]({
        event: known,
        ...allowed(EVENTS[known], fields),
        ...(error !== undefined && { error: describeError(error) }),
      });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A short code that a person can read out to an operator, who finds the log line by it: `E-7K3Q`. */
export function errorReference(): string {
  const letters = Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `E-${letters.join('')}`;
}

/** No 0, 1, I, L, O, U: nothing that is misheard or misread. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What the log says of an error: its kind and place, never the values a server quotes in it. */
export interface DescribedError {
  name: string;
  code?: string;
  message?: string;
  table?: string;
  constraint?: string;
  frames: string[];
  cause?: DescribedError;
}

/**
 * Turns anything thrown into what may be logged. Messages of the database and its client quote rows and
 * arguments (`detail`, `where` and the message itself), so of those only name, code, table and
 * constraint remain; other messages are scrubbed.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { code, table, constraint } = error as {
    code?: unknown;
    table?: unknown;
    constraint?: unknown;
  };
  const described: DescribedError = {
    name: word(error.name) ?? 'Error',
    frames: frames(error),
  };
  set(described, 'code', word(code));
  set(described, 'table', word(table));
  set(described, 'constraint', word(constraint));
  if (!isDatabaseError(error)) described.message = scrub(error.message).slice(0, 300);
  if (error.cause !== undefined && depth < 3)
    described.cause = describeError(error.cause, depth + 1);
  return described;
}

function isDatabaseError(error: Error): boolean {
  return (
    /^(Prisma|DriverAdapter|Database)/.test(error.name) ||
    /^(Prisma|DriverAdapter|Database)/.test(error.constructor.name) ||
    'severity' in error
  );
}

/** The places only: the first lines of a stack repeat the message. */
function frames(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines.slice(0, 12).map((line) => line.trim());
}

function set<K extends 'code' | 'table' | 'constraint'>(
  on: DescribedError,
  key: K,
  value: string | undefined,
) {
  if (value !== undefined) on[key] = value;
}

function allowed(kinds: Record<string, Kind>, fields: object): Record<string, unknown> {
  const given = Object.entries(fields).filter(
    ([name, value]) => Object.hasOwn(kinds, name) && value != null,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, asKind(kinds[name], value)]));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SLACK_ID = /^[ABCDEFGTUVW][A-Z0-9]{7,14}$/;

/** A value that does not look like its kind is not written, so that a phone in an id's place stays out. */
function asKind(kind: Kind | undefined, value: unknown): unknown {
  if (kind === 'number')
    return typeof value === 'number' || typeof value === 'bigint'
      ? Number(value)
      : '[not a number]';
  if (kind === 'flag') return value === true;
  if (typeof value !== 'string') return '[not text]';
  if (kind === 'id') {
    return UUID.test(value) || SLACK_ID.test(value) ? value : (word(value) ?? '[not an id]');
  }
  if (kind === 'code') return word(value) ?? '[not a code]';
  return scrub(value).slice(0, 500);
}

/** A word of a program: no blanks, and fewer digits than the shortest phone has. */
function word(value: unknown): string | undefined {
  if (typeof value === 'number') return Math.abs(value) < 100_000 ? String(value) : undefined;
  if (typeof value !== 'string' || value.length > 80) return undefined;
  if (!/^[A-Za-z0-9/][\w./:-]*$/.test(value)) return undefined;
  if (value.replace(/\D/g, '').length > 6 || scrub(value) !== value) return undefined;
  return value;
}
