import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';

/** A manager's hold, in the clear. */
export interface Hold {
  id: string;
  fromAt: Date;
  /** Null: until somebody ends it. */
  toAt: Date | null;
  byId: string;
  reason: string;
}

const place = (id: string) => ({
  table: 'customer_holds',
  column: 'reason_sealed',
  rowId: id,
});

/** Every hold of a customer, the first one first. */
export async function listHolds(
  db: Handle,
  customer: { id: string; dataKey: DataKey },
): Promise<Hold[]> {
  const rows = await db.hold.findMany({
    where: { customerId: customer.id },
    orderBy: { fromAt: 'asc' },
  });
  return rows.map(({ id, fromAt, toAt, byId, reasonSealed }) => ({
    id,
    fromAt,
    toAt,
    byId,
    reason: open(customer.dataKey, place(id), reasonSealed),
  }));
}

/** The hold that stands at a moment, or null. */
export async function findHold(
  db: Handle,
  customer: { id: string; dataKey: DataKey },
  now: Date,
): Promise<Hold | null> {
  const holds = await listHolds(db, customer);
  return holds.find(({ fromAt, toAt }) => fromAt <= now && (!toAt || toAt > now)) ?? null;
}

/** Writes a hold from now on; its reason is sealed under the customer's key. */
export async function insertHold(
  work: Work,
  customer: { id: string; dataKey: DataKey },
  hold: { byId: string; toAt: Date | null; reason: string },
): Promise<void> {
  const id = newId(work.now);
  const { byId, toAt, reason } = hold;
  await work.tx.hold.create({
    data: {
      id,
      customerId: customer.id,
      fromAt: work.now,
      toAt,
      byId,
      reasonSealed: new Uint8Array(seal(customer.dataKey, place(id), reason)),
    },
  });
}

/** Ends a hold now. */
export async function closeHold(work: Work, id: string, byId: string): Promise<void> {
  await work.tx.hold.update({ where: { id }, data: { toAt: work.now, endedById: byId } });
}
