import { audit } from '../../src/crm/audit/audit.ts';
import type { Orientation, UnitLayout } from '../../src/crm/properties/fields.ts';
import { noteEvent } from '../../src/crm/properties/store/events.ts';
import { type Project, saveProject } from '../../src/crm/properties/store/projects.ts';
import { saveStand } from '../../src/crm/properties/store/units.ts';
import { writeNewUnit } from '../../src/crm/properties/writing.ts';
import { type TransactContext, transact, type Work } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';
import { TEAMS } from './office.ts';

/** A column of doors in a house: what lies above each other is alike. */
interface Line {
  building: string;
  door: string;
  layout: UnitLayout;
  area: number;
  orientation: Orientation;
  /** Per square metre on the first of its floors, whole units of the currency. */
  metre: number;
}

const LAKESIDE: readonly Line[] = [
  { building: '1', door: '01', layout: '2br', area: 88.5, orientation: 's', metre: 79_000 },
  { building: '1', door: '02', layout: '3br', area: 119.2, orientation: 'ns', metre: 81_500 },
  { building: '2', door: '01', layout: '3br', area: 121, orientation: 'ns', metre: 83_000 },
  { building: '2', door: '02', layout: '3br', area: 108.6, orientation: 'se', metre: 80_000 },
  { building: '3', door: '01', layout: '4br', area: 143.8, orientation: 'ns', metre: 88_000 },
  { building: '3', door: '02', layout: '4br', area: 168, orientation: 's', metre: 92_000 },
];
const QUAY: readonly Line[] = [
  { building: 'A', door: '01', layout: '1br', area: 48, orientation: 'e', metre: 11_200 },
  { building: 'A', door: '02', layout: '2br', area: 74, orientation: 'sw', metre: 11_800 },
];

type Say = Omit<Project, 'id' | 'version' | 'archivedAt' | 'files'>;

/**
 * Something to sell for the practice workspace: a project of sixty units in the East, one of twelve in the
 * West, some of them sold. Does nothing where there is a project already.
 */
export async function seedStock(ctx: TransactContext): Promise<void> {
  if ((await ctx.db.project.count()) > 0) return;
  await open(ctx, LAKESIDE, {
    floors: 10,
    currency: 'CNY',
    say: {
      ...{ teamId: TEAMS.east.id, nameZh: '翠湖天地', nameEn: 'Lakeside', district: 'pudong' },
      ...{ address: '锦绣路 888 号', transit: '2号线世纪公园站 400 米', schools: '明珠小学' },
      ...{ permitNumber: '沪浦东预许字（2026）第 0018 号', permitOn: '2026-01-15' },
    },
  });
  await open(ctx, QUAY, {
    floors: 6,
    currency: 'GBP',
    say: {
      ...{ teamId: TEAMS.west.id, nameZh: '河畔码头', nameEn: 'Riverside Quay', district: null },
      ...{ address: '12 Wharf Road, London', transit: 'Angel, 8 minutes’ walk', schools: null },
      ...{ permitNumber: null, permitOn: null },
    },
  });
}

async function open(
  ctx: TransactContext,
  lines: readonly Line[],
  of: { floors: number; currency: string; say: Say },
): Promise<void> {
  const id = newId();
  const project = { ...of.say, id, version: 1, files: [], archivedAt: null };
  await transact(ctx, async (work) => {
    const { version: _, ...said } = project;
    await saveProject(work, said, { byId: null, version: null });
    audit(work, { actor: 'operator', action: 'project.add', subject: { kind: 'project', id } });
    return { id };
  });
  for (const line of lines)
    await transact(ctx, async (work) => {
      for (let nth = 0; nth < of.floors; nth++) await build(work, { project, line, nth, of });
      return { id };
    });
}

async function build(
  work: Work,
  at: { project: Project; line: Line; nth: number; of: { currency: string } },
): Promise<void> {
  const { project, line, nth, of } = at;
  const { building, door, layout, area, orientation, metre } = line;
  const floor = 2 + nth;
  // A floor up is half a percent more; prices end on a round thousand.
  const listPrice = Math.round((area * metre * (1 + nth * 0.005)) / 1000) * 1000;
  const unit = {
    ...{ building, code: `${String(floor).padStart(2, '0')}${door}`, layout, area, floor },
    ...{ orientation, listPrice, floorPrice: Math.round((listPrice * 0.96) / 1000) * 1000 },
    ...{ district: null, transit: null, schools: null, files: [] },
  };
  const writer = { actor: 'operator' as const };
  const id = await writeNewUnit(work, writer, { project, currency: of.currency, unit });
  if (nth % 5 !== 4) return;
  await saveStand(work, id, { status: 'sold' });
  const { teamId } = project;
  await noteEvent(work, { id, teamId }, { kind: 'sold', byId: null, newPrice: listPrice });
}
