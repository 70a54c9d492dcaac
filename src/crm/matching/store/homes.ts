import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { PLANNED_ANEW } from '../../../db/prepared.ts';
import {
  areaLimits,
  type Home,
  listMusts,
  type MatchRules,
  priceLimits,
  type Wish,
} from '../rules.ts';

/** A home of the stock, as far as it is weighed. */
export interface StockHome extends Home {
  id: string;
  code: string;
}

/** Whose stock is looked through, for whom. */
interface Search {
  teamId: string;
  customerId: string;
  wish: Wish;
  rules: MatchRules;
  now: Date;
}

/**
 * The homes of a team that pass the hard limits of a wish (#62): what is for sale, or held or reserved for
 * this very customer, within the budget and every must. The rule weighs them and has the last word.
 */
export async function listHomes(db: Handle, search: Search): Promise<StockHome[]> {
  const { teamId, customerId, now } = search;
  const [row] = await db.$queryRaw<{ found: Cells[] }[]>`${Prisma.raw(PLANNED_ANEW)}
    SELECT coalesce(json_agg(json_build_array(u.id, u.code, u.layout, u.area, u.floor, u.list_price, u.currency,
      u.district, u.transit, u.schools)), '[]') AS found
    FROM units u
    WHERE u.team_id = ${teamId}::uuid AND ${limitsOf(search)}
      AND (u.status = 'available' OR (u.status = 'held' AND u.held_until <= ${now})
        OR (u.customer_id = ${customerId}::uuid AND u.status IN ('held', 'reserved')))`;
  return (row?.found ?? []).map(homeOfCells);
}

/** A unit's columns, in this order; the rows of an answer come as one JSON value, since there may be thousands. */
type Cells = [
  id: string,
  code: string,
  layout: string,
  area: number,
  floor: number | null,
  listPrice: number,
  currency: string,
  district: string | null,
  transit: string | null,
  schools: string | null,
];

function homeOfCells(cells: Cells): StockHome {
  const [id, code, layout, area, floor, listPrice, currency, district, transit, schools] = cells;
  return {
    ...{ id, code, layout, area, floor, listPrice, currency, district, transit, schools },
    isFree: true,
  };
}

function limitsOf({ wish, rules }: Search): Prisma.Sql {
  const musts = listMusts(wish, rules);
  const limits: Prisma.Sql[] = [];
  if (wish.budget) {
    limits.push(Prisma.sql`u.currency = ${wish.budget.currency}`);
    const { max } = priceLimits(wish.budget, rules);
    if (max !== null) limits.push(Prisma.sql`u.list_price <= ${Math.floor(max)}`);
  }
  if (musts.includes('layouts') && wish.layouts.length > 0)
    limits.push(Prisma.sql`u.layout = ANY(${wish.layouts})`);
  if (musts.includes('area')) {
    const { min, max } = areaLimits(wish.area, rules);
    if (min !== null) limits.push(Prisma.sql`u.area >= ${min}::float8`);
    if (max !== null) limits.push(Prisma.sql`u.area <= ${max}::float8`);
  }
  if (musts.includes('districts') && wish.districts.length > 0)
    limits.push(Prisma.sql`u.district = ANY(${wish.districts})`);
  if (musts.includes('transit') && wish.nearby.includes('transit'))
    limits.push(Prisma.sql`u.transit IS NOT NULL`);
  if (musts.includes('school') && wish.nearby.includes('school'))
    limits.push(Prisma.sql`u.schools IS NOT NULL`);
  if (musts.includes('floors') && wish.floors.length > 0)
    limits.push(
      Prisma.sql`(${Prisma.join(
        wish.floors.map((band) => bandIs(band, rules)),
        ' OR ',
      )})`,
    );
  return limits.length > 0 ? Prisma.join(limits, ' AND ') : Prisma.sql`true`;
}

function bandIs(
  band: string,
  { matchLowFloors: low, matchHighFloors: high }: MatchRules,
): Prisma.Sql {
  if (band === 'low') return Prisma.sql`u.floor <= ${low}`;
  if (band === 'high') return Prisma.sql`(u.floor > ${low} AND u.floor >= ${high})`;
  return Prisma.sql`(u.floor > ${low} AND u.floor < ${high})`;
}
