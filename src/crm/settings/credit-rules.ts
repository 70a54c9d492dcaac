import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import { type CreditRule, creditRule } from './rules-shapes.ts';

/** How the parts of a row are called; the first word is the one that is written. */
const EVENTS: Record<CreditRule['event'], Record<Locale, string[]>> = {
  registered: { zh: ['登记'], en: ['registered', 'registers'] },
  visited: { zh: ['到访', '首访'], en: ['visited', 'visits'] },
  signed: { zh: ['成交', '签约'], en: ['signed', 'signs'] },
};
const RECIPIENTS: Record<CreditRule['to'], Record<Locale, string[]>> = {
  referrer: { zh: ['推荐人', '老客户', '老业主'], en: ['referrer'] },
  newcomer: { zh: ['新客户', '被推荐人'], en: ['newcomer'] },
  rep: { zh: ['顾问', '置业顾问'], en: ['rep'] },
};

/** A row as people write it: `成交 推荐人 → 成交答谢礼一份 | the thank-you gift for a signing`. */
export function writeCreditRule({ event, to, zh, en }: CreditRule, locale: Locale): string {
  return `${EVENTS[event][locale][0]} ${RECIPIENTS[to][locale][0]} → ${zh} | ${en}`;
}

/** The rows, in their order. Throws `creditUnreadable` with the line that was not understood. */
export function readCreditRules(key: string, lines: string[]): CreditRule[] {
  return lines.map((line) => {
    const [left = '', right = '', ...more] = line.split(/\s*(?:→|[-=–—]+>|[:：])\s*/u);
    const [first = '', second = '', ...rest] = left.trim().split(/\s+/u);
    const [zh = '', en = '', ...others] = right.split(/[|｜]/u).map((part) => part.trim());
    const parsed = creditRule.safeParse({
      event: keyOf(EVENTS, first),
      to: keyOf(RECIPIENTS, second),
      zh,
      en: en || zh,
    });
    if (!parsed.success || rest.length + more.length + others.length > 0)
      throw new Refusal('creditUnreadable', { line: line.slice(0, 40) }, key);
    return parsed.data;
  });
}

function keyOf(names: Record<string, Record<Locale, string[]>>, said: string): string | undefined {
  const word = said.normalize('NFKC').toLowerCase();
  return Object.entries(names).find(([, { zh, en }]) => [...zh, ...en].includes(word))?.[0];
}
