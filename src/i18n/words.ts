import type { Locale } from '../lib/locale.ts';
import type { Refusal, RefusalParams } from '../lib/refusal.ts';
import { remembered } from '../lib/remember.ts';
import { en, type Messages } from './en.ts';
import { formatDay } from './format.ts';
import { zh } from './zh.ts';

export type { Messages } from './en.ts';

const DICTIONARIES: Record<Locale, Messages> = { en, zh };

/** A stage as the office calls it. */
type StageName = { key: keyof Messages['fields']['stage'] } & Record<Locale, string>;

/**
 * The dictionary of a language; with the office's stages by its names and in its order, where it named or
 * ordered them otherwise.
 */
export function words(locale: Locale, stages: readonly StageName[] = []): Messages {
  const w = DICTIONARIES[locale];
  const own = stages.map((one) => [one.key, one[locale]] as const);
  const isNative = JSON.stringify(own) === JSON.stringify(Object.entries(w.fields.stage));
  if (own.length === 0 || isNative) return w;
  const stage = Object.fromEntries(own) as Messages['fields']['stage'];
  return { ...w, fields: { ...w.fields, stage } };
}

type Sentences = Record<string, ((p: RefusalParams) => string) | undefined>;

/** Each area brings the sentences of its own refusals. */
const gathered = remembered(2, (locale: Locale): Sentences => {
  const w = DICTIONARIES[locale];
  return {
    ...w.absence.refusals,
    ...w.assignment.refusals,
    ...w.care.refusals,
    ...w.cases.refusals,
    ...w.common.refusals,
    ...w.conduct.refusals,
    ...w.customers.refusals,
    ...w.deals.refusals,
    ...w.digests.refusals,
    ...w.duplicates.refusals,
    ...w.exchange.refusals,
    ...w.figures.refusals,
    ...w.matching.refusals,
    ...w.merging.refusals,
    ...w.nudges.refusals,
    ...w.office.refusals,
    ...w.ownership.refusals,
    ...w.partners.refusals,
    ...w.properties.refusals,
    ...w.playbooks.refusals,
    ...w.reception.refusals,
    ...w.review.refusals,
    ...w.talk.refusals,
    ...w.texts.refusals,
    ...w.viewings.refusals,
    ...w.work.refusals,
  };
});

/** A refusal's sentence. */
export function refusalSentence(w: Messages, refusal: Pick<Refusal, 'code' | 'params'>): string {
  const { locale } = w.common;
  const sentence = gathered(locale)[refusal.code];
  if (!sentence) throw new Error(`no sentence for the refusal ${refusal.code}`);
  return sentence(sayDays(refusal.params, locale));
}

/** Rules name a civil day as `2026-11-25`; people read it as 11月25日 周三. */
function sayDays(params: RefusalParams, locale: Locale): RefusalParams {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? formatDay(new Date(`${value}T12:00:00Z`), locale, 'UTC')
        : value,
    ]),
  );
}
