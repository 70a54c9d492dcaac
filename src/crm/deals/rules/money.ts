import { Refusal } from '../../../lib/refusal.ts';

/** How a contract is paid. */
export const PLANS = ['full', 'instalments', 'mortgage'] as const;
export type Plan = (typeof PLANS)[number];

/** How a customer who would pay so is likely to pay a contract; null where they did not say. */
export function planOf(payment: string | null): Plan | null {
  if (payment === null) return null;
  return payment === 'full' ? 'full' : 'mortgage';
}

export const PAYMENT_KINDS = ['deposit', 'first', 'instalment', 'loan', 'full'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** One line of a payment plan: whole units of the currency, a civil day. */
export interface PlannedPayment {
  kind: PaymentKind;
  amount: bigint;
  dueOn: string;
}

/** Most lines of a plan. */
export const MAX_PAYMENTS = 24;
/** More than any flat costs, and still whole in the sums of the database. */
const MOST = 1_000_000_000_000n;

/** Throws `dealAmount` (with the field) for what is no price: nothing, negative, or beyond any. */
export function requireAmount(amount: bigint | null, field: string): bigint {
  if (amount === null || amount <= 0n || amount > MOST) throw new Refusal('dealAmount', {}, field);
  return amount;
}

/**
 * 定金 holds as such up to a share of the price only (Civil Code 586: 20 %): what lies above can be neither
 * kept nor doubled. Throws `depositTooHigh` naming the most.
 */
export function requireDeposit(deposit: bigint, price: bigint, maxPercent: number): void {
  if (deposit < 0n) throw new Refusal('dealAmount', {}, 'deposit');
  const most = (price * BigInt(maxPercent)) / 100n;
  if (deposit > most)
    throw new Refusal('depositTooHigh', { percent: maxPercent, most: Number(most) }, 'deposit');
}

/**
 * The payments of a plan, checked against the price: they come to it exactly, first things first. Throws
 * `planSum` with the difference, `planOne` for more than one payment where one was agreed, `planLoan` for a
 * mortgage without first payment and loan, `planEmpty`, `planLong`. `deposit`: what is counted towards the
 * price already.
 */
export function requirePlan(
  plan: Plan,
  payments: readonly PlannedPayment[],
  at: { price: bigint; deposit: bigint; signedOn: string },
): PlannedPayment[] {
  const field = 'payments';
  const first: PlannedPayment[] =
    at.deposit > 0n ? [{ kind: 'deposit', amount: at.deposit, dueOn: at.signedOn }] : [];
  const rest = at.price - at.deposit;
  if (rest < 0n) throw new Refusal('planDeposit', {}, 'price');
  if (payments.length === 0 && rest > 0n) throw new Refusal('planEmpty', {}, field);
  if (payments.length > MAX_PAYMENTS) throw new Refusal('planLong', { most: MAX_PAYMENTS }, field);
  if (plan === 'full' && payments.length > 1) throw new Refusal('planOne', {}, field);
  const kinds = payments.map(({ kind }) => kind);
  if (plan === 'mortgage' && !(kinds.includes('first') && kinds.includes('loan')))
    throw new Refusal('planLoan', {}, field);
  for (const { amount } of payments) requireAmount(amount, field);
  const sum = payments.reduce((total, { amount }) => total + amount, 0n);
  if (sum !== rest) {
    const params = { sum: Number(sum), rest: Number(rest) };
    throw sum > rest
      ? new Refusal('planOver', { ...params, over: Number(sum - rest) }, field)
      : new Refusal('planUnder', { ...params, under: Number(rest - sum) }, field);
  }
  return [...first, ...[...payments].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))];
}

/** A payment as money is booked on it. */
export interface Owed {
  amount: bigint;
  received: bigint;
}

/** What is still to come for a payment; never below nothing. */
export const restOf = ({ amount, received }: Owed): bigint =>
  received >= amount ? 0n : amount - received;

/**
 * What a payment has received after a receipt. More than is owed needs a word why: throws `dealOverpaid`
 * (field `note`) without one, `dealAmount` for nothing or less.
 */
export function requireReceipt(owed: Owed, amount: bigint, word: string | null): bigint {
  requireAmount(amount, 'amount');
  const received = owed.received + amount;
  if (received > owed.amount && !word)
    throw new Refusal('dealOverpaid', { rest: Number(restOf(owed)) }, 'note');
  return received;
}
