import type { Bag } from './types.ts';

/** Reading of untyped JSON without trusting it. */

export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function bag(value: unknown): Bag {
  return isBag(value) ? value : {};
}

export function bags(value: unknown): Bag[] {
  return Array.isArray(value) ? value.filter(isBag) : [];
}

export function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The text of a text object. */
export function textOf(value: unknown): string {
  return str(bag(value).text);
}

/** A copy that nobody else can change. */
export function copy<T>(value: T): T {
  return structuredClone(value);
}
