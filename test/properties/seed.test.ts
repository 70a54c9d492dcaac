import { expect, it } from 'vitest';
import { seedOffice, TEAMS } from '../../prisma/seed/office.ts';
import { seedStock } from '../../prisma/seed/stock.ts';
import { listPriceUnits } from '../../src/crm/properties/store/search.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();
const ctx = { db: t.db, keys: t.keyring };

it('who tries the practice workspace finds something to sell, once, however often it starts', async () => {
  await seedOffice(t.db);
  await seedStock(ctx);
  await seedStock(ctx);
  const projects = await t.db.project.findMany({ orderBy: { teamId: 'asc' } });
  expect(projects.map(({ nameZh }) => nameZh)).toEqual(['翠湖天地', '河畔码头']);
  const [lakeside] = projects;
  expect(await t.db.unit.count({ where: { teamId: TEAMS.east.id } })).toBe(60);
  expect(await t.db.unit.count({ where: { teamId: TEAMS.west.id } })).toBe(12);
  const lines = await listPriceUnits(t.db, { id: lakeside!.id }, { limit: 3, offset: 0 });
  expect(lines.map(({ building, code }) => `${building}-${code}`)).toEqual([
    '1-0201',
    '1-0202',
    '1-0301',
  ]);
  expect(lines.every(({ hasFloor }) => hasFloor)).toBe(true);
});
