import { type Reading, read } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { canEver, reachOf } from '../access/rules.ts';
import { listEveryMember, listTeams } from '../access/store.ts';
import type { Ctx } from '../context.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import {
  type CareFigures,
  type Conversion,
  type Loss,
  type Named,
  type Page,
  type Period,
  type PeriodKey,
  periodOf,
  type StageStay,
  type StepFigures,
} from './rules.ts';
import { listSteps, readCareFigures } from './store/care.ts';
import { listCompetitors } from './store/competitors.ts';
import {
  listConversions,
  listLosses,
  listLossesBy,
  listStays,
  type Scope,
} from './store/conversion.ts';

/** What a page shows: only its own figures are read. */
export type PageFigures =
  | { page: 'rep' | 'source'; conversions: Conversion[] }
  | { page: 'stage'; stays: StageStay[] }
  | {
      page: 'lost';
      losses: Loss[];
      bySource: { key: string; reason: string; n: number }[];
      byRep: { key: string; reason: string; n: number }[];
      competitors: Named[];
    }
  | { page: 'steps'; steps: StepFigures[] }
  | { page: 'care'; care: CareFigures };

/** The figures of a page with all that naming them needs. */
export interface Figures {
  figures: PageFigures;
  period: Period;
  settings: Settings;
  /** Names of the teams, and of members by id. */
  teams: string[];
  names: ReadonlyMap<string, string>;
}

/** What the numbers can already say, of the teams whose digest the person may read (#100–#107). */
export async function readFigures(
  ctx: Ctx,
  wish: { page: Page; period: PeriodKey },
): Promise<Figures> {
  const { actor } = ctx;
  if (!canEver(actor, 'digest:see')) throw new Refusal('notAllowed');
  return read(ctx, async (reading) => {
    const { db, now } = reading;
    const isAll = reachOf(actor, 'digest:see') === 'all';
    const teams = (await listTeams(db)).filter(({ id }) => isAll || actor.teamIds.includes(id));
    const home = teams.find(({ id }) => id === actor.teamIds[0]) ?? teams[0];
    const settings = await getSettings(db, home?.id ?? null, now);
    const period = periodOf(wish.period, now, home?.zone ?? actor.zone);
    const scope: Scope = { teamIds: teams.map(({ id }) => id), period };
    const members = await listEveryMember(db);
    return {
      figures: await pageOf(reading, scope, wish.page, {
        locale: actor.locale,
        low: settings.satisfactionLow,
      }),
      period,
      settings,
      teams: teams.map(({ name }) => name),
      names: new Map(members.map(({ id, name }) => [id, name])),
    };
  });
}

async function pageOf(
  reading: Reading,
  scope: Scope,
  page: Page,
  by: { locale: string; low: number },
): Promise<PageFigures> {
  const { db, now } = reading;
  switch (page) {
    case 'rep':
    case 'source':
      return { page, conversions: await listConversions(db, scope, page) };
    case 'stage':
      return { page, stays: await listStays(db, scope) };
    case 'lost':
      return {
        page,
        losses: await listLosses(db, scope),
        bySource: await listLossesBy(db, scope, 'source'),
        byRep: await listLossesBy(db, scope, 'rep'),
        competitors: await listCompetitors(reading, scope),
      };
    case 'steps':
      return { page, steps: await listSteps(db, scope, { now, locale: by.locale }) };
    case 'care':
      return { page, care: await readCareFigures(db, scope, by.low) };
  }
}
