import type { Reading } from '../../../src/crm/registration/schema/reader.ts';
import { parseWhen } from '../../../src/lib/when/index.ts';
import { type LabelledLine, type Truth, TYPED_AT, TYPED_IN } from './truth.ts';

export type TruthKey = keyof Truth;
/** `right` of the values that were given; `given` by the reader; `said` by the line. */
export interface Tally {
  right: number;
  given: number;
  said: number;
}
export interface Miss {
  text: string;
  key: TruthKey;
  said: unknown;
  given: unknown;
}
export interface Score {
  fields: Map<TruthKey, Tally>;
  misses: Miss[];
}

export const KEYS: readonly TruthKey[] = [
  'name',
  'gender',
  'phones',
  'masked',
  'wechat',
  'email',
  'source',
  'referrer',
  'layouts',
  'area',
  'budget',
  'districts',
  'purpose',
  'purchaseTime',
  'payment',
  'partySize',
  'grade',
  'arrivalKind',
  'followUp',
  'what',
];

/** Compares readings with labels, field by field: a value is right when it is the whole value. */
export function score(
  lines: readonly LabelledLine[],
  read: (text: string) => Reading,
  locale: 'zh' | 'en',
): Score {
  const fields = new Map<TruthKey, Tally>(
    KEYS.map((key) => [key, { right: 0, given: 0, said: 0 }]),
  );
  const misses: Miss[] = [];
  for (const { text, truth } of lines) {
    const given = asTruth(read(text), truth, locale);
    for (const key of KEYS) {
      const tally = fields.get(key)!;
      const [want, got] = [truth[key], given[key]];
      if (want !== undefined) tally.said++;
      if (got !== undefined) tally.given++;
      if (want === undefined && got === undefined) continue;
      if (JSON.stringify(want) === JSON.stringify(got)) tally.right++;
      else misses.push({ text, key, said: want, given: got });
    }
  }
  return { fields, misses };
}

export const precision = ({ right, given }: Tally): number => (given === 0 ? 1 : right / given);
export const recall = ({ right, said }: Tally): number => (said === 0 ? 1 : right / said);

/** A reading in the terms of the labels. */
function asTruth({ values }: Reading, truth: Truth, locale: 'zh' | 'en'): Truth {
  const { area, budget, referrer } = values;
  const next = values.followUp ? sayWhen(values.followUp, truth.followUp, locale) : {};
  const given: Record<string, unknown> = {
    name: values.name,
    gender: values.gender,
    phones: values.phones?.map(({ e164 }) => e164),
    masked: values.maskedPhones,
    wechat: values.wechat,
    email: values.email,
    source: values.source,
    referrer: referrer && ('number' in referrer ? `C-${referrer.number}` : referrer.name),
    layouts: inOrder(values.layouts, truth.layouts),
    area: area && [area.min, area.max],
    budget:
      budget &&
      (truth.budget?.[2] ? [budget.min, budget.max, budget.currency] : [budget.min, budget.max]),
    districts: inOrder(values.districts, truth.districts),
    purpose: values.purpose,
    purchaseTime: values.purchaseTime,
    payment: values.payment,
    partySize: values.partySize,
    grade: values.grade,
    arrivalKind: values.arrivalKind,
    ...next,
  };
  return given as Truth;
}

/** Several values are a set: the label's order where both have the same ones. */
function inOrder(given: string[] | undefined, said: string[] | undefined): string[] | undefined {
  const same = given && said && [...given].sort().join() === [...said].sort().join();
  return same ? said : given;
}

function sayWhen(text: string, said: string | undefined, locale: 'zh' | 'en') {
  const when = parseWhen(text, { now: TYPED_AT, zone: TYPED_IN, locale });
  if (!when) return { followUp: `unreadable: ${text}` };
  // Shanghai is eight hours ahead all year.
  const local = new Date(when.instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  return {
    followUp: said && local.startsWith(said) ? said : local,
    what: when.rest || undefined,
  };
}
