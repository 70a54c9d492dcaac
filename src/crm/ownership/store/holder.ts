import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { type CustomerFile, updateCustomer } from '../../customers/store.ts';
import type { Protection } from '../rules/protection.ts';
import { keepClock } from './clock.ts';

/** Whose a customer becomes: by whom and why. `byId` null: the office's own rules did it. */
export interface NewHolder {
  toId: string;
  byId: string | null;
  /** A code: reassigned, claimed, or the rule that gave it. */
  why: string;
  /** The team it goes to, where that is another one. */
  teamId?: string;
}

type Locked = Pick<CustomerFile, 'id' | 'version' | 'dataKey'>;

/**
 * Ends who the assigned rep was and begins who it is, with a new clock: there is never more than one. The
 * customer's row must be locked.
 */
export async function giveTo(
  work: Work,
  file: Locked,
  holder: NewHolder,
): Promise<Protection | null> {
  const { tx, now } = work;
  await endAssignment(work, file.id, holder.why);
  await tx.assignment.create({
    data: {
      id: newId(now),
      customerId: file.id,
      memberId: holder.toId,
      fromAt: now,
      byId: holder.byId,
      why: holder.why,
    },
  });
  await updateCustomer(work, file, {
    columns: {
      repId: holder.toId,
      pooledAt: null,
      poolOpenAt: null,
      ...(holder.teamId && { teamId: holder.teamId }),
    },
  });
  return keepClock(work, file.id);
}

/** Ends who the assigned rep was: the customer is nobody's and may be claimed from `openAt`. */
export async function putIntoPool(
  work: Work,
  file: Locked,
  { openAt, why }: { openAt: Date; why: string },
): Promise<void> {
  await endAssignment(work, file.id, why);
  await updateCustomer(work, file, {
    columns: {
      repId: null,
      protectedUntil: null,
      protectionBecause: null,
      pooledAt: work.now,
      poolOpenAt: openAt,
    },
  });
}

async function endAssignment({ tx, now }: Work, customerId: string, why: string): Promise<void> {
  await tx.assignment.updateMany({
    where: { customerId, toAt: null },
    data: { toAt: now, endedWhy: why },
  });
}
