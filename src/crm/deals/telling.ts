import type { Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { findTeam } from '../access/store.ts';
import type { Settings } from '../settings/rules.ts';
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
