import type { DataKey } from '../../db/sealing.ts';
import type { Work, Writing } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Actor } from '../access/actor.ts';
import { noteGiven } from '../assignment/arriving.ts';
import { openLocked } from '../customers/lock.ts';
import { cadenceDue } from '../customers/rules.ts';
import { putFollowUp } from '../followups/store.ts';
import { putInteraction } from '../interactions/store.ts';
import { sendToPool } from '../ownership/offering.ts';
import type { Settings } from '../settings/rules.ts';
import type { Holder } from './holder.ts';
import type { Registration } from './registration.ts';

/** The customer just written, and what it was written from. */
export interface Fresh {
  id: string;
  dataKey: DataKey;
  actor: Actor;
  holder: Holder;
  registration: Registration;
}

/** The rows a new file begins with: its first assignment and its first stage (#74). */
export function beginHistory(
  { puts, now }: Writing,
  { id, actor, holder }: Pick<Fresh, 'id' | 'actor' | 'holder'>,
): void {
  const begun = { id: newId(now), customerId: id, byId: actor.id };
  if (holder.rep) {
    puts.add('assignments', {
      ...begun,
      memberId: holder.rep.id,
      fromAt: now,
      why: holder.why,
    });
  }
  puts.add('stage_moves', { ...begun, id: newId(now), toStage: 'potential', at: now });
}

/**
 * The contact that an arrival itself was: a visit, a call-in, or a visit of whoever stood at the door,
 * whatever brought them. An enquiry or a report is none.
 */
export function contactOf({
  arrivalKind,
  arrivalId,
}: Pick<Registration, 'arrivalKind' | 'arrivalId'>): 'visit' | 'call_in' | null {
  if (arrivalKind === 'call_in') return 'call_in';
  return arrivalKind === 'visit' || arrivalId ? 'visit' : null;
}

/** Notes the first contact where the arrival was one: whose it is where that was said, else of who met them. */
export function noteFirstContact(
  work: Writing,
  { id, dataKey, actor, holder, registration }: Fresh,
): void {
  const { arrivedAt, values } = registration;
  const kind = contactOf(registration);
  if (!kind) return;
  putInteraction(work, dataKey, {
    customerId: id,
    memberId: holder.why === 'chosen' && holder.rep ? holder.rep.id : actor.id,
    kind,
    effective: true,
    outcome: null,
    happenedAt: arrivedAt,
    said: null,
    partySize: kind === 'visit' ? values.partySize : null,
  });
}

/** Plans the first follow-up as wished, or by the grade's cadence at the start of working hours; answers when. */
export function planFirst(work: Writing, fresh: Fresh & { settings: Settings }): Date | null {
  const { id, dataKey, actor, holder, registration, settings } = fresh;
  const { followUp } = registration;
  const { rep } = holder;
  if (followUp === null || rep === null) return null;
  const plan =
    followUp === 'cadence'
      ? {
          dueAt: cadenceDue(work.now, registration.grade, settings, rep.zone),
          grain: 'day',
          what: null,
        }
      : followUp;
  putFollowUp(work, dataKey, {
    customerId: id,
    memberId: rep.id,
    dueAt: plan.dueAt,
    grain: plan.grain,
    zone: rep.zone,
    what: plan.what,
    createdById: actor.id,
  });
  return plan.dueAt;
}

/** Says whose it became where somebody else registered it; whom nobody takes goes to the team's pool. */
export async function handOn(
  work: Work,
  { id, dataKey, actor, holder }: Pick<Fresh, 'id' | 'dataKey' | 'actor' | 'holder'>,
): Promise<void> {
  const { choice } = holder;
  if (!choice) return;
  const file = holder.rep ? null : await openLocked(work, id);
  if (file) await sendToPool(work, file);
  await noteGiven(work, { id, dataKey }, { choice, by: actor });
}
