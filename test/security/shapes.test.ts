import { describe, expect, it } from 'vitest';
import { readValues } from '../../src/bot/form-values.ts';
import { readFields } from '../../src/crm/customers/schema.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { Refusals } from '../../src/lib/refusal.ts';

describe('the state of a view, whatever it holds', () => {
  it.each([
    ['no element', { a: null }],
    ['an element that is text', { a: { b: 'x' } }],
    ['choices that are text', { a: { b: { selected_options: 'x' } } }],
    ['choices that are nothing', { a: { b: { selected_options: [null, 7, { value: 7 }] } } }],
    ['a moment beyond time', { a: { b: { selected_date_time: 1e20 } } }],
    ['a moment that is text', { a: { b: { selected_date_time: 'x' } } }],
    ['a value that is an object', { a: { b: { value: { c: 1 } } } }],
  ])('%s is read as nothing, not as a bug', (_, state) => {
    const read = readValues(state as never);
    expect([null, undefined, []]).toContainEqual(read.a);
  });

  it('cannot reach a prototype by the name of a block', () => {
    const state = JSON.parse('{"__proto__":{"b":{"selected_options":[{"value":"x"}]}}}');
    const read = readValues(state);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('takes control characters out of choices too', () => {
    const state = { a: { b: { selected_options: [{ value: 'a\u0000b' }] } } };
    expect(readValues(state).a).toEqual(['ab']);
  });
});

describe('a form whose values are of another kind', () => {
  it.each([
    ['name', ['x']],
    ['phones', ['x']],
    ['note', []],
    ['referrerId', 'no id'],
  ])('%s as %j is refused under its field', (key, value) => {
    expect(() => readFields({ [key]: value }, DEFAULTS)).toThrow(Refusals);
  });
});
