import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { findMember } from '../access/store.ts';
import type { CustomerFile } from '../customers/store.ts';
import { sayUnit } from '../properties/rules.ts';
import { listUnitsByIds } from '../properties/store/units.ts';
import type { Settings } from '../settings/rules.ts';
import { isClashing, MOST_UNITS, remindersOf, spanOf } from './rules.ts';
import { insertViewing, listPlannedOf } from './store.ts';
import { findNamedUnits, type NamedUnit } from './store-units.ts';

/** Who shows, what, and when. */
export interface Appointment {
  startsAt: Date;
  memberId: string;
  unitCodes: string[];
  /** Units picked from the stock beside those named. */
  unitIds?: string[];
  note: string | null;
  returnOfId: string | null;
}

/**
 * Writes an appointment with its reminders, by the clock of whoever shows; answers which units are sold or withdrawn.
 * Throws `viewingThere` where the customer has one in that time, `unitElsewhere` and `unitsTooMany` under `stock`.
 */
export async function makeAppointment(
  work: Work,
  at: { file: CustomerFile; actor: Actor; settings: Settings },
  wish: Appointment,
): Promise<{ id: string; startsAt: Date; unitCodes: string[]; gone: string[] }> {
  const { file, actor, settings } = at;
  const span = spanOf(wish.startsAt, settings);
  await requireFree(work, file.id, span);
  const showing = await findMember(work.tx, wish.memberId);
  const zone = showing?.zone ?? actor.zone;
  const reminders = remindersOf(span, { now: work.now, zone, settings });
  const { unitIds = [], ...appointment } = wish;
  const units = await unitsOf(work, file.teamId, { unitCodes: wish.unitCodes, unitIds });
  const id = await insertViewing(work, file.dataKey, {
    ...appointment,
    ...span,
    ...reminders,
    unitCodes: units.codes,
    unitIds: units.known.map((unit) => unit.id),
    customerId: file.id,
    zone: actor.zone,
    createdById: actor.id,
  });
  const gone = units.known.filter(({ isGone }) => isGone).map(({ code }) => code);
  return { id, startsAt: span.startsAt, unitCodes: units.codes, gone };
}

/** What is shown: every code once, as it was named or as the stock calls it, and what of it the stock knows. */
async function unitsOf(
  { tx }: Work,
  teamId: string,
  wish: { unitCodes: string[]; unitIds: string[] },
): Promise<{ codes: string[]; known: NamedUnit[] }> {
  const { unitCodes } = wish;
  const unitIds = [...new Set(wish.unitIds)];
  const stock = (await listUnitsByIds(tx, unitIds)).filter((unit) => unit.teamId === teamId);
  if (stock.length < unitIds.length) throw new Refusal('unitElsewhere', {}, 'stock');
  const picked = stock.map((unit) => ({
    ...{ id: unit.id, code: sayUnit(unit) },
    isGone: unit.status === 'sold' || unit.status === 'withdrawn',
  }));
  const isPicked = new Set(picked.map(({ code }) => code.toLowerCase()));
  const typed = unitCodes.filter((code) => !isPicked.has(code.toLowerCase()));
  const codes = [...typed, ...picked.map(({ code }) => code)];
  if (codes.length > MOST_UNITS) throw new Refusal('unitsTooMany', { max: MOST_UNITS }, 'stock');
  const named = await findNamedUnits(tx, teamId, typed);
  return {
    codes,
    known: [...named, ...picked.filter(({ id }) => named.every((one) => one.id !== id))],
  };
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
