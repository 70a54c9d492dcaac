import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { open, type Sealed, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import type { UnitFacts } from '../../properties/fields.ts';
import { selectUnits, type Unit } from '../../properties/store/units.ts';
import type { IncomingUnit } from '../rules/unit-row.ts';

/** What a unit said before a file changed it. */
export interface UnitBefore {
  facts: Partial<UnitFacts>;
  /** Only where the file changed the minimum price. */
  floor?: { price: number | null };
}

/** How a unit is known again: its project and its name. */
export const unitKey = (one: { projectId: string; building: string; code: string }): string =>
  `${one.projectId} ${one.building.toLowerCase()} ${one.code.toLowerCase()}`;

/** Units of the stock that these rows are about, by their key. */
export async function findNamedUnits(
  db: Handle,
  rows: readonly IncomingUnit[],
): Promise<Map<string, Unit>> {
  const names = rows.map(({ project, unit }) => ({
    project_id: project.id,
    building: unit.building.toLowerCase(),
    code: unit.code.toLowerCase(),
  }));
  const found = await selectUnits(
    db,
    Prisma.sql`(u.project_id, lower(u.building), lower(u.code)) IN (
      SELECT project_id, building, code
      FROM jsonb_to_recordset(${JSON.stringify(names)}::jsonb) AS n(project_id uuid, building text, code text))`,
  );
  return new Map(found.map((unit) => [unitKey(unit), unit]));
}

/** Which row of this import brought a unit already, by unit. */
export async function listRowsOfUnits(
  db: Handle,
  importId: string,
  unitIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.importRow.findMany({
    where: { importId, unitId: { in: [...unitIds] } },
    select: { unitId: true, row: true },
    orderBy: { row: 'desc' },
  });
  return new Map(rows.map(({ unitId, row }) => [unitId!, row]));
}

/** A row that brought a unit in, or changed one. */
export interface BroughtUnit {
  row: number;
  outcome: 'created' | 'updated';
  unitId: string;
  before: Uint8Array | null;
  isBuiltOn: boolean;
}

// Held, reserved, sold, withdrawn, or changed by somebody since.
const BUILT_ON = Prisma.sql`(u.version <> r.version OR (r.outcome = 'created'
  AND (u.status <> 'available' OR u.updated_at > r.at)))`;
const STANDS = Prisma.sql`r.outcome IN ('created', 'updated') AND r.undone_at IS NULL AND r.unit_id IS NOT NULL`;

/** The rows of an import that still stand, from `after` on. Their units stay locked. */
export async function lockBroughtUnits(
  work: Work,
  importId: string,
  page: { after: number; limit: number },
): Promise<BroughtUnit[]> {
  await work.tx.$queryRaw`
    SELECT u.id FROM units u JOIN import_rows r ON r.unit_id = u.id
    WHERE r.import_id = ${importId}::uuid AND ${STANDS} AND r.row > ${page.after}
    ORDER BY r.row LIMIT ${page.limit} FOR UPDATE OF u`;
  return work.tx.$queryRaw<BroughtUnit[]>`
    SELECT r.row, r.outcome, r.unit_id AS "unitId", r.filled_sealed AS before, ${BUILT_ON} AS "isBuiltOn"
    FROM import_rows r JOIN units u ON u.id = r.unit_id
    WHERE r.import_id = ${importId}::uuid AND ${STANDS} AND r.row > ${page.after}
    ORDER BY r.row LIMIT ${page.limit}`;
}

/** How many rows of units can be taken back, and how many cannot. */
export async function countBroughtUnits(
  db: Handle,
  importId: string,
): Promise<{ free: number; builtOn: number }> {
  const [row] = await db.$queryRaw<{ free: number; builtOn: number }[]>`
    SELECT count(*) FILTER (WHERE NOT ${BUILT_ON})::int AS free,
      count(*) FILTER (WHERE ${BUILT_ON})::int AS "builtOn"
    FROM import_rows r JOIN units u ON u.id = r.unit_id
    WHERE r.import_id = ${importId}::uuid AND ${STANDS}`;
  return row!;
}

const place = (importId: string, row: number) => ({
  table: 'import_rows',
  column: 'filled_sealed',
  rowId: `${importId} ${row}`,
});

/** Seals what a unit said before, its minimum price among it, under the office's key. */
export async function sealBefore(
  work: Work,
  at: { importId: string; row: number },
  before: UnitBefore,
): Promise<Sealed> {
  const key = await getOfficeKey(work.tx, work.keys);
  return seal(key, place(at.importId, at.row), JSON.stringify(before));
}

/** Opens what `sealBefore` sealed. */
export async function openBefore(
  work: Work,
  at: { importId: string; row: number },
  sealed: Uint8Array,
): Promise<UnitBefore> {
  const key = await getOfficeKey(work.tx, work.keys);
  return JSON.parse(open(key, place(at.importId, at.row), sealed)) as UnitBefore;
}

/** Takes units out of every list, as if they had never come; their history stays. */
export async function removeUnits(work: Work, ids: string[]): Promise<void> {
  await work.tx.unit.updateMany({
    where: { id: { in: ids } },
    data: { status: 'withdrawn', removedAt: work.now, updatedAt: work.now },
  });
}
