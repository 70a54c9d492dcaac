import { plainText } from './text.ts';

const WEIGHTS = Array.from({ length: 17 }, (_, i) => 2 ** (17 - i) % 11);
const CHECK = '10X98765432';

/**
 * A resident's identity number 居民身份证 as `11010519491231002X`; null where the digits do not agree, the
 * birthday does not exist, or it has the 15 digits that ended in 2013. A number that agrees proves nothing
 * about who shows it; whether its birthday is still to come is for whoever has a clock.
 */
export function readNationalId(text: string): string | null {
  const id = plainText(text).replace(/[\s-]/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return null;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  const birthday = birthdayOf(id);
  const isRight = CHECK[sum % 11] === id[17] && isDay(birthday);
  return isRight && birthday >= '1900-01-01' ? id : null;
}

/** The civil day of birth that the number of a resident says. */
export function birthdayOf(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
