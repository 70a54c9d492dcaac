import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { sayNumber } from '../../customers/rules.ts';

/** Why the clock of protection stands still besides a manager's hold. */
type PauseReason = 'case';

/** Stops the clock from now on; the caller reads it again. The customer's row must be locked. */
export async function beginPause(
  { tx, now }: Work,
  customerId: string,
  why: PauseReason,
): Promise<void> {
  await tx.pause.create({ data: { id: newId(now), customerId, fromAt: now, why } });
}

/** Lets the clock run on from now; nothing happens where it does not stand still for this reason. */
export async function endPause(
  { tx, now }: Work,
  customerId: string,
  why: PauseReason,
): Promise<void> {
  await tx.pause.updateMany({ where: { customerId, why, toAt: null }, data: { toAt: now } });
}

/** Whether the clock stands still for a reason of this kind. */
export async function isPaused(db: Handle, customerId: string): Promise<boolean> {
  return (await db.pause.count({ where: { customerId, toAt: null } })) > 0;
}

/** Those of these customers whose clock stands still for such a reason. */
export async function listPaused(db: Handle, customerIds: string[]): Promise<Set<string>> {
  const rows = await db.pause.findMany({
    where: { customerId: { in: customerIds }, toAt: null },
    select: { customerId: true },
  });
  return new Set(rows.map(({ customerId }) => customerId));
}

/**
 * What is disputed stays with whom it is until it is decided: a verdict about somebody who has it no more
 * would be none. The customer's row must be locked. Throws `inCase`.
 */
export async function requireUndisputed(
  { tx }: Work,
  { id, number }: { id: string; number: number },
): Promise<void> {
  if (await isPaused(tx, id)) throw new Refusal('inCase', { number: sayNumber(number) });
}
