import type { DataKey } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Action } from '../access/policy.ts';
import { findTeam } from '../access/store.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { isUnderWay } from './rules/machine.ts';
import type { Writer } from './schema.ts';
import { type Deal, findDealById, findDealKey, insertDeal, listDealsOf } from './store/deals.ts';

/** Which deal: itself, or the one of a customer that is under way. */
export type Which = { dealId: string } | { customerId: string };

/** A deal opened for a change: its customer's row is locked, so that two changes wait for each other. */
export interface Opened {
  file: CustomerFile;
  deal: Deal;
  /** What the deal's words are sealed under. */
  key: DataKey;
  settings: Settings;
  /** The team's zone: days of a deal are its days. */
  zone: string;
  writer: Writer;
}

/**
 * Opens a deal for a change. Where a customer is named, the deal under way is meant, and one begins where
 * there is none. Throws `notAllowed`, `customerMerged`.
 */
export async function openDeal(
  work: Work,
  ctx: Ctx,
  which: Which,
  action: Action = 'deal:change',
): Promise<Opened> {
  const known = 'dealId' in which ? await findDealById(work.tx, which.dealId) : null;
  if ('dealId' in which && !known) throw new Refusal('notAllowed');
  const customerId = known?.customerId ?? ('customerId' in which ? which.customerId : '');
  const file = await lockFile(work, ctx.actor, { action }, customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const deal = known
    ? (await findDealById(work.tx, known.id))!
    : await dealUnderWay(work, ctx, file, settings);
  const zone = (await findTeam(work.tx, deal.teamId))?.zone ?? ctx.actor.zone;
  const key =
    deal.keyCustomerId === file.id
      ? file.dataKey
      : await findDealKey({ db: work.tx, keys: work.keys }, deal);
  if (!key) throw new Refusal('notAllowed');
  const writer = { now: work.now, zone, locale: ctx.actor.locale };
  return { file, deal, key, settings, zone, writer };
}

async function dealUnderWay(
  work: Work,
  { actor }: Ctx,
  file: CustomerFile,
  settings: Settings,
): Promise<Deal> {
  const deals = await listDealsOf(work.tx, file.id);
  return (
    deals.find(({ state }) => isUnderWay(state)) ??
    (await insertDeal(work, {
      customerId: file.id,
      teamId: file.teamId,
      currency: settings.currency,
      byId: actor.id,
    }))
  );
}
