import { TEAMS } from '../../prisma/seed/office.ts';
import { audit } from '../../src/crm/audit/audit.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { saveProject } from '../../src/crm/properties/store/projects.ts';
import { insertUnit } from '../../src/crm/properties/store/units.ts';
import { reserveUnit, sellUnit } from '../../src/crm/properties/taking.ts';
import { transact } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';

/** A project of the East team, and a maker of its units. */
export async function openProject(ctx: Ctx, team: { id: string } = TEAMS.east) {
  const projectId = newId(new Date());
  let last = 1000;
  await transact(ctx, async (work) => {
    const project = {
      ...{ id: projectId, teamId: team.id, nameZh: '翠湖天地', nameEn: 'Lakeside', files: [] },
      ...{ address: '湖滨路 1 号', district: 'pudong', transit: null, schools: null },
      ...{ permitNumber: null, permitOn: null, archivedAt: null },
    };
    await saveProject(work, project, { byId: null, version: null });
    audit(work, { actor: 'system', action: 'project.add', subject: { kind: 'project', id: null } });
    return {};
  });
  const addUnit = async (change: { listPrice?: number; floorPrice?: number } = {}) => {
    const id = newId(new Date());
    await transact(ctx, async (work) => {
      await insertUnit(work, {
        ...{ id, projectId, teamId: team.id, currency: 'CNY', building: '3', code: `${++last}` },
        ...{ layout: '3br', area: 120, floor: 12, orientation: 's', listPrice: 10_000_000 },
        ...{ floorPrice: 9_500_000, district: 'pudong', transit: null, schools: null, files: [] },
        ...change,
      });
      audit(work, { actor: 'system', action: 'unit.add', subject: { kind: 'unit', id } });
      return {};
    });
    return id;
  };
  return { projectId, addUnit };
}

/** Reserves or sells as a deal does it: in a transaction of its own. */
export const take = (
  ctx: Ctx,
  wish: { unitId: string; customerId: string; price?: number },
): Promise<object> =>
  transact(ctx, async (work) => {
    const { price, ...rest } = wish;
    const taking = { ...rest, actor: ctx.actor };
    await (price === undefined ? reserveUnit(work, taking) : sellUnit(work, { ...taking, price }));
    return {};
  });

/** The code of what was refused; `none` where nothing was. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error) => error.code ?? String(error),
  );
