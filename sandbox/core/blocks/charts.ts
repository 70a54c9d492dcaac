import { bag, bags, str } from '../bags.ts';
import type { Bag } from '../types.ts';
import { type At, byType, fail, listOf, number, object, oneOf, string } from './check.ts';

/**
 * The `data_visualization` block. Documented on the platform but not in @slack/types; sources differ between 6 and 12 segments and
 * series: the stricter.
 */
const label = string({ min: 1, max: 20 });
const axisLabel = string({ min: 1, max: 50 });

const segment = object({ label, value: number() }, (value, at) => {
  if (typeof value.value === 'number' && value.value <= 0) {
    fail(at, 'too_small', 'a segment must be more than 0', {
      type: 'min',
      expected: '> 0',
      got: value.value,
    });
  }
});

const point = object({ label, value: number() });
const series = object({ name: label, data: listOf(point, { min: 1, max: 20 }) });

function axes(type: string) {
  return object(
    {
      type: oneOf(type),
      series: listOf(series, { min: 1, max: 6 }),
      axis_config: object({
        categories: listOf(label, { min: 1, max: 20 }),
        'x_label?': axisLabel,
        'y_label?': axisLabel,
      }),
    },
    oneValuePerCategory,
    distinctNames,
  );
}

/** Third-party: every series has one value for every category. */
function oneValuePerCategory(value: Bag, at: At): void {
  const categories = bag(value.axis_config).categories;
  if (!Array.isArray(categories)) return;
  for (const one of bags(value.series)) {
    const labels = bags(one.data).map((p) => p.label);
    if (labels.length === categories.length && labels.every((l) => categories.includes(l)))
      continue;
    fail(at, 'categories', `series ${str(one.name)} must have one value for each category`, {
      type: 'categories',
      expected: categories,
      got: labels,
    });
  }
}

function distinctNames(value: Bag, at: At): void {
  const names = bags(value.series).map((one) => str(one.name));
  if (new Set(names).size === names.length) return;
  fail(at, 'duplicate', 'series names must be unique', {
    type: 'unique',
    expected: 'unique',
    got: names,
  });
}

export const chart = byType(
  {
    pie: object({ type: oneOf('pie'), segments: listOf(segment, { min: 1, max: 6 }) }),
    bar: axes('bar'),
    line: axes('line'),
    area: axes('area'),
  },
  'chart',
);
