import { type PhoneRegion, readPhones } from '../../../lib/phone.ts';
import { plainText } from '../../../lib/text.ts';

/** What of a person must not be written where others read. */
export type Exposed = 'phone' | 'id';

/** 居民身份证 and its kin: six digits of a place, a date of birth, three digits and a check. */
const NATIONAL_ID =
  /(?<!\d)\d{6}[\s-]?(?:19|20)\d{2}[\s-]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s-]?\d{3}[\dxX](?!\d)/u;

/** The kinds of personal numbers that stand in a text in full; a hidden middle is none. */
export function listExposed(text: string, region: PhoneRegion): Exposed[] {
  const found: Exposed[] = [];
  if (NATIONAL_ID.test(plainText(text))) found.push('id');
  if (readPhones(text, region).some(({ kind }) => kind === 'full')) found.push('phone');
  return found;
}
