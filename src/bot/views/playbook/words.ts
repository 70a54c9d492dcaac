import type { SaidStep } from '../../../crm/playbooks/store/said.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import { esc } from '../../blocks.ts';

/** What a step says, without the record it belongs to. */
export type Said = Pick<SaidStep, 'stage' | 'key' | 'text'>;

/** A step in the reader's language; plain text. */
export interface StepWords {
  title: string;
  find: string | null;
  give: { label: string; url: string | null }[];
}

/** The office's own words of a step, or the native ones; one that is in no playbook any more has its key. */
export function stepWords(w: Messages, locale: Locale, { stage, key, text }: Said): StepWords {
  if (text) {
    return {
      title: text.title[locale],
      find: text.find?.[locale] ?? null,
      give: text.give.map((one) => ({ label: one[locale], url: one.url })),
    };
  }
  const native = w.playbooks.native[stage]?.[key];
  return {
    title: native?.title ?? w.playbooks.gone,
    find: native?.find ?? null,
    give: (native?.give ?? []).map((label) => ({ label, url: null })),
  };
}

/** A step in lines of mrkdwn: what to do, what to give, what to find out, by when at the latest. */
export function stepLines(
  w: Messages,
  locale: Locale,
  step: Said,
  limit: string | null = null,
): string[] {
  const { title, find, give } = stepWords(w, locale, step);
  const words = w.playbooks.step;
  return [
    `📋 ${esc(title)}${limit ? ` · ${words.by({ when: limit })}` : ''}`,
    ...(give.length > 0 ? [words.give({ what: give.map(linked).join(w.common.comma) })] : []),
    ...(find ? [words.find({ what: esc(find) })] : []),
  ];
}

/** A link of the office: its address was checked when it was written. */
const linked = ({ label, url }: StepWords['give'][number]): string =>
  url ? `<${esc(url).replaceAll('|', '%7C')}|${esc(label)}>` : esc(label);
