import { TEAMS } from '../../prisma/seed/office.ts';
import { audit } from '../../src/crm/audit/audit.ts';
import type { Ctx } from '../../src/crm/context.ts';
import type { UnitEventKind, UnitFacts } from '../../src/crm/properties/fields.ts';
import { noteEvent } from '../../src/crm/properties/store/events.ts';
import { saveProject } from '../../src/crm/properties/store/projects.ts';
import {
  type FactsChange,
  insertUnit,
  type StandChange,
  saveFacts,
  saveStand,
} from '../../src/crm/properties/store/units.ts';
import { transact, type Work } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';

/** A home of three rooms on a high floor, with everything near it. */
const FACTS: UnitFacts = {
  ...{ building: '3', code: '1201', layout: '3br', area: 110, floor: 20, orientation: 's' },
  ...{ listPrice: 9_000_000, district: 'pudong', transit: '2号线 300 米', schools: '实验小学' },
  files: [],
};

/** The stock of a team, as its people fill and change it. */
export interface Stock {
  /** Adds a unit, noted as new; answers its id. */
  add(change?: Partial<UnitFacts> & { floorPrice?: number; currency?: string }): Promise<string>;
  /** Changes a unit and notes what happened. */
  change(
    unitId: string,
    kind: UnitEventKind,
    change: FactsChange & StandChange & { oldPrice?: number },
  ): Promise<void>;
}

/** Opens the stock of a team's first project. */
export async function openStock(
  ctx: Pick<Ctx, 'db' | 'keys'>,
  team: { id: string } = TEAMS.east,
): Promise<Stock> {
  const projectId = newId(new Date());
  let last = 1200;
  const write = async (work: (work: Work) => Promise<void>) => {
    await transact({ db: ctx.db, keys: ctx.keys }, async (open) => {
      await work(open);
      audit(open, { actor: 'system', action: 'stock', subject: { kind: 'office', id: null } });
      return {};
    });
  };
  await write(async (work) => {
    const project = {
      ...{ id: projectId, teamId: team.id, nameZh: '江畔府', nameEn: 'Riverside', files: [] },
      ...{ address: null, district: null, transit: null, schools: null },
      ...{ permitNumber: null, permitOn: null, archivedAt: null },
    };
    await saveProject(work, project, { byId: null, version: null });
  });
  return {
    async add(change = {}) {
      const id = newId(new Date());
      const { floorPrice = null, currency = 'CNY', ...facts } = change;
      last += 1;
      await write(async (work) => {
        const unit = { id, projectId, teamId: team.id, currency, floorPrice };
        await insertUnit(work, { ...unit, ...FACTS, code: `${last}`, ...facts });
        await noteEvent(work, unit, { kind: 'added', byId: null });
      });
      return id;
    },
    change: (id, kind, { oldPrice, ...columns }) =>
      write(async (work) => {
        const { status, holdId, heldUntil, memberId, customerId, ...facts } = columns;
        await saveStand(work, id, { status, holdId, heldUntil, memberId, customerId });
        await saveFacts(work, id, facts);
        await noteEvent(
          work,
          { id, teamId: team.id },
          {
            ...{ kind, byId: null },
            ...(oldPrice !== undefined && { oldPrice, newPrice: columns.listPrice! }),
          },
        );
      }),
  };
}
