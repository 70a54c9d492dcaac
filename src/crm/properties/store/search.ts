import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { UnitStatus } from '../fields.ts';
import { selectUnits, type Unit } from './units.ts';

/** Filters of a list of units; every one that is set must hold. Minimum prices cannot be searched by. */
export interface UnitFilter {
  projectId?: string;
  building?: string;
  code?: string;
  /** Any of them. */
  layouts?: string[];
  area?: Bounds;
  floor?: Bounds;
  price?: Bounds;
  orientation?: string;
  /** Any of them. */
  districts?: string[];
  /** Any of them; none: what is neither sold nor withdrawn. */
  statuses?: UnitStatus[];
  /** Held by this rep. */
  heldBy?: string;
  /** Part of what is said of transit or schools, or of the code. */
  text?: string;
}

interface Bounds {
  min: number | null;
  max: number | null;
}

/** Where a unit stands at a moment, as SQL: a hold that is over is available. */
const standing = (now: Date) =>
  Prisma.sql`CASE WHEN u.status = 'held' AND u.held_until <= ${now} THEN 'available' ELSE u.status END`;

/** Numbers in names in the order people count: 2 before 10. */
export const IN_ORDER = Prisma.sql`p.name_zh, length(u.building), u.building, length(u.code), u.code`;

/** A column within bounds; null: no bound on that side. */
const within = (column: Prisma.Sql, { min, max }: Bounds): Prisma.Sql[] => [
  ...(min === null ? [] : [Prisma.sql`${column} >= ${min}::float8`]),
  ...(max === null ? [] : [Prisma.sql`${column} <= ${max}::float8`]),
];

/** A part of a text wherever it stands; what people typed means itself. */
const like = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`;

function conditions(teamIds: readonly string[] | null, filter: UnitFilter, now: Date): Prisma.Sql {
  const { statuses, text } = filter;
  const all: Prisma.Sql[] = [
    teamIds ? Prisma.sql`u.team_id = ANY(${[...teamIds]}::uuid[])` : Prisma.sql`true`,
    statuses
      ? Prisma.sql`${standing(now)} = ANY(${statuses}::text[])`
      : Prisma.sql`u.status NOT IN ('sold', 'withdrawn')`,
  ];
  if (filter.projectId) all.push(Prisma.sql`u.project_id = ${filter.projectId}::uuid`);
  if (filter.building !== undefined)
    all.push(Prisma.sql`lower(u.building) = ${filter.building.toLowerCase()}`);
  if (filter.code) all.push(Prisma.sql`lower(u.code) = ${filter.code.toLowerCase()}`);
  if (filter.layouts?.length) all.push(Prisma.sql`u.layout = ANY(${filter.layouts}::text[])`);
  if (filter.area) all.push(...within(Prisma.sql`u.area`, filter.area));
  if (filter.floor) all.push(...within(Prisma.sql`u.floor`, filter.floor));
  if (filter.price) all.push(...within(Prisma.sql`u.list_price`, filter.price));
  if (filter.orientation) all.push(Prisma.sql`u.orientation = ${filter.orientation}`);
  if (filter.districts?.length) all.push(Prisma.sql`u.district = ANY(${filter.districts}::text[])`);
  if (filter.heldBy)
    all.push(Prisma.sql`u.member_id = ${filter.heldBy}::uuid AND u.held_until > ${now}`);
  if (text) {
    const part = like(text);
    all.push(
      Prisma.sql`(u.code ILIKE ${part} OR u.transit ILIKE ${part} OR u.schools ILIKE ${part} OR p.address ILIKE ${part})`,
    );
  }
  return Prisma.join(all, ' AND ');
}

/** A page of units that fit, what is free first, the cheapest first. One more than the page is read. */
export async function searchUnits(
  db: Handle,
  wanted: { teamIds: readonly string[] | null; filter: UnitFilter; now: Date },
  page: { limit: number; offset: number },
): Promise<Unit[]> {
  const { teamIds, filter, now } = wanted;
  const order = Prisma.sql`(${standing(now)} = 'available') DESC, u.list_price, ${IN_ORDER}`;
  return selectUnits(db, conditions(teamIds, filter, now), order, page);
}

/** A page of a project's units in the order of houses and doors; what is withdrawn is left out. */
export async function listPriceUnits(
  db: Handle,
  project: { id: string; building?: string | undefined },
  page: { limit: number; offset: number },
): Promise<Unit[]> {
  const inBuilding =
    project.building === undefined
      ? Prisma.sql`true`
      : Prisma.sql`lower(u.building) = ${project.building.toLowerCase()}`;
  const where = Prisma.sql`u.project_id = ${project.id}::uuid AND u.status <> 'withdrawn' AND ${inBuilding}`;
  return selectUnits(db, where, IN_ORDER, page);
}

/** How many units of each project stand where, at a moment. */
export async function countStock(
  db: Handle,
  projectIds: readonly string[],
  now: Date,
): Promise<Map<string, Partial<Record<UnitStatus, number>>>> {
  const rows = await db.$queryRaw<{ projectId: string; status: UnitStatus; count: bigint }[]>`
    SELECT u.project_id AS "projectId", ${standing(now)} AS status, count(*) AS count FROM units u
    WHERE u.project_id = ANY(${[...projectIds]}::uuid[]) AND u.removed_at IS NULL GROUP BY 1, 2`;
  const counts = new Map<string, Partial<Record<UnitStatus, number>>>();
  for (const { projectId, status, count } of rows) {
    counts.set(projectId, { ...counts.get(projectId), [status]: Number(count) });
  }
  return counts;
}

/** The houses of a project, in order. */
export async function listBuildings(db: Handle, projectId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ building: string }[]>`
    SELECT building FROM units WHERE project_id = ${projectId}::uuid AND status <> 'withdrawn'
    GROUP BY building ORDER BY length(building), building`;
  return rows.map(({ building }) => building);
}
