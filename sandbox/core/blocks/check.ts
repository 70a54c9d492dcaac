import { isBag } from '../bags.ts';
import type { Bag } from '../types.ts';

/**
 * A small language for Block Kit rules. A check looks at one value and adds problems; nothing is thrown, so that all problems
 * of a payload are known at once, as in Slack's answers.
 */
export type Surface = 'message' | 'modal' | 'home';

export interface Problem {
  /** JSON pointer. */
  pointer: string;
  code: string;
  message: string;
  constraint: { type: string; expected: unknown; got: unknown };
}

export interface At {
  readonly pointer: string;
  readonly problems: Problem[];
  readonly surface: Surface;
}

export type Check = (value: unknown, at: At) => void;

/** Property name → check; a name that ends in `?` may be missing. */
export type Shape = Record<string, Check>;

export function down(at: At, key: string | number): At {
  return { ...at, pointer: `${at.pointer}/${key}` };
}

export function fail(
  at: At,
  code: string,
  message: string,
  constraint: { type: string; expected: unknown; got: unknown },
): void {
  at.problems.push({ pointer: at.pointer || '/', code, message, constraint });
}

export function string(limits: { min?: number; max?: number } = {}): Check {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
  return (value, at) => {
    if (typeof value !== 'string') {
      return fail(at, 'wrong_type', 'must provide a string', {
        type: 'type',
        expected: 'string',
        got: typeof value,
      });
    }
    if (value.length < min) {
      fail(at, 'too_short', `must be more than ${min - 1} characters`, {
        type: 'min_length',
        expected: min,
        got: value.length,
      });
    }
    if (value.length > max) {
      fail(at, 'too_long', `must be less than ${max + 1} characters`, {
        type: 'max_length',
        expected: max,
        got: value.length,
      });
    }
  };
}

export const boolean: Check = (value, at) => {
  if (typeof value !== 'boolean') {
    fail(at, 'wrong_type', 'must provide a boolean', {
      type: 'type',
      expected: 'boolean',
      got: typeof value,
    });
  }
};

export function number(limits: { min?: number; max?: number; integer?: boolean } = {}): Check {
  const {
    min = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
    integer = false,
  } = limits;
  return (value, at) => {
    if (
      typeof value !== 'number' ||
      !Number.isFinite(value) ||
      (integer && !Number.isInteger(value))
    ) {
      const expected = integer ? 'integer' : 'number';
      return fail(at, 'wrong_type', `must provide a ${expected}`, {
        type: 'type',
        expected,
        got: value,
      });
    }
    if (value < min)
      fail(at, 'too_small', `must be at least ${min}`, { type: 'min', expected: min, got: value });
    if (value > max)
      fail(at, 'too_large', `must be at most ${max}`, { type: 'max', expected: max, got: value });
  };
}

export function oneOf(...allowed: readonly unknown[]): Check {
  return (value, at) => {
    if (allowed.includes(value)) return;
    fail(at, 'not_allowed', `value must be one of: ${allowed.join(', ')}`, {
      type: 'enum',
      expected: allowed,
      got: value,
    });
  };
}

export function pattern(form: RegExp, sentence: string): Check {
  return (value, at) => {
    if (typeof value === 'string' && form.test(value)) return;
    fail(at, 'wrong_format', sentence, { type: 'format', expected: form.source, got: value });
  };
}

export function listOf(item: Check, limits: { min?: number; max?: number } = {}): Check {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
  return (value, at) => {
    if (!Array.isArray(value)) {
      return fail(at, 'wrong_type', 'must be an array', {
        type: 'type',
        expected: 'array',
        got: typeof value,
      });
    }
    if (value.length < min) {
      fail(at, 'too_few', `no fewer than ${min} items allowed`, {
        type: 'min_items',
        expected: min,
        got: value.length,
      });
    }
    if (value.length > max) {
      fail(at, 'too_many', `no more than ${max} items allowed`, {
        type: 'max_items',
        expected: max,
        got: value.length,
      });
    }
    for (const [index, one] of value.entries()) item(one, down(at, index));
  };
}

/** An object with exactly these properties. Third-party: Slack refuses properties it does not know. */
export function object(shape: Shape, ...rules: ((value: Bag, at: At) => void)[]): Check {
  const names = Object.keys(shape).map((name) => name.replace('?', ''));
  return (value, at) => {
    if (!isBag(value)) {
      return fail(at, 'wrong_type', 'must provide an object', {
        type: 'type',
        expected: 'object',
        got: typeof value,
      });
    }
    for (const [name, check] of Object.entries(shape)) checkProperty(value, name, check, at);
    for (const name of Object.keys(value).filter((given) => !names.includes(given))) {
      if (value[name] === undefined) continue;
      fail(at, 'unknown_property', `invalid additional property: ${name}`, {
        type: 'property',
        expected: names,
        got: name,
      });
    }
    for (const rule of rules) rule(value, at);
  };
}

function checkProperty(value: Bag, name: string, check: Check, at: At): void {
  const optional = name.endsWith('?');
  const key = name.replace('?', '');
  const given = value[key];
  if (given === undefined || (given === null && optional)) {
    if (!optional) {
      fail(at, 'missing', `missing required field: ${key}`, {
        type: 'required',
        expected: key,
        got: null,
      });
    }
    return;
  }
  check(given, down(at, key));
}

/** Chooses the check by the object's `type`. */
export function byType(kinds: Record<string, Check>, what: string): Check {
  return (value, at) => {
    const type = isBag(value) ? value.type : undefined;
    const check = typeof type === 'string' ? kinds[type] : undefined;
    if (check) return check(value, at);
    fail(at, 'unsupported_type', `unsupported type: ${String(type)}`, {
      type: what,
      expected: Object.keys(kinds),
      got: type ?? null,
    });
  };
}

export const anything: Check = () => undefined;
