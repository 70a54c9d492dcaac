import type { Handle } from '../../../db/client.ts';
import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../../db/transact.ts';
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
  insertFits,
  listOldestNews,
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
const BATCH = 8;

/** Another process was faster. */
class NothingNew extends Error {}

/**
 * Looks at what happened to units since the last time (#62, #105): a new one, a lower price, one that is
 * free again is told to the reps whose customers it fits, once for each event, gathered into one message in
 * working hours; what is gone is struck from what was told. All weighing comes before the transaction, which
 * stays short however many customers there are. Answers whether there is more.
 */
export async function tellFits(ctx: TransactContext): Promise<{ hasMore: boolean }> {
  const news = await listOldestNews(ctx.db, BATCH);
  if (news.length === 0) return { hasMore: false };
  const weighed = await read(ctx, (at) => weighNews(at, news));
  try {
    await transact(ctx, async (work) => {
      const taken = await takeNews(
        work.tx,
        news.map(({ eventId }) => eventId),
      );
      if (taken.size === 0) throw new NothingNew();
      const fits = weighed.fits.filter(({ eventId }) => taken.has(eventId));
      const told = await tell(work, { ...weighed, fits });
      audit(work, {
        actor: 'system',
        action: 'fits.tell',
        subject: { kind: 'office', id: null },
        details: { news: taken.size, told },
      });
      return { told };
    });
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error;
  }
  return { hasMore: news.length === BATCH };
}

/** What is to be told of some news: units that are gone, and the strongest fits of each rep. */
interface WeighedNews {
  gone: string[];
  fits: NewFit[];
  members: ReadonlyMap<string, Member>;
}

async function weighNews({ db, now }: Reading, news: readonly News[]): Promise<WeighedNews> {
  const units = await listUnitsByIds(db, [...new Set(news.map(({ unitId }) => unitId))]);
  const isFree = (unit: Unit) => statusAt(unit, now) === 'available';
  const moves = await listPriceMoves(
    db,
    news.map(({ eventId }) => eventId),
  );
  const members = new Map((await listActiveMembers(db)).map((one) => [one.id, one]));
  let fits: NewFit[] = [];
  for (const unit of units.filter(isFree)) {
    // Of several news of one unit the last one is told.
    const last = news.findLast(
      (one) => one.unitId === unit.id && isNewsOf(one.kind, moves.get(one.eventId)),
    );
    if (!last) continue;
    const settings = await getSettings(db, unit.teamId, now);
    const more = await listFits(db, { unit, news: last, settings, members });
    fits = keepStrongest([...fits, ...more]);
  }
  return { gone: units.filter((unit) => !isFree(unit)).map(({ id }) => id), fits, members };
}

/** Strikes what is gone, keeps the fits, and plans the messages. Answers how many fits are new. */
async function tell(work: Work, { gone, fits, members }: WeighedNews): Promise<number> {
  const { tx, now } = work;
  await supersedeNudges(tx, { subjectIds: gone, outcome: 'taken', now, rules: [FIT_RULE] });
  const settings = new Map<string | null, Settings>();
  const plans: NudgePlan[] = [];
  for (const fit of await insertFits(tx, fits, now)) {
    const member = members.get(fit.memberId)!;
    const teamId = member.teamIds[0] ?? null;
    const rules = settings.get(teamId) ?? (await getSettings(tx, teamId, now));
    settings.set(teamId, rules);
    plans.push(planOf(fit, member, now, rules));
  }
  await planNudges(tx, plans);
  return plans.length;
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
