import { plainText } from '../../lib/text.ts';

/** What a line asks of a hold: the unit in words, the customer's number, the hours. */
export interface HoldWords {
  unit: string;
  customer: number | null;
  hours: number | null;
}

const CUSTOMER = /(?<![\w-])c[-–]?\s?(\d{1,9})(?![\d-])/iu;
const LENGTH =
  /(?<![\w.-])(\d{1,3}(?:\.\d)?)\s?(?:个)?(小时|钟头|hours?|hrs?|h|天|日|days?|d)(?![\w])/iu;

/** Reads `3-1201 C-1042 48小时`, `Lakeside 3-1201 c1042 2 days`: the parts in any order. */
export function readHoldWords(text: string): HoldWords {
  let left = plainText(text);
  const customer = CUSTOMER.exec(left);
  if (customer) left = left.replace(customer[0], ' ');
  const length = LENGTH.exec(left);
  if (length) left = left.replace(length[0], ' ');
  const isDays = /^(?:天|日|d)/iu.test(length?.[2] ?? '');
  return {
    unit: left.replace(/[\s,，给为]+/gu, ' ').trim(),
    customer: customer ? Number(customer[1]) : null,
    hours: length ? Number(length[1]) * (isDays ? 24 : 1) : null,
  };
}
