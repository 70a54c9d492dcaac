import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { PLANNED_ANEW } from '../../../db/prepared.ts';
import { bandOf, type Home, type MatchRules, type Wish } from '../rules.ts';

/** A customer as far as their wish is weighed. */
export interface Wisher extends Wish {
  id: string;
  number: number;
  teamId: string;
  repId: string | null;
  grade: string | null;
}

/** Whose customers are looked through. */
export interface Whose {
  teamId: string;
  /** These reps' only; null: everybody's of the team. */
  repIds: readonly string[] | null;
}

/**
 * A customer's columns, in this order. The rows of an answer come as one JSON value: there may be thousands,
 * and reading them cell by cell takes longer than finding them.
 */
type Cells = [
  id: string,
  number: number,
  teamId: string,
  repId: string | null,
  grade: string | null,
  layouts: string[],
  areaMin: number | null,
  areaMax: number | null,
  budgetMin: number | null,
  budgetMax: number | null,
  currency: string,
  districts: string[],
  floors: string[],
  nearby: string[],
  musts: string[],
];
const CELLS = Prisma.sql`coalesce(json_agg(json_build_array(c.id, c.number, c.team_id, c.rep_id, c.grade, c.layouts,
  c.area_min, c.area_max, c.budget_min, c.budget_max, c.currency, c.districts, c.floors, c.nearby, c.musts)
  ORDER BY c.number), '[]') AS found`;

function wisherOf(cells: Cells): Wisher {
  const [id, number, teamId, repId, grade, layouts, areaMin, areaMax, ...others] = cells;
  const [budgetMin, budgetMax, currency, districts, floors, nearby, musts] = others;
  return {
    ...{ id, number, teamId, repId, grade, layouts, districts, floors, nearby, musts },
    area: areaMin === null && areaMax === null ? null : { min: areaMin, max: areaMax },
    budget:
      budgetMin === null && budgetMax === null
        ? null
        : { min: budgetMin, max: budgetMax, currency },
  };
}

/** What these customers wish, whoever and wherever they are; by number. */
export async function listWishes(db: Handle, ids: readonly string[]): Promise<Wisher[]> {
  const [row] = await db.$queryRaw<{ found: Cells[] }[]>`
    SELECT ${CELLS} FROM customers c WHERE c.id = ANY(${[...ids]}::uuid[])`;
  return (row?.found ?? []).map(wisherOf);
}

/** Under work, may be called, and said anything about a home; as the index of wishes says it. */
const OPEN = Prisma.sql`c.status = 'active' AND NOT c.do_not_contact AND c.stage NOT IN ('closed', 'lost')
  AND (c.layouts <> '{}' OR c.area_min IS NOT NULL OR c.area_max IS NOT NULL OR c.budget_min IS NOT NULL
    OR c.budget_max IS NOT NULL OR c.districts <> '{}' OR c.floors <> '{}' OR c.nearby <> '{}')`;

/**
 * The customers whose hard limits a home passes: budget with its tolerance and every must, the office's and
 * their own. Nobody who is closed or lost, wants no contact, or of whom nothing is known. The rule weighs
 * them and has the last word.
 */
export async function listWishers(
  db: Handle,
  home: Home,
  whose: Whose,
  rules: MatchRules,
): Promise<Wisher[]> {
  const { teamId, repIds } = whose;
  const [row] = await db.$queryRaw<{ found: Cells[] }[]>`${Prisma.raw(PLANNED_ANEW)}
    SELECT ${CELLS} FROM customers c
    WHERE c.team_id = ${teamId}::uuid AND ${OPEN}
      AND ${repIds ? Prisma.sql`c.rep_id = ANY(${[...repIds]}::uuid[])` : Prisma.sql`true`}
      AND ${withinReach(home, rules)} AND ${keepsMusts(home, rules)}`;
  return (row?.found ?? []).map(wisherOf);
}

/** Wider than any area or price: the open end of a wish, as the index says it. */
const FAR = 1e17;
/** Rounding must not lose anybody who is exactly at an end. */
const SLACK = 1e-9;

/**
 * Area and budget as one question to one index: what a customer takes is a box from the smallest area and
 * nothing to the largest area and the budget, and the home is a point in it, stretched by the tolerances.
 */
function withinReach(home: Home, rules: MatchRules): Prisma.Sql {
  const { matchAreaPercent: area, matchBudgetPercent: budget, matchMusts } = rules;
  const isBound = matchMusts.includes('area');
  const from = isBound ? (home.area * 100 * (1 - SLACK)) / (100 + area) : -FAR;
  const to = isBound ? (home.area * 100 * (1 + SLACK)) / (100 - area) : FAR;
  const price = (home.listPrice * 100 * (1 - SLACK)) / (100 + budget);
  return Prisma.sql`box(point(coalesce(c.area_min, 0), 0),
      point(coalesce(c.area_max, 1e17), coalesce(c.budget_max::float8, 1e17)))
    && box(point(${from}::float8, ${price}::float8), point(${to}::float8, ${price}::float8))
    AND ((c.budget_min IS NULL AND c.budget_max IS NULL) OR c.currency = ${home.currency})
    AND (c.budget_max IS NULL OR c.budget_max * (100 + ${budget}) >= ${home.listPrice}::bigint * 100)`;
}

/** One line for each thing that may be a must: kept, not named, or no must of this customer. */
function keepsMusts(home: Home, rules: MatchRules): Prisma.Sql {
  const isMust = (must: MatchRules['matchMusts'][number]) =>
    rules.matchMusts.includes(must) ? Prisma.sql`true` : Prisma.sql`${must} = ANY(c.musts)`;
  const unless = (must: MatchRules['matchMusts'][number], kept: Prisma.Sql) =>
    Prisma.sql`(NOT ${isMust(must)} OR ${kept})`;
  const one = (column: Prisma.Sql, value: string | null) =>
    Prisma.sql`(${column} = '{}' OR ${value}::text = ANY(${column}))`;
  const near = (what: string, has: string | null) =>
    has ? Prisma.sql`true` : Prisma.sql`NOT ${what} = ANY(c.nearby)`;
  const { matchAreaPercent: tolerance } = rules;
  return Prisma.join(
    [
      unless('layouts', one(Prisma.sql`c.layouts`, home.layout)),
      unless(
        'area',
        Prisma.sql`((c.area_min IS NULL OR c.area_min * (100 - ${tolerance}) / 100 <= ${home.area}::float8)
          AND (c.area_max IS NULL OR c.area_max * (100 + ${tolerance}) / 100 >= ${home.area}::float8))`,
      ),
      unless('districts', one(Prisma.sql`c.districts`, home.district)),
      unless('floors', one(Prisma.sql`c.floors`, bandOf(home.floor, rules))),
      unless('transit', near('transit', home.transit)),
      unless('school', near('school', home.schools)),
    ],
    ' AND ',
  );
}
