import type { Work } from '../../db/transact.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import type { Opened } from './opening.ts';
import { creditOf } from './rules/credit.ts';
import {
  findSplit,
  listConcealers,
  listCredits,
  listSharedReceptions,
  saveCredits,
} from './store/credits.ts';
import { listFacts } from './store/facts.ts';

/** 业绩 Writes whose result a deal is, after the fact of 认购 or 签约 was; a split, or its end, is audited. */
export async function keepCredit(
  work: Work,
  { actor }: Ctx,
  { deal, file, zone }: Pick<Opened, 'deal' | 'file' | 'zone'>,
): Promise<void> {
  const { tx } = work;
  const facts = await listFacts(tx, null, deal.id);
  const before = await listCredits(tx, deal.id);
  const shares = creditOf({
    repId: file.repId ?? actor.id,
    days: facts.flatMap(({ kind, on }) =>
      kind === 'subscription' || kind === 'contract' ? [on] : [],
    ),
    courtesies: await listSharedReceptions(tx, file.id, zone),
    verdict: await findSplit(tx, file.id),
    concealedBy: await listConcealers(tx, file.id),
  });
  await saveCredits(tx, deal.id, shares);
  const isPlain = [...before, ...shares].every(({ because }) => because === 'assigned');
  if (isPlain) return;
  audit(work, {
    actor,
    action: 'deal.credit',
    subject: { kind: 'deal', id: deal.id },
    customer: file,
    details: {
      because: shares[0]!.because,
      shares: Object.fromEntries(shares.map(({ memberId, percent }) => [memberId, percent])),
    },
  });
}
