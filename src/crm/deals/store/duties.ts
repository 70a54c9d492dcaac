import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Duty, DutyKind } from '../rules/duties.ts';
import { dateOf, dayOf } from './days.ts';

/** A duty as it is kept. */
export interface DutyRow extends Duty {
  id: string;
  version: number;
}

/** The open duties of a deal, the first one first. */
export async function listOpenDuties(db: Handle, dealId: string): Promise<DutyRow[]> {
  const rows = await db.dealDuty.findMany({
    where: { dealId, state: 'open' },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, kind, sourceId, dueOn, dueAt, version }) => ({
    id,
    kind: kind as DutyKind,
    sourceId,
    dueOn: dayOf(dueOn),
    dueAt,
    version,
  }));
}

/** When a duty is told first: which rung, and when. */
export interface FirstRung {
  rung: number;
  nextAt: Date | null;
}

/** Writes a new duty. */
export async function insertDuty(
  { tx, now }: Work,
  dealId: string,
  duty: Duty,
  first: FirstRung,
): Promise<void> {
  await tx.dealDuty.create({
    data: { id: newId(now), dealId, ...duty, dueOn: dateOf(duty.dueOn), ...first },
  });
}

/** Another day: it is told anew. */
export async function moveDuty(
  { tx }: Work,
  id: string,
  { dueOn, dueAt }: Pick<Duty, 'dueOn' | 'dueAt'>,
  first: FirstRung,
): Promise<void> {
  await tx.dealDuty.update({
    where: { id },
    data: { dueOn: dateOf(dueOn), dueAt, version: { increment: 1 }, ...first },
  });
}

/** `done`: it was met; `off`: nobody has to any more. */
export async function closeDuties(
  { tx, now }: Work,
  ids: string[],
  state: 'done' | 'off',
): Promise<void> {
  await tx.dealDuty.updateMany({
    where: { id: { in: ids } },
    data: { state, closedAt: now, nextAt: null },
  });
}
