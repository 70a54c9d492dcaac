import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { findTeam } from '../access/store.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { getSettings } from '../settings/store.ts';
import { keepDeal } from './keeping.ts';
import { STATES } from './rules/machine.ts';
import { findCondition, saveCondition } from './store/conditions.ts';
import { type Deal, findDealById } from './store/deals.ts';
import { findFact, voidFact } from './store/facts.ts';
import { findReceipt, voidReceipt } from './store/payments.ts';

const ofDeal = z.object({ dealId: z.uuid(), version: z.number() });
const marked = ofDeal.extend({
  factId: z.uuid(),
  state: z.enum(STATES),
  loan: z.string(),
  filedOn: z.string().nullable(),
  registeredOn: z.string().nullable(),
});
const received = ofDeal.extend({ receiptId: z.uuid() });
const met = ofDeal.extend({ conditionId: z.uuid() });

/** A mark that was set is none; throws `undoChanged` when the deal went on meanwhile. */
export async function restoreDeal(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { dealId, version, factId, ...was } = marked.parse(step);
  const deal = await requireUnchanged(work, file, { dealId, version });
  const fact = await findFact(work.tx, factId);
  if (fact?.dealId !== dealId) throw new Refusal('undoChanged');
  await voidFact(work, factId, 'undone');
  await keep(work, deal, was);
  return [{ field: `deal.${fact.kind}`, old: fact.on, new: null }];
}

/** Money that was booked was not; throws `undoChanged` when the deal went on meanwhile. */
export async function voidMoney(work: Work, file: CustomerFile, step: unknown): Promise<Change[]> {
  const { receiptId, ...of } = received.parse(step);
  const deal = await requireUnchanged(work, file, of);
  const receipt = await findReceipt(work.tx, receiptId);
  if (receipt?.dealId !== of.dealId) throw new Refusal('undoChanged');
  await voidReceipt(work, receipt);
  await keep(work, deal, {});
  return [{ field: 'deal.received', old: String(receipt.amount), new: null }];
}

/** A condition that was met is open again; throws `undoChanged` when the deal went on meanwhile. */
export async function reopenCondition(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { conditionId, ...of } = met.parse(step);
  const deal = await requireUnchanged(work, file, of);
  const condition = await findCondition(work.tx, conditionId);
  if (condition?.dealId !== of.dealId) throw new Refusal('undoChanged');
  await saveCondition(work, conditionId, { doneOn: null, doneById: null });
  await keep(work, deal, {});
  return [{ field: 'deal.conditionDone', old: condition.doneOn, new: null }];
}

async function requireUnchanged(
  work: Work,
  file: CustomerFile,
  { dealId, version }: z.infer<typeof ofDeal>,
): Promise<Deal> {
  const deal = await findDealById(work.tx, dealId);
  if (deal?.customerId !== file.id || deal.version !== version) throw new Refusal('undoChanged');
  return deal;
}

async function keep(work: Work, deal: Deal, was: Parameters<typeof keepDeal>[2]): Promise<void> {
  const settings = await getSettings(work.tx, deal.teamId, work.now);
  const zone = (await findTeam(work.tx, deal.teamId))?.zone ?? 'UTC';
  await keepDeal(work, { deal, settings, zone }, was);
}
