import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { findMember } from '../access/store.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { isClashing, remindersOf, spanOf } from './rules.ts';
import { insertViewing, listPlannedOf } from './store.ts';
import { findNamedUnits } from './store-units.ts';

/** Who shows, what, and when. */
export interface Appointment {
  startsAt: Date;
  memberId: string;
  unitCodes: string[];
  note: string | null;
  returnOfId: string | null;
}

/**
 * Writes an appointment with its reminders, by the clock of whoever shows; answers which units are sold or withdrawn.
 * Throws `viewingThere` where the customer has one in that time.
 */
export async function makeAppointment(
  work: Work,
  at: { file: CustomerFile; actor: Actor; settings: Settings },
  wish: Appointment,
): Promise<{ id: string; startsAt: Date; gone: string[] }> {
  const { file, actor, settings } = at;
  const span = spanOf(wish.startsAt, settings);
  await requireFree(work, file.id, span);
  const showing = await findMember(work.tx, wish.memberId);
  const zone = showing?.zone ?? actor.zone;
  const reminders = remindersOf(span, { now: work.now, zone, settings });
  const units = await findNamedUnits(work.tx, file.teamId, wish.unitCodes);
  const id = await insertViewing(work, file.dataKey, {
    ...wish,
    ...span,
    ...reminders,
    unitIds: units.map((unit) => unit.id),
    customerId: file.id,
    zone: actor.zone,
    createdById: actor.id,
  });
  const gone = units.filter(({ isGone }) => isGone).map(({ code }) => code);
  return { id, startsAt: span.startsAt, gone };
}

/** Throws `viewingThere` where the customer is shown something in that time already; `exceptId` is being moved. */
export async function requireFree(
  work: Work,
  customerId: string,
  { startsAt, endsAt, exceptId }: { startsAt: Date; endsAt: Date; exceptId?: string },
): Promise<void> {
  const there = await listPlannedOf(work.tx, customerId);
  const isTaken = there.some((row) => row.id !== exceptId && isClashing(row, { startsAt, endsAt }));
  if (isTaken) throw new Refusal('viewingThere', {}, 'when');
}

/** Whoever shows is somebody who works with customers in the customer's team. Throws `notInTeam` under `member`. */
export async function requireShowing(
  work: Work,
  file: CustomerFile,
  memberId: string,
): Promise<void> {
  const member = await findMember(work.tx, memberId);
  const isFit =
    member?.active &&
    member.role !== 'reviewer' &&
    (member.teamIds.includes(file.teamId) || member.role === 'administrator');
  if (!isFit) throw new Refusal('notInTeam', {}, 'member');
}
