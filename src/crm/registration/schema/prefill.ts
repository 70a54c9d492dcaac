import type { Locale } from '../../../lib/locale.ts';
import { type PhoneRegion, readPhones } from '../../../lib/phone.ts';
import { parseWhen } from '../../../lib/when/index.ts';

/** What a line after the command says about a new customer. */
export interface Prefilled {
  name: string | null;
  phones: string | null;
  /** The words of the date, as typed, for the follow-up's input. */
  nextFollowUp: string | null;
  /** What nobody understood: shown and kept as a note, never dropped. */
  left: string | null;
}

/** A run of digits with the marks people put between them, long enough to be a phone. */
const PHONE = /\+?\d[\d\s\-().]{5,18}\d/g;
const TITLED = /^[\p{Script=Han}]{1,4}(先生|女士|小姐|太太|阿姨|老师|总)?$/u;

/**
 * Reads `王女士 138 1234 5678 明天下午3点` or `Ms Wang 6591234567 tomorrow 10am`: phones first, then the
 * date, then the name at the beginning; the rest is left.
 */
export function readPrefill(
  text: string,
  how: { region: PhoneRegion; now: Date; zone: string; locale: Locale },
): Prefilled {
  let rest = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const phones: string[] = [];
  for (const [run] of rest.matchAll(PHONE)) {
    if (readPhones(run, how.region).length === 0) continue;
    phones.push(run.trim());
    rest = rest.replace(run, ' ').replace(/\s+/g, ' ').trim();
  }
  const when = parseWhen(rest, { now: how.now, zone: how.zone, locale: how.locale });
  if (when && when.instant > how.now)
    rest = rest.replace(when.matched, ' ').replace(/\s+/g, ' ').trim();
  const name = nameAtStart(rest);
  const left = rest.slice(name?.length ?? 0).trim();
  return {
    name,
    phones: phones.length > 0 ? phones.join(', ') : null,
    nextFollowUp: when && when.instant > how.now ? when.matched : null,
    left: left || null,
  };
}

/** A Chinese name is one word, with its title; a Western one runs over capitalised words. */
function nameAtStart(text: string): string | null {
  const [first = ''] = text.split(/[ ,，;；]/, 1);
  if (TITLED.test(first)) return first;
  const western =
    /^(?:(?:mr|mrs|ms|miss|dr)\.? )?[\p{Lu}][\p{L}'’-]*(?: [\p{Lu}][\p{L}'’-]*){0,2}/iu.exec(text);
  if (!western) return first && /\p{L}/u.test(first) ? first : null;
  const words = western[0].split(' ');
  const titled = /^(mr|mrs|ms|miss|dr)\.?$/i.test(words[0]!);
  const kept = words
    .filter((word, nth) => nth === 0 || /^\p{Lu}/u.test(word))
    .slice(0, titled ? 3 : 3);
  return text.slice(0, kept.join(' ').length);
}
