import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { selectUnits, type Unit } from '../../properties/store/units.ts';

/** Most units that a few words may mean. */
const MOST = 20;

/**
 * Units of a team that may still become the customer's and that the words name: `3栋1201`, `3-1201`, `1201`.
 */
export async function listUnitsNamed(
  db: Handle,
  of: { teamId: string; customerId: string; text: string },
): Promise<Unit[]> {
  const said = of.text.toLowerCase().replace(FILLERS, '');
  if (said === '') return [];
  const plain = (column: Prisma.Sql) =>
    Prisma.sql`regexp_replace(lower(${column}), '[栋幢座号楼室[:space:]#/_.-]', '', 'g')`;
  return selectUnits(
    db,
    Prisma.sql`u.team_id = ${of.teamId}::uuid
      AND (u.status IN ('available', 'held') OR u.customer_id = ${of.customerId}::uuid)
      AND (${plain(Prisma.sql`u.building || u.code`)} = ${said} OR ${plain(Prisma.sql`u.code`)} = ${said})`,
    undefined,
    { limit: MOST, offset: 0 },
  );
}

/** Units whose hold for the customer still runs. */
export const listUnitsHeldFor = (
  db: Handle,
  of: { teamId: string; customerId: string; now: Date },
): Promise<Unit[]> =>
  selectUnits(
    db,
    Prisma.sql`u.team_id = ${of.teamId}::uuid AND u.status = 'held'
      AND u.customer_id = ${of.customerId}::uuid AND u.held_until > ${of.now}::timestamptz`,
    undefined,
    { limit: MOST, offset: 0 },
  );

const FILLERS = /[栋幢座号楼室\s#/_.-]/g;
