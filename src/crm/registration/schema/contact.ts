import { readPhones } from '../../../lib/phone.ts';
import type { Find, Finder, Span, TypedPhone } from '../../customers/schema-words/finder.ts';
import { firstMatch, spanOf } from '../../customers/schema-words/finder.ts';

/** Where a phone stood: the name is often beside it. */
export const PHONE_MARK = '|';

/** What people put before a phone; it belongs to its words. */
const LABEL =
  /(?:(?:联系|备用|手机|电话|号码|方式|客户|本人)*(?:电话|手机号?码?|号码|联系方式|备用)(?:是|为)?|\b(?:tel(?:ephone)?|mobile|phone|ph|hp|cell|contact|no|number|whatsapp)\b\.?)\s?(?:no\.?|number|is)?\s?[:：=]?\s*$/iu;

/** 电话: full numbers, and hidden middles, which are kept apart and stay in what is left. */
export const phoneFinder: Finder = {
  id: 'phones',
  mark: PHONE_MARK,
  find(text, { region }) {
    const phones: TypedPhone[] = [];
    const spans: Span[] = [];
    for (const one of readPhones(text, region)) {
      if (one.kind !== 'full') continue;
      const label = LABEL.exec(text.slice(0, one.start));
      spans.push([label ? label.index : one.start, one.end]);
      const typed = one.raw.replace(/^[(（](?!.*[)）])/u, '');
      if (!phones.some(({ e164 }) => e164 === one.e164)) phones.push({ typed, e164: one.e164 });
    }
    return phones.length > 0 ? { values: { phones }, spans } : null;
  },
};

/** 138****5678: possible, never an identity. */
export const maskedPhoneFinder: Finder = {
  id: 'maskedPhones',
  mark: PHONE_MARK,
  find(text, { region }) {
    if (!/[*xX×●•·_]{3}/u.test(text)) return null;
    const masked = readPhones(text, region).filter(({ kind }) => kind === 'masked');
    if (masked.length === 0) return null;
    return {
      values: { maskedPhones: masked.map((one) => one.masked) },
      spans: masked.map((one): Span => [one.start, one.end]),
    };
  },
};

/** The partner's or a colleague's own name and phone: not the customer's. */
const THEIR_PHONE =
  /(?:经纪人|中介|业务员|对接人?|带看人?|渠道人员?|报备人|联系人|顾问|同事|agent|broker|partner)\s?[:：是]?\s?[\p{Script=Han}\p{L}]{0,4}\s?[\p{L}]{0,12}\s?[:：]?\s?(?:\+?\d[\d\s-]{6,16}\d)/giu;
export const theirPhoneFinder: Finder = {
  id: 'theirPhone',
  find(text) {
    const spans = [...text.matchAll(THEIR_PHONE)].map(spanOf);
    return spans.length > 0 ? { values: {}, spans } : null;
  },
};

const EMAIL =
  /(?:(?:e-?mail|邮箱|邮件|电邮)\s?(?:地址|is)?\s?[:：=]?\s?)?([\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,})/giu;

export const emailFinder: Finder = {
  id: 'email',
  find: (text) => firstMatch(text, EMAIL, (match) => ({ email: match[1]! })),
};

const WECHAT =
  /(?:加(?:了|过)?\s?)?(?<label>微信号?|威信|薇信|(?<![a-z])(?:vx|wx|v信|weixin|we\s?chat))(?<sure>\s?(?:号码?|id|is|account)?\s?[:：=]\s?|\s?(?:号|id|account)\s*)?\s{0,2}(?<id>[a-z][-_a-z0-9]{4,19}|1[3-9]\d{9})(?![-_a-z0-9@]|\.[a-z])/giu;
const SAME =
  /(?:手机|电话)?(?:微信|vx|wx|v信|wechat)\s?(?:号)?(?:就是|和|跟|与|同)?\s?(?:手机|电话)?(?:号)?(?:同号|同步|同手机号?|同电话|一样|一致)|手机同微信|\bwechat\s+(?:is\s+)?(?:the\s+)?same(?:\s+(?:as\s+)?(?:number|phone|mobile|no\.?))?/iu;

/** 微信: an id; letters alone only after a word that makes it one ("WeChat ID: lindazhao"). */
export const wechatFinder: Finder = {
  id: 'wechat',
  find: (text) =>
    firstMatch(text, WECHAT, ({ groups }) => {
      const { label = '', sure, id = '' } = groups ?? {};
      const isChinese = !/^[a-z]{3}/iu.test(label);
      return sure || isChinese || /[\d_-]/u.test(id) ? { wechat: id } : null;
    }),
};

/** 微信同号: the id is the main phone's number. Reads the line as typed, since phones are blanked by then. */
export function sameWechat(text: string, phones: readonly TypedPhone[] | undefined): Find | null {
  const match = SAME.exec(text);
  const [main] = phones ?? [];
  if (!match || !main) return null;
  return {
    values: { wechat: main.e164.replace(/^\+86/u, '').replace(/\D/gu, '') },
    spans: [spanOf(match)],
  };
}
