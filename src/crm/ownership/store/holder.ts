import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { type CustomerFile, updateCustomer } from '../../customers/store.ts';
import { type Protection, protectionOf } from '../rules/protection.ts';
import { keepClock, readClocks } from './clock.ts';

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
  await endAssignments(work, [file.id], holder.why);
  await tx.assignment.create({ data: assignmentOf(file.id, holder, now) });
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

const assignmentOf = (
  customerId: string,
  { toId, byId, why }: Omit<NewHolder, 'teamId'>,
  now: Date,
) => ({ id: newId(now), customerId, memberId: toId, fromAt: now, byId, why });

/** The same for many customers at once, within their teams, in a few statements. Their rows must be locked. */
export async function giveMany(
  work: Work,
  given: readonly { customerId: string; toId: string }[],
  { byId, why }: Pick<NewHolder, 'byId' | 'why'>,
): Promise<void> {
  const { tx, now } = work;
  const ids = given.map(({ customerId }) => customerId);
  await endAssignments(work, ids, why);
  await tx.assignment.createMany({
    data: given.map(({ customerId, toId }) => assignmentOf(customerId, { toId, byId, why }, now)),
  });
  const clocks = await readClocks(tx, ids);
  const rows = given.map(({ customerId, toId }) => {
    const { until, because } = protectionOf(clocks.get(customerId)!);
    return { id: customerId, rep: toId, until, because };
  });
  await tx.$executeRaw`
    UPDATE customers c SET rep_id = t.rep, pooled_at = NULL, pool_open_at = NULL,
      protected_until = t.until, protection_because = t.because, version = c.version + 1, updated_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t(id uuid, rep uuid, until timestamptz, because text) WHERE c.id = t.id`;
}

/** Ends who the assigned rep was: the customer is nobody's and may be claimed from `openAt`. */
export async function putIntoPool(
  work: Work,
  file: Locked,
  { openAt, why }: { openAt: Date; why: string },
): Promise<void> {
  await endAssignments(work, [file.id], why);
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

async function endAssignments({ tx, now }: Work, ids: string[], why: string): Promise<void> {
  await tx.assignment.updateMany({
    where: { customerId: { in: ids }, toAt: null },
    data: { toAt: now, endedWhy: why },
  });
}
