import { read, type TransactContext } from '../../../db/transact.ts';
import { type CivilDay, civilDay } from '../../../lib/calendar/index.ts';
import { findTeam, type Team } from '../../access/store.ts';
import { type CustomerRecord, findCustomer } from '../../customers/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { readRotaOf } from '../board.ts';
import type { Rota } from '../rules/rota.ts';
import { type Arrival, findArrival, listArrivals } from '../store/arrivals.ts';
import { type Courtesy, findCourtesy, findCourtesyOf } from '../store/courtesy.ts';
import { findDesk } from '../store/rota.ts';

/** What a team's live message says as things are now; `isOver`: another message shows the rota. */
export interface Board {
  team: Team;
  rota: Rota;
  today: Arrival[];
  isOver: boolean;
  now: Date;
}

/** The rota for its message; null where the team is gone. */
export async function readBoard(
  ctx: TransactContext,
  teamId: string,
  messageId: string,
): Promise<Board | null> {
  return read(ctx, async ({ db, now }) => {
    const team = await findTeam(db, teamId);
    const desk = await findDesk(db, teamId);
    if (!team || team.archivedAt || !desk) return null;
    const day = civilDay(now, team.zone);
    const isOver = desk.messageId !== messageId || !desk.shownAs?.startsWith(day);
    return {
      team,
      rota: await readRotaOf(db, team, now),
      today: await listArrivals(db, teamId, day),
      isOver,
      now,
    };
  });
}

/** What the notice of an arrival says now. */
export interface Notice {
  arrival: Arrival;
  settings: Settings;
  /** The rep's own customer, once the party is linked to one. */
  customer: CustomerRecord | null;
  courtesy: Courtesy | null;
}

/** An arrival for the rep who receives; null where there is none. */
export async function readNotice(ctx: TransactContext, id: string): Promise<Notice | null> {
  return read(ctx, async ({ db, now }) => {
    const arrival = await findArrival(db, id);
    return arrival && noticeOf(db, arrival, now);
  });
}

async function noticeOf(
  db: Parameters<typeof findArrival>[0],
  arrival: Arrival,
  now: Date,
): Promise<Notice> {
  const customer = arrival.customerId ? await findCustomer(db, arrival.customerId) : null;
  return {
    arrival,
    settings: await getSettings(db, arrival.teamId, now),
    customer: customer?.repId === arrival.memberId ? customer : null,
    courtesy: await findCourtesyOf(db, arrival.id),
  };
}

/** The arrivals of a rep's day, for closing time: those that wait, and those settled since. */
export async function readLeft(
  ctx: TransactContext,
  of: { teamId: string; memberId: string; day: CivilDay },
): Promise<Notice[]> {
  return read(ctx, async ({ db, now }) => {
    const arrivals = await listArrivals(db, of.teamId, of.day, of.memberId);
    const oldestFirst = [...arrivals].reverse();
    return Promise.all(oldestFirst.map((arrival) => noticeOf(db, arrival, now)));
  });
}

/** A courtesy reception, for those it concerns. */
export interface CourtesyFile {
  courtesy: Courtesy;
  arrival: Arrival;
  customer: CustomerRecord;
  settings: Settings;
}

/** A courtesy reception as it stands; null where it or its customer is gone. */
export async function readCourtesy(ctx: TransactContext, id: string): Promise<CourtesyFile | null> {
  return read(ctx, async ({ db, now }) => {
    const courtesy = await findCourtesy(db, id);
    const arrival = courtesy && (await findArrival(db, courtesy.arrivalId));
    const customer = courtesy && (await findCustomer(db, courtesy.customerId));
    if (!courtesy || !arrival || !customer || customer.status === 'erased') return null;
    return { courtesy, arrival, customer, settings: await getSettings(db, arrival.teamId, now) };
  });
}
