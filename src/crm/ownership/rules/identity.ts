import { readNationalId } from '../../../lib/national-id.ts';
import { type PhoneRegion, readPhones } from '../../../lib/phone.ts';

/** By what a customer is looked for. A masked phone can only say "possibly". */
export type Identity =
  | { by: 'phone'; value: string }
  | { by: 'masked'; value: string }
  | { by: 'email'; value: string }
  | { by: 'wechat'; value: string }
  | { by: 'nationalId'; value: string };

/**
 * What a person typed to ask whether somebody is registered: one phone in any spelling, one with its
 * middle hidden, an e-mail, a WeChat id or a
 * national id. Null for anything else, and for more than one phone.
 */
export function readIdentity(text: string, region: PhoneRegion): Identity | null {
  const typed = text.normalize('NFKC').trim();
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
  return /^(?=.*[a-z_])[\w.-]{5,60}$/i.test(typed) ? { by: 'wechat', value: typed } : null;
}
