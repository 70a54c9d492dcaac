import { readNationalId } from '../../../lib/national-id.ts';
import { type PhoneRegion, readPhones } from '../../../lib/phone.ts';
import { readNumber } from '../../customers/rules.ts';

/** By what a customer is looked for. A masked phone can only say "possibly". */
export type Identity =
  | { by: 'phone'; value: string }
  | { by: 'masked'; value: string }
  | { by: 'email'; value: string }
  | { by: 'wechat'; value: string }
  | { by: 'nationalId'; value: string };

/** What people write before it: 微信 wx_fang88, Phone: 138…; it says nothing that the rest does not. */
const LABEL =
  /^(?:手机号?码?|电话号?码?|微信号?|邮箱|邮件|身份证号?码?|phone|mobile|wechat|weixin|wx|e-?mail|id)[\s:]+/iu;

/**
 * What a person typed to ask whether somebody is registered: one phone in any spelling, one with its
 * middle hidden, an e-mail, a WeChat id or a national id, with or without what it is before it. Null for
 * anything else, for more than one phone, and for a customer's number, which is no WeChat id.
 */
export function readIdentity(text: string, region: PhoneRegion): Identity | null {
  const typed = text.normalize('NFKC').trim().replace(LABEL, '');
  const nationalId = readNationalId(typed);
  if (nationalId) return { by: 'nationalId', value: nationalId };
  const [phone, ...more] = readPhones(text, region);
  if (phone) {
    if (more.length > 0) return null;
    return phone.kind === 'full'
      ? { by: 'phone', value: phone.e164 }
      : { by: 'masked', value: phone.masked };
  }
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)) return { by: 'email', value: typed };
  if (readNumber(typed) !== null) return null;
  return /^(?=.*[a-z_])[\w.-]{5,60}$/i.test(typed) ? { by: 'wechat', value: typed } : null;
}
