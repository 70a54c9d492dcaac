import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { CheckedWith, Item } from '../rules/remarks.ts';

/** What was checked with whom, by whom, when. */
export interface Verification {
  item: Item;
  how: CheckedWith;
  byName: string;
  at: Date;
}

/** What stands checked of a customer. */
export async function listVerifications(db: Handle, customerId: string): Promise<Verification[]> {
  return db.$queryRaw<Verification[]>`
    SELECT v.item, v.how, m.name AS "byName", v.at FROM verifications v JOIN members m ON m.id = v.by_id
    WHERE v.customer_id = ${customerId}::uuid AND v.void_at IS NULL ORDER BY v.at, v.id`;
}

/** Notes that parts were checked. What stood for them before is void. */
export async function insertVerifications(
  work: Work,
  customerId: string,
  checked: { item: Item; how: CheckedWith; byId: string }[],
): Promise<void> {
  await voidVerifications(
    work,
    customerId,
    checked.map(({ item }) => item),
  );
  await work.tx.verification.createMany({
    data: checked.map((one) => ({ id: newId(work.now), customerId, at: work.now, ...one })),
  });
}

/** What was checked of these parts no longer counts: it has changed, or was taken back. */
export async function voidVerifications(
  work: Work,
  customerId: string,
  items: readonly Item[],
): Promise<void> {
  if (items.length === 0) return;
  await work.tx.verification.updateMany({
    where: { customerId, item: { in: [...items] }, voidAt: null },
    data: { voidAt: work.now },
  });
}
