import type { Handle } from '../../../db/client.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { NEWS_EVENTS, type UnitEventKind } from '../fields.ts';
import { openFloor, sealFloor, type Unit } from './units.ts';

/** What happened to a unit, as its history tells it. */
export interface UnitEvent {
  id: string;
  unitId: string;
  kind: UnitEventKind;
  at: Date;
  /** Null: by itself. */
  byName: string | null;
  customerId: string | null;
  oldPrice: number | null;
  newPrice: number | null;
  details: Record<string, unknown>;
  /** Old and new minimum price; only where they were asked for. */
  floor: { old: number | null; new: number | null } | null;
}

/** What is noted of a unit. */
export interface UnitNote {
  kind: UnitEventKind;
  /** Null: by itself. */
  byId: string | null;
  customerId?: string | null;
  oldPrice?: number;
  newPrice?: number;
  /** Codes, ids, and what a unit says of itself. */
  details?: Prisma.InputJsonObject;
  floor?: { old: number | null; new: number | null };
}

/** Notes for good what happened to a unit, at the transaction's time. */
export async function noteEvent(
  work: Work,
  unit: Pick<Unit, 'id' | 'teamId'>,
  note: UnitNote,
): Promise<void> {
  const id = newId(work.now);
  const { floor, oldPrice, newPrice, customerId = null, details = {}, ...columns } = note;
  await work.tx.unitEvent.create({
    data: {
      ...{ id, unitId: unit.id, teamId: unit.teamId, at: work.now, customerId, details },
      ...columns,
      oldPrice: oldPrice === undefined ? null : BigInt(oldPrice),
      newPrice: newPrice === undefined ? null : BigInt(newPrice),
      floorSealed: floor ? await sealFloor(work, 'unit_events', id, floor) : null,
    },
  });
}

/**
 * What happened to a unit, the newest first. `floors`: whether the reader may know minimum prices; without
 * it changes of them are left out as if there were none.
 */
export async function listEvents(
  at: Pick<Reading, 'db' | 'keys'>,
  unitId: string,
  options: { floors: boolean; limit: number },
): Promise<UnitEvent[]> {
  const rows = await at.db.unitEvent.findMany({
    where: { unitId, ...(!options.floors && { kind: { not: 'floor' } }) },
    orderBy: { seq: 'desc' },
    take: options.limit,
  });
  const names = await namesOf(
    at.db,
    rows.flatMap(({ byId }) => byId ?? []),
  );
  const events: UnitEvent[] = [];
  for (const { floorSealed, oldPrice, newPrice, byId, teamId: _, seq: __, ...row } of rows) {
    events.push({
      ...row,
      kind: row.kind as UnitEventKind,
      byName: byId && (names.get(byId) ?? null),
      oldPrice: oldPrice === null ? null : Number(oldPrice),
      newPrice: newPrice === null ? null : Number(newPrice),
      details: row.details as Record<string, unknown>,
      floor:
        options.floors && floorSealed
          ? ((await openFloor(at, 'unit_events', row.id, floorSealed)) as UnitEvent['floor'])
          : null,
    });
  }
  return events;
}

async function namesOf(db: Handle, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.member.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Something after which a unit may fit somebody whom it did not fit before. */
export interface UnitNews {
  id: string;
  unitId: string;
  teamId: string;
  kind: UnitEventKind;
  at: Date;
  oldPrice: number | null;
  newPrice: number | null;
}

/** What happened since a moment (that included) that others may want to hear of, the oldest first. */
export async function listNews(db: Handle, since: Date, limit: number): Promise<UnitNews[]> {
  const rows = await db.unitEvent.findMany({
    where: { at: { gte: since }, kind: { in: [...NEWS_EVENTS] } },
    select: {
      ...{ id: true, unitId: true, teamId: true, kind: true, at: true },
      ...{ oldPrice: true, newPrice: true },
    },
    orderBy: [{ at: 'asc' }, { seq: 'asc' }],
    take: limit,
  });
  return rows.map(({ kind, oldPrice, newPrice, ...row }) => ({
    ...row,
    kind: kind as UnitEventKind,
    oldPrice: oldPrice === null ? null : Number(oldPrice),
    newPrice: newPrice === null ? null : Number(newPrice),
  }));
}
