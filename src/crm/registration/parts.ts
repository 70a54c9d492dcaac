import type { DataKey } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Actor } from '../access/actor.ts';
import { cadenceDue } from '../customers/rules.ts';
import { insertFollowUp } from '../followups/store.ts';
import { insertInteraction } from '../interactions/store.ts';
import type { Settings } from '../settings/rules.ts';
import type { Registration } from './usecases.ts';

/** The customer just written, and what it was written from. */
export interface Fresh {
  id: string;
  dataKey: DataKey;
  actor: Actor;
  registration: Registration;
}

/** The rows a new file begins with: its first assignment and its first stage (#74). */
export async function beginHistory(
  work: Work,
  { id, actor }: Pick<Fresh, 'id' | 'actor'>,
): Promise<void> {
  const { tx, now } = work;
  await tx.assignment.create({
    data: {
      id: newId(now),
      customerId: id,
      memberId: actor.id,
      fromAt: now,
      byId: actor.id,
      why: 'registered',
    },
  });
  await tx.stageMove.create({
    data: { id: newId(now), customerId: id, toStage: 'potential', at: now, byId: actor.id },
  });
}

/** A visit or a call-in is itself the first effective contact; an enquiry or a report is not. */
export function isContact(arrivalKind: string): boolean {
  return arrivalKind === 'visit' || arrivalKind === 'call_in';
}

/** Notes the first contact where the arrival was one. */
export async function noteFirstContact(
  work: Work,
  { id, dataKey, actor, registration }: Fresh,
): Promise<void> {
  const { arrivalKind, arrivedAt, values } = registration;
  if (!isContact(arrivalKind)) return;
  await insertInteraction(work, dataKey, {
    customerId: id,
    memberId: actor.id,
    kind: arrivalKind,
    effective: true,
    outcome: null,
    happenedAt: arrivedAt,
    said: null,
    partySize: arrivalKind === 'visit' ? values.partySize : null,
  });
}

/** Plans the first follow-up as wished, or by the grade's cadence at the start of working hours; answers when. */
export async function planFirst(
  work: Work,
  fresh: Fresh & { settings: Settings },
): Promise<Date | null> {
  const { id, dataKey, actor, registration, settings } = fresh;
  const { followUp } = registration;
  if (followUp === null) return null;
  const plan =
    followUp === 'cadence'
      ? {
          dueAt: cadenceDue(work.now, registration.grade, settings, actor.zone),
          grain: 'day',
          what: null,
        }
      : followUp;
  await insertFollowUp(work, dataKey, {
    customerId: id,
    memberId: actor.id,
    dueAt: plan.dueAt,
    grain: plan.grain,
    zone: actor.zone,
    what: plan.what,
    createdById: actor.id,
  });
  return plan.dueAt;
}
