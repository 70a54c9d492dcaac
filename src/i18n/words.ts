import type { Locale } from '../lib/locale.ts';
import type { Refusal, RefusalParams } from '../lib/refusal.ts';
import { en, type Messages } from './en.ts';
import { zh } from './zh.ts';

export type { Messages } from './en.ts';

const DICTIONARIES: Record<Locale, Messages> = { en, zh };

/** The dictionary of a language. */
export function words(locale: Locale): Messages {
  return DICTIONARIES[locale];
}

/** A refusal's sentence; each area brings the sentences of its own refusals. */
export function refusalSentence(w: Messages, refusal: Pick<Refusal, 'code' | 'params'>): string {
  const sentences: Record<string, ((p: RefusalParams) => string) | undefined> = {
    ...w.common.refusals,
    ...w.customers.refusals,
    ...w.work.refusals,
    ...w.nudges.refusals,
    ...w.digests.refusals,
    ...w.office.refusals,
  };
  const sentence = sentences[refusal.code];
  if (!sentence) throw new Error(`no sentence for the refusal ${refusal.code}`);
  return sentence(refusal.params);
}
