import type { Handle } from '../../../db/client.ts';
import { read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import { listTeams } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import type { UnitStatus } from '../fields.ts';
import { floorsFor } from '../floors.ts';
import { filterOf } from '../rules-search.ts';
import { plainCode, readUnitWords, type UnitWords } from '../schema-words.ts';
import { findProject, listProjects, type Project } from '../store/projects.ts';
import {
  countStock,
  listBuildings,
  listPriceUnits,
  searchUnits,
  type UnitFilter,
} from '../store/search.ts';
import { listUnitsByIds, type Unit } from '../store/units.ts';

/** Units on one screen. */
export const PAGE = 8;
/** Lines of a price list on one screen. */
export const PRICES_A_PAGE = 30;

/** The stock of the person's teams: its projects, with how many units stand where. */
export interface Stock {
  projects: (Project & { counts: Partial<Record<UnitStatus, number>> })[];
  mayChange: boolean;
  settings: Settings;
  now: Date;
}

/** A page of units that fit. */
export interface UnitPage {
  units: Unit[];
  /** 底价 by unit; empty for those who may not know it. */
  floors: Map<string, number>;
  filter: UnitFilter;
  page: number;
  hasNext: boolean;
  projects: Project[];
  settings: Settings;
  now: Date;
}

/** Teams whose stock the person sees; null: every team's. */
function teamsOf({ actor }: Ctx): readonly string[] | null {
  const reach = reachOf(actor, 'property:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return reach === 'all' ? null : actor.teamIds;
}

const settingsOf = (db: Handle, { actor }: Ctx, now: Date): Promise<Settings> =>
  getSettings(db, actor.teamIds[0] ?? null, now);

/** 楼盘 The projects of the person's teams. */
export async function readStock(ctx: Ctx): Promise<Stock> {
  return read(ctx, async ({ db, now }) => {
    const projects = await listProjects(db, teamsOf(ctx));
    const counts = await countStock(
      db,
      projects.map(({ id }) => id),
      now,
    );
    return {
      projects: projects.map((one) => ({ ...one, counts: counts.get(one.id) ?? {} })),
      mayChange: reachOf(ctx.actor, 'property:change') !== 'none',
      settings: await settingsOf(db, ctx, now),
      now,
    };
  });
}

/** What a typed line says about units, read with the person's projects and the office's lists. */
export async function readLine(
  ctx: Ctx,
  text: string,
): Promise<{ said: UnitWords; projects: Project[] }> {
  return read(ctx, async ({ db, now }) => {
    const projects = await listProjects(db, teamsOf(ctx));
    const settings = await settingsOf(db, ctx, now);
    return { said: readUnitWords(text, { settings, projects, now }), projects };
  });
}

/** A page of units that fit a filter, or the words of a line. */
export async function findUnits(
  ctx: Ctx,
  wanted: UnitFilter | string,
  page: number,
): Promise<UnitPage> {
  return read(ctx, async (at) => {
    const { db, now } = at;
    const teamIds = teamsOf(ctx);
    const projects = await listProjects(db, teamIds);
    const settings = await settingsOf(db, ctx, now);
    const filter =
      typeof wanted === 'string'
        ? filterOf(readUnitWords(wanted, { settings, projects, now }), ctx.actor.id)
        : wanted;
    const rows = await searchUnits(
      db,
      { teamIds, filter, now },
      { limit: PAGE + 1, offset: page * PAGE },
    );
    const units = rows.slice(0, PAGE);
    const floors = await floorsFor(at, ctx, units);
    const hasNext = rows.length > PAGE;
    return { units, floors, filter, page, hasNext, projects, settings, now };
  });
}

/** Units of these ids, as far as they are in the person's stock. */
export async function listPicked(ctx: Ctx, ids: readonly string[]): Promise<Unit[]> {
  return read(ctx, async ({ db }) => {
    const teamIds = teamsOf(ctx);
    return (await listUnitsByIds(db, ids)).filter(
      ({ teamId }) => teamIds === null || teamIds.includes(teamId),
    );
  });
}

/** Units that a name says: `3-1201`, `翠湖天地 3栋1201`, or a bare `1201`. None where the text names none. */
export async function listNamed(ctx: Ctx, text: string): Promise<Unit[]> {
  return read(ctx, async ({ db, now }) => {
    const teamIds = teamsOf(ctx);
    const projects = await listProjects(db, teamIds);
    const settings = await settingsOf(db, ctx, now);
    const said = readUnitWords(text, { settings, projects, now });
    const bare = /^[A-Z]?\d{2,5}[A-Z]?(?:室|房)?$/iu.test(said.rest) ? plainCode(said.rest) : null;
    const code = said.code ?? bare;
    if (!code) return [];
    const filter: UnitFilter = {
      code,
      ...(said.projectId && { projectId: said.projectId }),
      ...(said.building !== undefined && { building: said.building }),
      statuses: ['available', 'held', 'reserved', 'sold', 'withdrawn'],
    };
    return searchUnits(db, { teamIds, filter, now }, { limit: PAGE, offset: 0 });
  });
}

/** A page of a project's price list, by house and floor: list prices only. */
export interface PriceList {
  project: Project;
  buildings: string[];
  building: string | null;
  units: Unit[];
  page: number;
  hasNext: boolean;
  now: Date;
}

/** 价目表 The price list of a project, or of one of its houses. */
export async function readPriceList(
  ctx: Ctx,
  wanted: { projectId: string; building: string | null; page: number },
): Promise<PriceList> {
  const { projectId, building, page } = wanted;
  return read(ctx, async ({ db, now }) => {
    const project = await findProject(db, projectId);
    requirePermission(ctx.actor, 'property:see', project);
    const rows = await listPriceUnits(
      db,
      { id: projectId, building: building ?? undefined },
      { limit: PRICES_A_PAGE + 1, offset: page * PRICES_A_PAGE },
    );
    return {
      project: project!,
      buildings: await listBuildings(db, projectId),
      building,
      units: rows.slice(0, PRICES_A_PAGE),
      page,
      hasNext: rows.length > PRICES_A_PAGE,
      now,
    };
  });
}

/** Teams for which the person may add projects, their home team first. */
export async function listSellingTeams(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  return read(ctx, async ({ db }) => {
    const { teamIds } = ctx.actor;
    const teams = await listTeams(db);
    return teams
      .filter((team) => can(ctx.actor, 'property:change', { teamId: team.id }))
      .sort((a, b) => Number(b.id === teamIds[0]) - Number(a.id === teamIds[0]));
  });
}
