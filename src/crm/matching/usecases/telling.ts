import type { Handle } from '../../../db/client.ts';
import { type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { type NudgePlan, planNudges, supersedeNudges } from '../../../ledger/plan.ts';
import { listActiveMembers, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { statusAt } from '../../properties/rules.ts';
import { listUnitsByIds, type Unit } from '../../properties/store/units.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { weigh } from '../rules.ts';
import { isNewsOf, keepStrongest, tellAt } from '../rules-telling.ts';
import {
  hasNews,
  insertFits,
  listPriceMoves,
  type NewFit,
  type News,
  takeNews,
} from '../store/fits.ts';
import { listWishers } from '../store/wishers.ts';
import { homeOf } from './customers.ts';

/** Kind of the message that tells a rep of fits, and the rule of its reasons. */
export const FITS_MESSAGE = 'fits';
const FIT_RULE = 'fit';

/** News in one run: the next run takes the rest, so that whoever works comes first. */
const BATCH = 20;

/** Another process was faster. */
class NothingNew extends Error {}

/**
 * Looks at what happened to units since the last time (#62, #105): a new one, a lower price, one that is
 * free again is told to the reps whose customers it fits, once for each event, gathered into one message in
 * working hours; what is gone is struck from what was told. Answers whether there is more.
 */
export async function tellFits(ctx: TransactContext): Promise<{ hasMore: boolean }> {
  if (!(await hasNews(ctx.db))) return { hasMore: false };
  try {
    const { taken } = await transact(ctx, async (work) => {
      const news = await takeNews(work.tx, BATCH);
      if (news.length === 0) throw new NothingNew();
      const told = await tellNews(work, news);
      audit(work, {
        actor: 'system',
        action: 'fits.tell',
        subject: { kind: 'office', id: null },
        details: { news: news.length, told },
      });
      return { taken: news.length };
    });
    return { hasMore: taken === BATCH };
  } catch (error) {
    if (error instanceof NothingNew) return { hasMore: false };
    throw error;
  }
}

async function tellNews(work: Work, news: readonly News[]): Promise<number> {
  const { tx, now } = work;
  const units = await listUnitsByIds(tx, [...new Set(news.map(({ unitId }) => unitId))]);
  const gone = units.filter((unit) => statusAt(unit, now) !== 'available').map(({ id }) => id);
  await supersedeNudges(tx, { subjectIds: gone, outcome: 'taken', now, rules: [FIT_RULE] });
  const moves = await listPriceMoves(
    tx,
    news.map(({ eventId }) => eventId),
  );
  const isOffered = ({ id }: Unit) => !gone.includes(id);
  const members = new Map((await listActiveMembers(tx)).map((one) => [one.id, one]));
  const settingsOf = settingsReader(work);
  const fits: NewFit[] = [];
  for (const unit of units.filter(isOffered)) {
    // Of several news of one unit the last one is told.
    const last = news.findLast(
      (one) => one.unitId === unit.id && isNewsOf(one.kind, moves.get(one.eventId)),
    );
    if (!last) continue;
    const settings = await settingsOf(unit.teamId);
    fits.push(...(await listFits(tx, { unit, news: last, settings, members })));
  }
  const kept = await insertFits(tx, keepStrongest(fits), now);
  const plans: NudgePlan[] = [];
  for (const fit of kept) {
    const member = members.get(fit.memberId)!;
    plans.push(planOf(fit, member, now, await settingsOf(member.teamIds[0] ?? null)));
  }
  await planNudges(tx, plans);
  return kept.length;
}

/** The fits of one unit that are strong enough to be told. */
async function listFits(
  db: Handle,
  of: { unit: Unit; news: News; settings: Settings; members: ReadonlyMap<string, Member> },
): Promise<NewFit[]> {
  const { unit, news, settings, members } = of;
  const home = homeOf(unit, true);
  const wishers = await listWishers(db, home, { teamId: unit.teamId, repIds: null }, settings);
  return wishers.flatMap((wisher) => {
    if (!wisher.repId || !members.has(wisher.repId)) return [];
    const { fits, score } = weigh(wisher, home, settings);
    if (!fits || score < settings.matchTellScore) return [];
    const { eventId, kind } = news;
    return [
      { eventId, kind, score, unitId: unit.id, customerId: wisher.id, memberId: wisher.repId },
    ];
  });
}

function planOf(
  fit: NewFit & { id: string },
  member: Member,
  now: Date,
  settings: Settings,
): NudgePlan {
  return {
    rule: FIT_RULE,
    subjectId: fit.unitId,
    slot: fit.id,
    rung: 0,
    aboutId: fit.customerId,
    memberId: fit.memberId,
    dueAt: now,
    envelope: {
      kind: FITS_MESSAGE,
      recipient: `${FITS_MESSAGE}:${fit.memberId}`,
      memberId: fit.memberId,
      target: 'dm',
      at: tellAt(now, settings, member.zone),
    },
  };
}

/** The rules in force for a team, read once for a batch. */
function settingsReader({ tx, now }: Work): (teamId: string | null) => Promise<Settings> {
  const read = new Map<string | null, Settings>();
  return async (teamId) => {
    const found = read.get(teamId) ?? (await getSettings(tx, teamId, now));
    read.set(teamId, found);
    return found;
  };
}
