import type { Handle } from '../../../db/client.ts';
import { findCustomerKeys } from '../../../db/data-keys.ts';
import type { Deal as Row } from '../../../db/generated/client.ts';
import type { DataKey } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { type DealState, isLive, isSigned } from '../rules/machine.ts';
import type { Plan } from '../rules/money.ts';
import { dateOf, dayOf } from './days.ts';

/** A deal without its sealed words. Days are civil days, amounts whole units of `currency`. */
export interface Deal {
  id: string;
  number: number;
  customerId: string;
  keyCustomerId: string;
  teamId: string;
  unitId: string | null;
  state: DealState;
  currency: string;
  intentAmount: bigint | null;
  subscribedPrice: bigint | null;
  deposit: bigint | null;
  signBy: string | null;
  signAt: Date | null;
  contractPrice: bigint | null;
  plan: Plan | null;
  loan: string;
  filedOn: string | null;
  registeredOn: string | null;
  underWayFrom: Date | null;
  endedAt: Date | null;
  version: number;
  createdAt: Date;
}

const dealOf = (row: Row): Deal => ({
  ...row,
  state: row.state as DealState,
  plan: row.plan as Plan | null,
  signBy: dayOf(row.signBy),
  filedOn: dayOf(row.filedOn),
  registeredOn: dayOf(row.registeredOn),
});

/** A deal by its id, or null. */
export async function findDealById(db: Handle, id: string): Promise<Deal | null> {
  const row = await db.deal.findUnique({ where: { id } });
  return row && dealOf(row);
}

/** Every deal of a customer, the newest first. */
export async function listDealsOf(db: Handle, customerId: string): Promise<Deal[]> {
  const rows = await db.deal.findMany({ where: { customerId }, orderBy: { createdAt: 'desc' } });
  return rows.map(dealOf);
}

/** Deals by their ids. */
export async function listDealsByIds(db: Handle, ids: string[]): Promise<Map<string, Deal>> {
  const rows = await db.deal.findMany({ where: { id: { in: ids } } });
  return new Map(rows.map((row) => [row.id, dealOf(row)]));
}

/** The deal people mean when they name a customer: the newest that lives, else the newest; or null. */
export async function findDeal(db: Handle, customerId: string): Promise<Deal | null> {
  const deals = await listDealsOf(db, customerId);
  return deals.find(({ state }) => isLive(state)) ?? deals[0] ?? null;
}

/** Whether a contract of the customer stands. */
export async function hasContract(db: Handle, customerId: string): Promise<boolean> {
  return (await listDealsOf(db, customerId)).some(({ state }) => isSigned(state));
}

/** Whether the customer subscribed or signed, and it stands. */
export async function hasSubscription(db: Handle, customerId: string): Promise<boolean> {
  const deals = await listDealsOf(db, customerId);
  return deals.some(({ state }) => state === 'subscribed' || isSigned(state));
}

/** Begins a deal: nothing is agreed yet. */
export async function insertDeal(
  { tx, now }: Work,
  fresh: { customerId: string; teamId: string; currency: string; byId: string },
): Promise<Deal> {
  const { byId, ...rest } = fresh;
  const row = await tx.deal.create({
    data: {
      id: newId(now),
      ...rest,
      keyCustomerId: fresh.customerId,
      state: 'open',
      createdById: byId,
      createdAt: now,
    },
  });
  return dealOf(row);
}

/** What of a deal can be written. */
export type DealChange = Partial<
  Omit<Deal, 'id' | 'number' | 'customerId' | 'keyCustomerId' | 'version' | 'createdAt'>
>;

/** Writes a change; the row of its customer must be locked. Answers the deal as it is now. */
export async function saveDeal({ tx }: Work, deal: Deal, change: DealChange): Promise<Deal> {
  const { signBy, filedOn, registeredOn, ...rest } = change;
  const row = await tx.deal.update({
    where: { id: deal.id },
    data: {
      ...rest,
      ...(signBy !== undefined && { signBy: dateOf(signBy) }),
      ...(filedOn !== undefined && { filedOn: dateOf(filedOn) }),
      ...(registeredOn !== undefined && { registeredOn: dateOf(registeredOn) }),
      version: { increment: 1 },
    },
  });
  return dealOf(row);
}

/** The key a deal's words are sealed under; null where it was destroyed with the customer. */
export async function findDealKey(
  at: Pick<Reading, 'db' | 'keys'>,
  { keyCustomerId }: Pick<Deal, 'keyCustomerId'>,
): Promise<DataKey | null> {
  return (await findCustomerKeys(at.db, at.keys, [keyCustomerId])).get(keyCustomerId) ?? null;
}
