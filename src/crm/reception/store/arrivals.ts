import type { Handle, Tx } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import { open, seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import type { CivilDay } from '../../../lib/calendar/index.ts';
import type { ArrivalOutcome } from '../rules/arrivals.ts';

/** A party that arrived, with the names of who is meant. */
export interface Arrival {
  id: string;
  teamId: string;
  day: CivilDay;
  at: Date;
  memberId: string;
  byId: string;
  how: string;
  placeBefore: number | null;
  partySize: number | null;
  ticked: string[];
  tickedAt: Date | null;
  outcome: ArrivalOutcome | null;
  closedAt: Date | null;
  late: boolean;
  customerId: string | null;
  voidedAt: Date | null;
  messageId: string | null;
  hasPhone: boolean;
}

/** What is known when a party arrives. */
export type NewArrival = Pick<
  Arrival,
  'id' | 'teamId' | 'day' | 'memberId' | 'byId' | 'how' | 'placeBefore' | 'partySize' | 'messageId'
>;

type Row = Prisma.ArrivalGetPayload<object>;

const arrivalOf = ({ day, outcome, phoneSealed, ...row }: Row): Arrival => ({
  ...row,
  day: day.toISOString().slice(0, 10),
  outcome: outcome as ArrivalOutcome | null,
  hasPhone: phoneSealed !== null,
});

const dateOf = (day: CivilDay): Date => new Date(`${day}T00:00:00Z`);
const place = (id: string) => ({ table: 'arrivals', column: 'phone_sealed', rowId: id });

/** Notes an arrival at the transaction's time. */
export async function insertArrival(work: Work, arrival: NewArrival): Promise<void> {
  await work.tx.arrival.create({
    data: { ...arrival, day: dateOf(arrival.day), at: work.now },
  });
}

/** An arrival, or null. */
export async function findArrival(db: Handle, id: string): Promise<Arrival | null> {
  const row = await db.arrival.findUnique({ where: { id } });
  return row && arrivalOf(row);
}

/** The same, held until the transaction ends: two who work on one party wait for each other. */
export async function lockArrival(tx: Tx, id: string): Promise<Arrival | null> {
  await tx.$queryRaw`SELECT 1 FROM arrivals WHERE id = ${id}::uuid FOR UPDATE`;
  return findArrival(tx, id);
}

/** What changes of an arrival: never who, when and for whom. */
export type ArrivalChange = Partial<
  Pick<
    Arrival,
    'partySize' | 'ticked' | 'tickedAt' | 'outcome' | 'closedAt' | 'late' | 'customerId'
  > & { voidedAt: Date; voidedById: string; phoneSealed: null }
>;

/** Writes what became of an arrival. */
export async function saveArrival(tx: Tx, id: string, change: ArrivalChange): Promise<void> {
  await tx.arrival.update({ where: { id }, data: change });
}

/** Keeps the phone said on arrival for the form, sealed under the office's key. */
export async function keepPhone(work: Work, id: string, e164: string): Promise<void> {
  const sealed = seal(await getOfficeKey(work.tx, work.keys), place(id), e164);
  await work.tx.arrival.update({ where: { id }, data: { phoneSealed: sealed } });
}

/** The phone said on arrival, in the clear; null where none was or the party is registered. */
export async function findPhone(at: Reading, id: string): Promise<string | null> {
  const row = await at.db.arrival.findUnique({ where: { id }, select: { phoneSealed: true } });
  if (!row?.phoneSealed) return null;
  return open(await getOfficeKey(at.db, at.keys), place(id), row.phoneSealed);
}

/** Whether phones are kept of parties that came before a day. */
export async function hasPhones(db: Handle, teamId: string, before: CivilDay): Promise<boolean> {
  const where = { teamId, day: { lt: dateOf(before) }, phoneSealed: { not: null } };
  return (await db.arrival.findFirst({ where, select: { id: true } })) !== null;
}

/** Forgets phones of parties that came before a day; answers how many. */
export async function forgetPhones(tx: Tx, teamId: string, before: CivilDay): Promise<number> {
  const { count } = await tx.arrival.updateMany({
    where: { teamId, day: { lt: dateOf(before) }, phoneSealed: { not: null } },
    data: { phoneSealed: null },
  });
  return count;
}

/** The arrivals of a team's day, the newest first; mistaken ones are left out. */
export async function listArrivals(
  db: Handle,
  teamId: string,
  day: CivilDay,
  memberId?: string,
): Promise<Arrival[]> {
  const rows = await db.arrival.findMany({
    where: { teamId, day: dateOf(day), voidedAt: null, ...(memberId && { memberId }) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  return rows.map(arrivalOf);
}

/** Arrivals of a rep that wait for a registration, on these days: the oldest first. */
export async function listOpen(
  db: Handle,
  where: { teamId?: string; memberId?: string; day: CivilDay },
): Promise<Arrival[]> {
  const rows = await db.arrival.findMany({
    where: { ...where, day: dateOf(where.day), outcome: null, voidedAt: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(arrivalOf);
}

/** Every arrival that belongs to a customer until a moment, the first one first: evidence in disputes. */
export async function listArrivalsOf(
  db: Handle,
  customerId: string,
  until: Date,
): Promise<Arrival[]> {
  const rows = await db.arrival.findMany({
    where: { customerId, voidedAt: null, at: { lte: until } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(arrivalOf);
}
