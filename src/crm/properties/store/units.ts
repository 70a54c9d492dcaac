import type { Handle, Tx } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { open, type Sealed, seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import type { FileLink, UnitFacts, UnitStatus } from '../fields.ts';

/** A unit as everybody of its team may see it: its minimum price is read apart. */
export interface Unit extends UnitFacts {
  id: string;
  teamId: string;
  projectId: string;
  projectZh: string;
  projectEn: string;
  currency: string;
  /** What the row says; `statusAt` knows whether a hold is over. */
  status: UnitStatus;
  holdId: string | null;
  heldUntil: Date | null;
  /** The rep of a hold. */
  memberId: string | null;
  /** For whom it is held or reserved, or to whom it is sold. */
  customerId: string | null;
  /** Whether there is a minimum price: no more is told of it here. */
  hasFloor: boolean;
  version: number;
  updatedAt: Date;
}

type Row = Omit<Unit, 'listPrice' | 'files'> & { listPrice: bigint; files: unknown };

/** The columns of a unit, `u`, with its project, `p`. */
const COLUMNS = Prisma.sql`u.id, u.team_id AS "teamId", u.project_id AS "projectId", p.name_zh AS "projectZh",
  p.name_en AS "projectEn", u.building, u.code, u.layout, u.area, u.floor, u.orientation,
  u.list_price AS "listPrice", u.currency, u.district, u.transit, u.schools, u.status, u.hold_id AS "holdId",
  u.held_until AS "heldUntil", u.member_id AS "memberId", u.customer_id AS "customerId",
  u.floor_price_sealed IS NOT NULL AS "hasFloor", u.files, u.version, u.updated_at AS "updatedAt"`;

const unitOf = ({ listPrice, files, ...row }: Row): Unit => ({
  ...row,
  listPrice: Number(listPrice),
  files: files as FileLink[],
});

/** Units that `where` names, `u` being a unit and `p` its project, in the order asked for. */
export async function selectUnits(
  db: Handle,
  where: Prisma.Sql,
  order: Prisma.Sql = Prisma.sql`p.name_zh, u.building, u.code`,
  page: { limit: number; offset: number } = { limit: 1000, offset: 0 },
): Promise<Unit[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM units u JOIN projects p ON p.id = u.project_id
    WHERE u.removed_at IS NULL AND ${where} ORDER BY ${order}, u.id LIMIT ${page.limit} OFFSET ${page.offset}`;
  return rows.map(unitOf);
}

/** The unit of an id, or null. */
export async function findUnit(db: Handle, id: string): Promise<Unit | null> {
  const [unit] = await selectUnits(db, Prisma.sql`u.id = ${id}::uuid`);
  return unit ?? null;
}

/** The units of these ids, in the order of the ids; what is not there is left out. */
export async function listUnitsByIds(db: Handle, ids: readonly string[]): Promise<Unit[]> {
  const found = await selectUnits(db, Prisma.sql`u.id = ANY(${[...ids]}::uuid[])`);
  const byId = new Map(found.map((unit) => [unit.id, unit]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The same, its row held until the transaction ends: of two who want it, one waits and then sees the other's. */
export async function lockUnit(tx: Tx, id: string): Promise<Unit | null> {
  await tx.$queryRaw`SELECT id FROM units WHERE id = ${id}::uuid FOR UPDATE`;
  return findUnit(tx, id);
}

/** What is held, reserved or sold for a customer; what is held only while it is. */
export async function listUnitsOf(db: Handle, customerId: string, now: Date): Promise<Unit[]> {
  return selectUnits(
    db,
    Prisma.sql`u.customer_id = ${customerId}::uuid AND (u.status <> 'held' OR u.held_until > ${now})`,
  );
}

const floorPlace = (table: 'units' | 'unit_events', rowId: string) => ({
  table,
  column: table === 'units' ? 'floor_price_sealed' : 'floor_sealed',
  rowId,
});

/** Seals minimum prices: of a unit (a number), or an event's old and new. */
export async function sealFloor(
  work: Pick<Work, 'tx' | 'keys'>,
  table: 'units' | 'unit_events',
  rowId: string,
  value: unknown,
): Promise<Sealed> {
  const key = await getOfficeKey(work.tx, work.keys);
  return seal(key, floorPlace(table, rowId), JSON.stringify(value));
}

/** Opens what `sealFloor` sealed. Only for those who may know it. */
export async function openFloor(
  at: Pick<Reading, 'db' | 'keys'>,
  table: 'units' | 'unit_events',
  rowId: string,
  sealed: Uint8Array,
): Promise<unknown> {
  const key = await getOfficeKey(at.db, at.keys);
  return JSON.parse(open(key, floorPlace(table, rowId), sealed));
}

/** 底价 The minimum prices of these units, whole units of the currency. Only for those who may know them. */
export async function listFloorPrices(
  at: Pick<Reading, 'db' | 'keys'>,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await at.db.unit.findMany({
    where: { id: { in: [...ids] }, floorPriceSealed: { not: null } },
    select: { id: true, floorPriceSealed: true },
  });
  const prices = new Map<string, number>();
  for (const { id, floorPriceSealed } of rows) {
    prices.set(id, Number(await openFloor(at, 'units', id, floorPriceSealed!)));
  }
  return prices;
}

/** What may be changed of a unit. `floorPrice` null takes the minimum price away; absent leaves it. */
export type FactsChange = Partial<UnitFacts> & { floorPrice?: number | null };

/** Writes a new unit, available. */
export async function insertUnit(
  work: Work,
  unit: UnitFacts & {
    id: string;
    teamId: string;
    projectId: string;
    currency: string;
    floorPrice: number | null;
  },
): Promise<void> {
  const { id, teamId, projectId, currency, ...change } = unit;
  const columns = await columnsOf(work, id, change);
  await work.tx.unit.create({
    data: {
      ...(columns as Prisma.UnitUncheckedCreateInput),
      ...{ id, teamId, projectId, currency },
      ...{ createdAt: work.now, updatedAt: work.now },
    },
  });
}

/** What may be written of where a unit stands. */
export type StandChange = Partial<
  Pick<Unit, 'status' | 'holdId' | 'heldUntil' | 'memberId' | 'customerId'>
>;

/** Writes where a unit stands; its row is locked. What it says of itself keeps its version. */
export async function saveStand(work: Work, id: string, stand: StandChange): Promise<void> {
  await work.tx.unit.update({ where: { id }, data: { ...stand, updatedAt: work.now } });
}

/** Writes what a unit says of itself, as its next version; its row is locked. */
export async function saveFacts(work: Work, id: string, change: FactsChange): Promise<void> {
  const columns = await columnsOf(work, id, change);
  await work.tx.unit.update({
    where: { id },
    data: { ...columns, version: { increment: 1 }, updatedAt: work.now },
  });
}

async function columnsOf(
  work: Work,
  id: string,
  { floorPrice, listPrice, files, ...columns }: FactsChange,
): Promise<Prisma.UnitUncheckedUpdateInput> {
  return {
    ...columns,
    ...(listPrice !== undefined && { listPrice: BigInt(listPrice) }),
    ...(files !== undefined && { files: files as unknown as Prisma.InputJsonArray }),
    ...(floorPrice !== undefined && {
      floorPriceSealed: floorPrice === null ? null : await sealFloor(work, 'units', id, floorPrice),
    }),
  };
}
