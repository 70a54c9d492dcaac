import { civilDay } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { findMoney } from '../../lib/money.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { MAX_WORDS } from '../../lib/words.ts';
import { MAX_CONTRACT } from './rules/conditions.ts';
import type { PaymentKind, Plan, PlannedPayment } from './rules/money.ts';

/** Whose words are read, and when. `zone`: the writer's. */
export interface Writer {
  now: Date;
  zone: string;
  locale: Locale;
}

/** An amount as people write it: `420万`, `4,200,000`. Null for empty; throws `dealAmount` for no amount. */
export function readAmount(typed: string | null | undefined, field: string): bigint | null {
  const text = (typed ?? '').normalize('NFKC').trim();
  if (text === '') return null;
  const money = findMoney(text, { whole: true });
  const { min, max } = money ?? {};
  const isOne = money && min !== undefined && min === max && Number.isInteger(min);
  // Nothing is read into an amount: what is not said whole is asked for again.
  if (!isOne || money.rest.trim() !== '') throw new Refusal('dealAmount', {}, field);
  return BigInt(min);
}

/** A day on which something happened; throws `dealFuture` for one that is still to come. */
export function requirePast(day: string | null, writer: Writer, field = 'on'): string {
  const today = civilDay(writer.now, writer.zone);
  const on = day ?? today;
  if (on > today) throw new Refusal('dealFuture', {}, field);
  return on;
}

/** A contract number as it stands on the paper; throws `contractMissing`, `tooLong`. */
export function readContract(typed: string | null | undefined): string {
  const number = (typed ?? '').normalize('NFKC').trim();
  if (number === '') throw new Refusal('contractMissing', {}, 'contract');
  if (number.length > MAX_CONTRACT) throw new Refusal('tooLong', { max: MAX_CONTRACT }, 'contract');
  return number;
}

const REST = /(余款|尾款|剩余|其余|\b(?:rest|remaining|remainder|balance)\b)/i;
const KINDS: readonly [RegExp, PaymentKind][] = [
  [/首付|首期|\b(?:first|down)\b/i, 'first'],
  [/贷款|按揭|商贷|公积金|\b(?:loan|mortgage)\b/i, 'loan'],
];

/**
 * The lines of a payment plan: what, how much, by when. `首付 30% 8月5日`, `贷款 余款 9月30日`,
 * `500000 2026-08-05`. A percentage is of the price, 余款 is what the other lines leave of `rest`, the price
 * without the deposit. Throws `planLine` naming the line that cannot be read, `planRestTwice`.
 */
export function readPlanLines(
  text: string,
  plan: Plan,
  at: Writer & { price: bigint; deposit: bigint },
): PlannedPayment[] {
  const lines = text
    .normalize('NFKC')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => readPlanLine(line, plan, at));
  const open = lines.filter(({ amount }) => amount === 'rest');
  if (open.length > 1) throw new Refusal('planRestTwice', {}, 'payments');
  const known = lines.reduce((sum, { amount }) => sum + (amount === 'rest' ? 0n : amount), 0n);
  const rest = at.price - at.deposit - known;
  return lines.map((line) => ({ ...line, amount: line.amount === 'rest' ? rest : line.amount }));
}

function readPlanLine(line: string, plan: Plan, at: Writer & { price: bigint }) {
  const unreadable = () => new Refusal('planLine', { line: line.slice(0, 40) }, 'payments');
  const when = parseWhen(line, at);
  if (!when) throw unreadable();
  const dueOn = civilDay(when.instant, at.zone);
  const named = KINDS.find(([pattern]) => pattern.test(when.rest))?.[1];
  const kind: PaymentKind = named ?? (plan === 'full' ? 'full' : 'instalment');
  if (REST.test(when.rest)) return { kind, dueOn, amount: 'rest' as const };
  const percent = /(\d{1,3}(?:\.\d{1,2})?)\s*%/.exec(when.rest)?.[1];
  if (percent)
    return {
      kind,
      dueOn,
      amount: (at.price * BigInt(Math.round(Number(percent) * 100))) / 10_000n,
    };
  const money = findMoney(when.rest, { whole: true });
  if (!money || money.min === undefined || money.min !== money.max || !Number.isInteger(money.min))
    throw unreadable();
  return { kind, dueOn, amount: BigInt(money.min) };
}

/** What a typed line says of a subscription besides the customer; the rest names the unit. */
export interface SubscriptionLine {
  price: bigint | null;
  deposit: bigint | null;
  signBy: string | null;
  unit: string;
}

const DEPOSIT = /(?:定金|大定|小定|deposit)\s*[:：]?\s*(\S+)/i;

/** Reads `3栋1201 420万 定金5万 8月5日前签约`: each part is optional, the form asks for the others. */
export function readSubscriptionLine(text: string, writer: Writer): SubscriptionLine {
  const plain = text.normalize('NFKC');
  const said = DEPOSIT.exec(plain);
  const deposit = said?.[1] ? (findMoney(said[1], { whole: true })?.min ?? null) : null;
  const without = said && deposit !== null ? plain.replace(said[0], ' ') : plain;
  const when = parseWhen(without, writer);
  const words = (when?.rest ?? without).replace(/(?:前|之前)?签约|\bsign(?:ing)?\b|\bby\b/gi, ' ');
  const money = findMoney(words);
  const price = money?.min !== undefined && money.min === money.max ? money.min : null;
  return {
    price: price === null ? null : BigInt(Math.round(price)),
    deposit: deposit === null ? null : BigInt(Math.round(deposit)),
    signBy: when ? civilDay(when.instant, writer.zone) : null,
    unit: (price === null ? words : (money?.rest ?? words))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 80),
  };
}

/** Words with a day among them: `8月5日前 提供收入证明`. */
export function readTypedDay(text: string, writer: Writer): { what?: string; dueOn?: string } {
  const when = parseWhen(text, writer);
  const what = (when?.rest ?? text).replace(/^(?:前|之前|by)\s*/i, '').trim();
  return {
    ...(what && { what: what.slice(0, MAX_WORDS) }),
    ...(when && { dueOn: civilDay(when.instant, writer.zone) }),
  };
}

/** A moment as people write it, or null where the time of day was not said: an appointment needs one. */
export function readTypedMoment(text: string, writer: Writer): Date | null {
  const when = parseWhen(text, writer);
  return when && (when.grain === 'minute' || when.grain === 'hour') ? when.instant : null;
}
