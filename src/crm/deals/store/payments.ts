import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { PaymentKind, PlannedPayment } from '../rules/money.ts';
import { dateOf, dayOf } from './days.ts';

/** A payment of a contract, with what came in. */
export interface DuePayment {
  id: string;
  dealId: string;
  nth: number;
  kind: PaymentKind;
  dueOn: string;
  amount: bigint;
  received: bigint;
}

/** Writes the payments of a plan, in their order; answers them. */
export async function insertPayments(
  { tx, now }: Work,
  dealId: string,
  plan: readonly PlannedPayment[],
): Promise<DuePayment[]> {
  const rows = plan.map((one, nth) => ({ id: newId(now), dealId, nth, ...one, received: 0n }));
  await tx.payment.createMany({ data: rows.map((row) => ({ ...row, dueOn: dateOf(row.dueOn) })) });
  return rows;
}

/** Payments of a deal that still hold, in their order. */
export async function listPayments(db: Handle, dealId: string): Promise<DuePayment[]> {
  const rows = await db.payment.findMany({
    where: { dealId, droppedAt: null },
    orderBy: { nth: 'asc' },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as PaymentKind, dueOn: dayOf(row.dueOn) }));
}

/** The payment of an id that still holds, or null. */
export async function findPayment(db: Handle, id: string): Promise<DuePayment | null> {
  const row = await db.payment.findUnique({ where: { id } });
  return row && row.droppedAt === null
    ? { ...row, kind: row.kind as PaymentKind, dueOn: dayOf(row.dueOn) }
    : null;
}

/** The plan of a deal holds no more; what came in stays written. */
export async function dropPayments({ tx, now }: Work, dealId: string): Promise<void> {
  await tx.payment.updateMany({ where: { dealId, droppedAt: null }, data: { droppedAt: now } });
}

const place = (id: string) => ({ table: 'payment_receipts', column: 'note_sealed', rowId: id });

/** Books money on a payment; `received`: what the payment has then. Answers the receipt's id. */
export async function insertReceipt(
  { tx, now }: Work,
  key: DataKey,
  receipt: {
    paymentId: string;
    on: string;
    amount: bigint;
    received: bigint;
    note: string | null;
    byId: string;
  },
): Promise<string> {
  const id = newId(now);
  const { paymentId, on, amount, received, note, byId } = receipt;
  await tx.paymentReceipt.create({
    data: {
      id,
      paymentId,
      on: dateOf(on),
      amount,
      byId,
      at: now,
      noteSealed: note === null ? null : new Uint8Array(seal(key, place(id), note)),
    },
  });
  await tx.payment.update({ where: { id: paymentId }, data: { received } });
  return id;
}

/** A receipt that was booked by mistake: the payment has so much less. */
export async function voidReceipt(
  { tx, now }: Work,
  receipt: { id: string; paymentId: string; amount: bigint },
): Promise<void> {
  await tx.paymentReceipt.update({ where: { id: receipt.id }, data: { voidedAt: now } });
  await tx.payment.update({
    where: { id: receipt.paymentId },
    data: { received: { decrement: receipt.amount } },
  });
}

/** Money that came in, in the clear. */
export interface Receipt {
  id: string;
  paymentId: string;
  on: string;
  amount: bigint;
  note: string | null;
  byId: string;
}

/** What came in for a deal and stands, the first day first. */
export async function listReceipts(
  db: Handle,
  key: DataKey | null,
  dealId: string,
): Promise<Receipt[]> {
  const rows = await db.paymentReceipt.findMany({
    where: { voidedAt: null, payment: { dealId, droppedAt: null } },
    orderBy: [{ on: 'asc' }, { at: 'asc' }],
  });
  return rows.map(({ noteSealed, at: _, voidedAt: __, on, ...row }) => ({
    ...row,
    on: dayOf(on),
    note: key && noteSealed ? open(key, place(row.id), noteSealed) : null,
  }));
}

/** The receipt of an id that stands, with its deal, or null. */
export async function findReceipt(
  db: Handle,
  id: string,
): Promise<{ id: string; paymentId: string; dealId: string; amount: bigint } | null> {
  const row = await db.paymentReceipt.findUnique({ where: { id }, include: { payment: true } });
  if (!row || row.voidedAt) return null;
  return { id, paymentId: row.paymentId, dealId: row.payment.dealId, amount: row.amount };
}
