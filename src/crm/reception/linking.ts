import type { Work } from '../../db/transact.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { requirePermission } from '../access/rules.ts';
import { findTeam } from '../access/store.ts';
import { redrawNotice } from './receive.ts';
import { isLate, owned } from './rules/arrivals.ts';
import { type Arrival, listOpen, lockArrival, saveArrival } from './store/arrivals.ts';

/**
 * The arrival a registration belongs to: the one its form was opened from, or, for a visit written without
 * one, the only party of the rep's that waits today. Null where there is none. Throws `notAllowed`, and
 * `arrivalDone` when it was registered meanwhile.
 */
export async function arrivalFor(
  work: Work,
  actor: Actor,
  registration: { arrivalId?: string | undefined; arrivalKind: string },
): Promise<Arrival | null> {
  const { arrivalId, arrivalKind } = registration;
  if (arrivalId) {
    const arrival = await lockArrival(work.tx, arrivalId);
    requirePermission(actor, 'arrival:work', arrival ? owned(arrival) : null);
    if (!arrival) throw new Refusal('notAllowed');
    if (arrival.outcome || arrival.voidedAt) throw new Refusal('arrivalDone');
    return arrival;
  }
  if (arrivalKind !== 'visit') return null;
  const [teamId] = actor.teamIds;
  const team = teamId ? await findTeam(work.tx, teamId) : null;
  const day = civilDay(work.now, team?.zone ?? actor.zone);
  const [only, ...more] = await listOpen(work.tx, { memberId: actor.id, day });
  if (!only || more.length > 0) return null;
  const locked = await lockArrival(work.tx, only.id);
  return locked && !locked.outcome && !locked.voidedAt ? locked : null;
}

/** Links an arrival to the customer registered from it; on a later day it is marked late. */
export async function linkArrival(
  work: Work,
  arrival: Arrival,
  customerId: string,
  outcome: 'registered' | 'known' = 'registered',
): Promise<void> {
  const team = await findTeam(work.tx, arrival.teamId);
  await saveArrival(work.tx, arrival.id, {
    outcome,
    customerId,
    closedAt: work.now,
    late: isLate(arrival.day, work.now, team?.zone ?? 'UTC'),
    phoneSealed: null,
  });
  await redrawNotice(work, arrival);
}
