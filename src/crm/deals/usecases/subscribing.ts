import { transact, type Work } from '../../../db/transact.ts';
import { addDays } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { notingTries, requireUnitPrice } from '../../properties/pricing.ts';
import { reserveUnit } from '../../properties/taking.ts';
import { keepCredit } from '../crediting.ts';
import { keepDeal } from '../keeping.ts';
import { openDeal, type Which } from '../opening.ts';
import { requireStep } from '../rules/machine.ts';
import { requireAmount, requireDeposit } from '../rules/money.ts';
import { readAmount, requirePast } from '../schema.ts';
import { closeCustomer } from '../standing.ts';
import { insertFact } from '../store/facts.ts';
import { requireTeams } from '../unit.ts';

/** Which deal it became. */
export type Stepped = { dealId: string; customerId: string };

/** 认筹 as it was typed: money that goes back whenever the customer asks. */
export interface IntentWish {
  amount: string | null;
  on: string | null;
  note: string | null;
}

/** 认筹 Takes intent money. Throws `intentsOff` where the office does not, `dealNotNow`, `dealAmount`, `dealFuture`. */
export async function takeIntent(ctx: Ctx, which: Which, wish: IntentWish): Promise<Stepped> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, which);
    const { deal, file, settings, writer, key } = opened;
    if (!settings.dealIntents) throw new Refusal('intentsOff');
    const step = requireStep(deal.state, 'intent');
    const amount = requireAmount(readAmount(wish.amount, 'amount'), 'amount');
    const on = requirePast(wish.on, writer);
    const note = readWords(wish.note, 'note');
    await keepDeal(work, opened, {
      state: step.to,
      intentAmount: amount,
      underWayFrom: work.now,
    });
    await insertFact(work, key, {
      dealId: deal.id,
      kind: step.fact,
      on,
      amount,
      memberId: file.repId ?? ctx.actor.id,
      teamId: deal.teamId,
      reason: null,
      note,
      byId: ctx.actor.id,
    });
    audit(work, {
      actor: ctx.actor,
      action: 'deal.intent',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { on },
      changes: listChanges({}, { 'deal.intentAmount': String(amount), 'deal.note': note }),
    });
    return { dealId: deal.id, customerId: file.id };
  });
}

/** 认购 as it was typed. `signBy`: until when it is to be signed; null: by the office's days. */
export interface SubscriptionWish {
  unitId: string | null;
  price: string | null;
  deposit: string | null;
  on: string | null;
  signBy: string | null;
  note: string | null;
}

/**
 * 认购 A customer subscribes to a unit with 定金: the unit is theirs from now on, of two at the same moment
 * one wins. Throws `dealNotNow`, `unitMissing`, `dealAmount`, `depositTooHigh`, `signByPast`, and what
 * `reserveUnit` and `requireUnitPrice` throw; a price under 底价 is noted.
 */
export async function subscribe(ctx: Ctx, which: Which, wish: SubscriptionWish): Promise<Stepped> {
  return notingTries(ctx, which, () =>
    transact(ctx, (work) => subscribeIn(work, ctx, which, wish)),
  );
}

async function subscribeIn(
  work: Work,
  ctx: Ctx,
  which: Which,
  wish: SubscriptionWish,
): Promise<Stepped> {
  const opened = await openDeal(work, ctx, which);
  const { deal, file, settings, writer, key } = opened;
  const step = requireStep(deal.state, 'subscribe');
  if (!wish.unitId) throw new Refusal('unitMissing', {}, 'unit');
  const price = requireAmount(readAmount(wish.price, 'price'), 'price');
  const deposit = readAmount(wish.deposit, 'deposit') ?? 0n;
  requireDeposit(deposit, price, settings.depositMaxPercent);
  const on = requirePast(wish.on, writer);
  const signBy = wish.signBy ?? addDays(on, settings.signWithinDays);
  if (signBy < on) throw new Refusal('signByPast', {}, 'signBy');
  const note = readWords(wish.note, 'note');
  const taking = { unitId: wish.unitId, customerId: file.id, actor: ctx.actor };
  const unit = requireTeams(file, await reserveUnit(work, taking));
  await requireUnitPrice(work, ctx.actor, { unit, price: Number(price) });
  const after = await keepDeal(work, opened, {
    state: step.to,
    unitId: unit.id,
    currency: unit.currency,
    subscribedPrice: price,
    deposit,
    signBy,
    underWayFrom: deal.underWayFrom ?? work.now,
  });
  await insertFact(work, key, {
    dealId: deal.id,
    kind: step.fact,
    on,
    amount: price,
    memberId: file.repId ?? ctx.actor.id,
    teamId: deal.teamId,
    reason: null,
    note,
    byId: ctx.actor.id,
  });
  audit(work, {
    actor: ctx.actor,
    action: 'deal.subscribe',
    subject: { kind: 'deal', id: deal.id },
    customer: file,
    details: { on, signBy, unitId: unit.id },
    changes: listChanges(
      {},
      {
        'deal.subscribedPrice': String(price),
        'deal.deposit': String(deposit),
        'deal.note': note,
      },
    ),
  });
  await keepCredit(work, ctx, opened);
  await closeCustomer(work, ctx, { file, deal: after, settings });
  return { dealId: deal.id, customerId: file.id };
}
