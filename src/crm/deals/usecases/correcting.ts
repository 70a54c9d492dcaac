import { transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { keepCredit } from '../crediting.ts';
import { keepDeal } from '../keeping.ts';
import { type Opened, openDeal } from '../opening.ts';
import { requireAmount } from '../rules/money.ts';
import { readAmount, readContract, requirePast } from '../schema.ts';
import type { DealChange } from '../store/deals.ts';
import { type Fact, insertFact, listFacts, voidFact } from '../store/facts.ts';
import type { Stepped } from './subscribing.ts';

/** A correction as it was typed; what is empty stays as it is. */
export interface CorrectionWish {
  factId: string;
  on: string | null;
  /** Of intent money only: other amounts hang together with units and plans. */
  amount: string | null;
  contract: string | null;
  note: string | null;
}

/**
 * Corrects a dated fact that was written down wrong, with the reason: the old one is void, another stands in
 * its place, and the history has both. Throws `dealReason`, `dealFuture`, `correctAmount` for an amount that
 * is not intent money, `correctContract` for a number of what is no contract, `alreadySo`, `creditOwn` where another
 * day would take a part of the credit from a colleague.
 */
export async function correctFact(
  ctx: Ctx,
  dealId: string,
  wish: CorrectionWish,
): Promise<Stepped> {
  return transact(ctx, async (work) => {
    const opened = await openDeal(work, ctx, { dealId });
    const { deal, file, key } = opened;
    const old = (await listFacts(work.tx, key, deal.id)).find(({ id }) => id === wish.factId);
    if (!old) throw new Refusal('notAllowed');
    const why = readWords(wish.note, 'note');
    if (!why) throw new Refusal('dealReason', {}, 'note');
    const fresh = freshOf(opened, old, wish);
    const changes = listChanges(saidOf(old), saidOf(fresh));
    if (changes.length === 0) throw new Refusal('alreadySo', {}, 'on');
    await voidFact(work, old.id, 'corrected');
    const { kind, on, amount, memberId, reason, note, contract } = fresh;
    await insertFact(work, key, {
      ...{ dealId: deal.id, kind, on, amount, memberId, reason, note },
      ...(contract !== null && { contract }),
      teamId: deal.teamId,
      byId: ctx.actor.id,
    });
    await keepDeal(work, opened, changeOf(fresh));
    audit(work, {
      actor: ctx.actor,
      action: 'deal.correct',
      subject: { kind: 'deal', id: deal.id },
      customer: file,
      details: { kind },
      changes: [...changes, { field: 'deal.why', old: null, new: why }],
    });
    await keepCredit(work, ctx, opened, { code: 'correction' });
    return { dealId: deal.id, customerId: file.id };
  });
}

function freshOf({ writer }: Opened, old: Fact, wish: CorrectionWish): Fact {
  const typed = readAmount(wish.amount, 'amount');
  if (typed !== null && old.kind !== 'intent') throw new Refusal('correctAmount', {}, 'amount');
  const isNumbered = (wish.contract ?? '').trim() !== '';
  if (isNumbered && old.kind !== 'contract') throw new Refusal('correctContract', {}, 'contract');
  return {
    ...old,
    on: wish.on === null ? old.on : requirePast(wish.on, writer),
    amount: typed === null ? old.amount : requireAmount(typed, 'amount'),
    contract: isNumbered ? readContract(wish.contract) : old.contract,
  };
}

const saidOf = ({ on, amount, contract }: Fact): Record<string, string | null> => ({
  'deal.on': on,
  'deal.intentAmount': amount === null ? null : String(amount),
  'deal.contract': contract,
});

/** What of the deal says the same. */
function changeOf({ kind, on, amount }: Fact): DealChange {
  if (kind === 'intent') return { intentAmount: amount };
  if (kind === 'filed') return { filedOn: on };
  return kind === 'registered' ? { registeredOn: on } : {};
}
