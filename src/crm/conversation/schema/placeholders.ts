import { findHanSurname } from '../../../lib/names.ts';
import { type PhoneRegion, readPhones } from '../../../lib/phone.ts';

/** A text without anything personal, and the way back. */
export interface Hidden {
  text: string;
  /** Puts the hidden words back; null where a placeholder stands that was never given. */
  restore(text: string): string | null;
}

const TITLES = '先生|女士|小姐|太太|阿姨|叔叔|老师|医生|经理|总|董|哥|姐';
/** In this order: what contains another comes first. More is hidden than need be; that costs little. */
const PATTERNS: readonly [string, RegExp][] = [
  ['MAIL', /[\w.+-]+@[\w.-]+\.[a-z]{2,}/giu],
  ['LINK', /https?:\/\/\S+/giu],
  ['CUSTOMER', /(?<![\p{L}\d])c[-–—－]?\d{1,9}(?!\d)/giu],
  ['WECHAT', /(?:微信号?|vx|wx|wechat)\s*(?:id)?\s*[:：]?\s*[a-z][-_a-z0-9]{4,19}/giu],
  [
    'PLACE',
    /\p{Script=Han}{1,8}(?:大道|路|街|弄|巷|小区|花园|苑|大厦|公寓)(?:[\d-]+(?:号|弄|幢|栋|室)?)*/gu,
  ],
  ['NUMBER', /(?<![\d.])\+?\d(?:[\s-]?[\d*xX]){4,}(?![\d.])/gu],
  ['NUMBER', /[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{6,}/gu],
  ['NAME', new RegExp(`\\p{Script=Han}{1,3}(?:${TITLES})`, 'gu')],
  ['NAME', /\b(?:mr|mrs|ms|miss|mdm|madam|dr)\.?\s+\p{L}+(?:[\s-]\p{Lu}\p{L}+)*/giu],
];
/** A Chinese name by itself: after a boundary or a word that comes before people. */
const HAN_NAME =
  /(?<=^|[\s,，、:：;；。]|[给跟和约把找叫帮与对问])\p{Script=Han}{2,4}(?=$|[\s,，、:：;；。]|[的说想要在来去明后今下周会])/gu;
/** After a word that comes before people, whatever follows. */
const HAN_NAME_AFTER = /(?<=[给跟和约把找叫帮与对问]|客户|业主|买家|联系)\p{Script=Han}{2,3}/gu;
/** Surnames that begin a day or a common word. */
const NO_HAN_NAME = /^(?:周[一二三四五六日天末]|时间|安排|方便|马上|成交|任何|常来)/u;
/** English names are written with a capital; so are the days, which say when. */
const LATIN_NAME = /(?<![\p{L}[])\p{Lu}\p{L}+(?:[\s-]\p{Lu}\p{L}+)*/gu;
const NO_NAME =
  /^(?:I|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Please|Can|Could|Move|Call|Plan|Log|Find|Show|Who|What|When|Remind|Register|The|My|EOD)$/u;

/** Replaces phones, ids, mail, WeChat, places, customers' numbers and everything that may be a name by placeholders. */
export function hidePersonal(
  text: string,
  known: { region: PhoneRegion; names: readonly string[] },
): Hidden {
  const words: string[] = [];
  const hide = (kind: string, word: string): string => {
    const at = words.indexOf(word);
    const nth = at >= 0 ? at : words.push(word) - 1;
    return `[${kind}_${nth + 1}]`;
  };
  const han = (word: string): string =>
    findHanSurname(word) && !NO_HAN_NAME.test(word) ? hide('NAME', word) : word;
  let shown = halfWidth(text).replace(/[[\]]/gu, ' ');
  for (const phone of readPhones(shown, known.region).reverse())
    shown = `${shown.slice(0, phone.start)}${hide('PHONE', phone.raw)}${shown.slice(phone.end)}`;
  for (const name of known.names.map(halfWidth).filter(Boolean))
    shown = shown.split(name).join(hide('NAME', name));
  for (const [kind, pattern] of PATTERNS)
    shown = outside(shown, (part) => part.replace(pattern, (word) => hide(kind, word)));
  shown = outside(shown, (part) => part.replace(HAN_NAME, han).replace(HAN_NAME_AFTER, han));
  shown = outside(shown, (part) =>
    part.replace(LATIN_NAME, (word) => (NO_NAME.test(word) ? word : hide('NAME', word))),
  );
  return {
    text: shown,
    restore(answer) {
      let isKnown = true;
      const back = answer.replace(/\[[A-Z]+_(\d+)\]/gu, (_, nth: string) => {
        const word = words[Number(nth) - 1];
        if (word === undefined) isKnown = false;
        return word ?? '';
      });
      return isKnown && !/[[\]]/u.test(back) ? back : null;
    },
  };
}

/** ３１０… and ＠ become what they look like, and what is not seen between them goes; sentences keep their marks. */
const halfWidth = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ＠．＿－＋［］]/gu, (char) => char.normalize('NFKC'));

/** Changes what is not a placeholder already. */
function outside(text: string, change: (part: string) => string): string {
  return text
    .split(/(\[[A-Z]+_\d+\])/u)
    .map((part) => (/^\[[A-Z]+_\d+\]$/u.test(part) ? part : change(part)))
    .join('');
}
