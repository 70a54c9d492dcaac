import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Side } from '../rules/conditions.ts';
import { dateOf, dayOf } from './days.ts';

/** A condition in the clear; `what` is null where the customer was erased. */
export interface Condition {
  id: string;
  dealId: string;
  side: Side;
  what: string | null;
  dueOn: string | null;
  createdById: string;
  doneOn: string | null;
  doneById: string | null;
}

const place = (id: string) => ({ table: 'deal_conditions', column: 'what_sealed', rowId: id });

/** Writes a condition; answers its id. */
export async function insertCondition(
  { tx, now }: Work,
  key: DataKey,
  fresh: { dealId: string; side: Side; what: string; dueOn: string | null; byId: string },
): Promise<string> {
  const id = newId(now);
  await tx.dealCondition.create({
    data: {
      id,
      dealId: fresh.dealId,
      side: fresh.side,
      whatSealed: new Uint8Array(seal(key, place(id), fresh.what)),
      dueOn: dateOf(fresh.dueOn),
      createdById: fresh.byId,
      createdAt: now,
    },
  });
  return id;
}

/** The conditions of a deal: open ones first, by their day. */
export async function listConditions(
  db: Handle,
  key: DataKey | null,
  dealId: string,
): Promise<Condition[]> {
  const rows = await db.dealCondition.findMany({
    where: { dealId, droppedAt: null },
    orderBy: [
      { doneOn: { sort: 'asc', nulls: 'first' } },
      { dueOn: { sort: 'asc', nulls: 'last' } },
      { id: 'asc' },
    ],
  });
  return rows.map((row) => ({
    id: row.id,
    dealId: row.dealId,
    side: row.side as Side,
    what: key && open(key, place(row.id), row.whatSealed),
    dueOn: dayOf(row.dueOn),
    createdById: row.createdById,
    doneOn: dayOf(row.doneOn),
    doneById: row.doneById,
  }));
}

/** Whose a condition is, and whether it is done; null where there is none. */
export async function findCondition(
  db: Handle,
  id: string,
): Promise<{ dealId: string; doneOn: string | null } | null> {
  const row = await db.dealCondition.findUnique({ where: { id } });
  return row && row.droppedAt === null ? { dealId: row.dealId, doneOn: dayOf(row.doneOn) } : null;
}

/** Marks a condition as met, or as open again; `dropped`: it does not hold any more. */
export async function saveCondition(
  { tx }: Work,
  id: string,
  change: { doneOn: string | null; doneById: string | null } | { droppedAt: Date },
): Promise<void> {
  const data =
    'droppedAt' in change ? change : { doneOn: dateOf(change.doneOn), doneById: change.doneById };
  await tx.dealCondition.update({ where: { id }, data });
}
