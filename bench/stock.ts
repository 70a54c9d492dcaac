import type { Place } from './place.ts';

const DISTRICTS = `ARRAY['pudong','minhang','xuhui','jingan','yangpu','baoshan','songjiang','qingpu']`;
const LAYOUTS = `ARRAY['1br','2br','3br','3br','4br','5br']`;

/**
 * One team with so many customers who said what they want, and so many units for sale: areas, layouts and
 * prices as they go together, the same in every run.
 */
export async function fillStock(
  { owner, office }: Place,
  of: { customers: number; units: number },
): Promise<void> {
  const team = office.teams[0]!.id;
  const reps = `ARRAY[${office.reps.map(({ id }) => `'${id}'`).join()}]::uuid[]`;
  await owner.query(`
    INSERT INTO customers (id, team_id, rep_id, registered_by_id, name, stage, grade, arrival_kind, arrived_at,
      registered_at, confirmed_at, updated_at)
    SELECT gen_random_uuid(), '${team}', (${reps})[1 + n % ${office.reps.length}], (${reps})[1], '王芳' || n, 'potential',
      (ARRAY['A','B','C','D'])[1 + n % 4], 'visit', app_now(), app_now(), app_now(), app_now()
    FROM generate_series(1, ${of.customers} - (SELECT count(*)::int FROM customers)) n`);
  await owner.query(`
    UPDATE customers c SET team_id = '${team}', stage = 'potential', status = 'active',
      layouts = CASE WHEN number % 10 = 0 THEN '{}' ELSE ARRAY[(${LAYOUTS})[1 + hash % 6], (${LAYOUTS})[1 + number % 6]] END,
      area_min = base, area_max = base + 20 + hash % 20,
      budget_min = budget * 8 / 10, budget_max = budget,
      districts = ARRAY[(${DISTRICTS})[1 + number % 8], (${DISTRICTS})[1 + hash % 8]],
      floors = CASE WHEN number % 3 = 0 THEN '{high}'::text[] ELSE '{}' END,
      nearby = CASE WHEN number % 2 = 0 THEN '{transit}'::text[] ELSE '{school}' END,
      musts = CASE WHEN number % 5 = 0 THEN '{districts}'::text[] ELSE '{}' END
    FROM (SELECT id, abs(hashtext(id::text)) AS hash FROM customers ORDER BY number LIMIT ${of.customers}) h,
      LATERAL (SELECT 50 + h.hash % 130 AS base) b,
      LATERAL (SELECT (b.base + 15) * (40000 + (h.hash / 7) % 60000)::bigint AS budget) m
    WHERE h.id = c.id`);
  await owner.query(`
    INSERT INTO projects (id, team_id, name_zh, name_en, created_at)
    VALUES (gen_random_uuid(), '${team}', '江畔府', 'Riverside', app_now())`);
  await owner.query(`
    INSERT INTO units (id, team_id, project_id, building, code, layout, area, floor, list_price, district, transit,
      schools, status, created_at, updated_at)
    SELECT gen_random_uuid(), '${team}', p.id, (n / 400)::text, n::text, (${LAYOUTS})[1 + area / 35], area, 1 + n % 33,
      area * (45000 + hash % 50000)::bigint, (${DISTRICTS})[1 + hash % 8],
      CASE WHEN n % 2 = 0 THEN '2号线' END, CASE WHEN n % 3 = 0 THEN '实验小学' END,
      CASE WHEN n % 10 = 0 THEN 'withdrawn' ELSE 'available' END, app_now(), app_now()
    FROM projects p, generate_series(1, ${of.units}) n,
      LATERAL (SELECT abs(hashtext(n::text)) AS hash) h, LATERAL (SELECT 50 + h.hash % 140 AS area) a`);
  await owner.query('VACUUM ANALYZE customers, units');
}
