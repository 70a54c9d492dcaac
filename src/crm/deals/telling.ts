import type { Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { findTeam } from '../access/store.ts';
import type { Settings } from '../settings/rules.ts';
import type { CutWhy } from './crediting.ts';
import type { CreditReason } from './rules/credit.ts';
import type { Deal } from './store/deals.ts';

/** Kind of the post in the team's channel that a contract was signed. */
export const CELEBRATION = 'celebration';

/** The team celebrates a contract in its channel, once, where it wants to: the unit and the rep, never who bought. */
export async function celebrate(
  { tx, now }: Work,
  deal: Deal,
  { celebrateSigning }: Settings,
): Promise<void> {
  const team = await findTeam(tx, deal.teamId);
  if (!celebrateSigning || !team?.channelId) return;
  await planMessage(tx, {
    kind: CELEBRATION,
    memberId: null,
    target: `channel:${team.channelId}`,
    recipient: `deal:${deal.id}`,
    slot: 'signed',
    dueAt: now,
    content: { dealId: deal.id },
  });
}

/** Kind of the private word that somebody's part of a deal changed. */
export const CREDIT_NEWS = 'credit-news';

/** Tells everybody whose part of a deal changed, privately and once: from how many percent to how many, and why. */
export async function tellCredit(
  { tx, now }: Work,
  deal: Deal,
  news: {
    why: CutWhy;
    because: CreditReason;
    changed: readonly { memberId: string; was: number; is: number }[];
  },
): Promise<void> {
  const { why, because, changed } = news;
  for (const { memberId, was, is } of changed) {
    await planMessage(tx, {
      kind: CREDIT_NEWS,
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `credit:${deal.id}:${newId(now)}`,
      dueAt: now,
      content: { dealId: deal.id, why: { ...why }, because, was, is },
    });
  }
}
