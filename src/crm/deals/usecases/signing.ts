import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { notingTries } from '../../properties/pricing.ts';
import { findUnit } from '../../properties/store/units.ts';
import { sellUnit } from '../../properties/taking.ts';
import { keepCredit } from '../crediting.ts';
import { keepDeal, keepDuties } from '../keeping.ts';
import { type Opened, openDeal, type Which } from '../opening.ts';
import { checksFor, requireEligible } from '../rules/eligibility.ts';
import { requireStep } from '../rules/machine.ts';
import { type Plan, type PlannedPayment, requireAmount, requirePlan } from '../rules/money.ts';
import { readAmount, readContract, readPlanLines, requirePast } from '../schema.ts';
import { closeCustomer } from '../standing.ts';
import { findChecked } from '../store/checks.ts';
import { insertFact } from '../store/facts.ts';
import { insertPayments, insertReceipt } from '../store/payments.ts';
import { celebrate } from '../telling.ts';
import { requireTeams } from '../unit.ts';
import type { Stepped } from './subscribing.ts';

/** 签约 as it was typed. `unitId`: where no unit was subscribed to. */
export interface ContractWish {
  contract: string | null;
  on: string | null;
  unitId: string | null;
  price: string | null;
  plan: Plan;
  payments: string | null;
  note: string | null;
}

/**
 * 签约 The contract is signed (#67): its unit is sold, its payments come to its price, the deposit counts
 * towards it. Nobody signs before the buyer was found eligible (#31). Throws `dealNotNow`,
 * `dealNotEligible`, `dealIneligible`, `unitMissing`, `contractMissing`, what the plan throws, and what
 * `sellUnit` throws; a price under 底价 is noted.
 */
export async function signContract(ctx: Ctx, which: Which, wish: ContractWish): Promise<Stepped> {
  return notingTries(ctx, which, () => transact(ctx, (work) => signIn(work, ctx, which, wish)));
}

async function signIn(work: Work, ctx: Ctx, which: Which, wish: ContractWish): Promise<Stepped> {
  const opened = await openDeal(work, ctx, which);
  const { deal, file, settings, writer, key } = opened;
  const step = requireStep(deal.state, 'sign');
  const kinds = checksFor(settings.eligibilityChecks, wish.plan);
  requireEligible(await findChecked(work.tx, file.id), kinds, { customerId: file.id });
  const unitId = deal.unitId ?? wish.unitId;
  if (!unitId) throw new Refusal('unitMissing', {}, 'unit');
  const contract = readContract(wish.contract);
  const on = requirePast(wish.on, writer);
  const price = requireAmount(readAmount(wish.price, 'price'), 'price');
  const note = readWords(wish.note, 'note');
  const plan = readPlan(opened, { ...wish, price, on });
  // Before its price is looked at: nothing is told of another team's unit.
  const wanted = await findUnit(work.tx, unitId);
  if (wanted) requireTeams(file, wanted);
  const unit = await sellUnit(work, {
    unitId,
    customerId: file.id,
    actor: ctx.actor,
    price: Number(price),
  });
  const after = await keepDeal(work, opened, {
    state: step.to,
    unitId: unit.id,
    currency: unit.currency,
    contractPrice: price,
    plan: wish.plan,
    underWayFrom: deal.underWayFrom ?? work.now,
  });
  await bookPlan(work, ctx, { ...opened, deal: after }, plan, on);
  await insertFact(work, key, {
    dealId: deal.id,
    kind: step.fact,
    on,
    amount: price,
    memberId: file.repId ?? ctx.actor.id,
    teamId: deal.teamId,
    reason: null,
    note,
    contract,
    byId: ctx.actor.id,
  });
  audit(work, {
    actor: ctx.actor,
    action: 'deal.sign',
    subject: { kind: 'deal', id: deal.id },
    customer: file,
    details: { on, unitId: unit.id, plan: wish.plan, payments: plan.length },
    changes: listChanges(
      {},
      { 'deal.contract': contract, 'deal.contractPrice': String(price), 'deal.note': note },
    ),
  });
  await keepCredit(work, ctx, opened);
  await closeCustomer(work, ctx, { file, deal: after, settings });
  await celebrate(work, after, settings);
  return { dealId: deal.id, customerId: file.id };
}

function readPlan(
  { deal, writer }: Opened,
  wish: Pick<ContractWish, 'plan' | 'payments'> & { price: bigint; on: string },
): PlannedPayment[] {
  const deposit = deal.deposit ?? 0n;
  const { plan, price, on } = wish;
  const lines = readPlanLines(wish.payments ?? '', plan, { ...writer, price, deposit });
  return requirePlan(plan, lines, { price, deposit, signedOn: on });
}

/** 定金 turns into a part of the price on the day of the contract: it is the first payment, and has come in. */
async function bookPlan(
  work: Work,
  { actor }: Ctx,
  opened: Opened,
  plan: readonly PlannedPayment[],
  on: string,
): Promise<void> {
  const rows = await insertPayments(work, opened.deal.id, plan);
  const deposit = rows.find(({ kind }) => kind === 'deposit');
  if (deposit)
    await insertReceipt(work, opened.key, {
      paymentId: deposit.id,
      on,
      amount: deposit.amount,
      received: deposit.amount,
      note: null,
      byId: actor.id,
    });
  await keepDuties(work, opened);
}
