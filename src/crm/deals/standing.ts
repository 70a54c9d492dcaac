import type { Work } from '../../db/transact.ts';
import type { Ctx } from '../context.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { moveTo } from '../stages/moving.ts';
import { hasComeAsFar, holdsUnit } from './rules/machine.ts';
import { type Deal, listDealsOf } from './store/deals.ts';

interface Closing {
  file: CustomerFile;
  deal: Deal;
  settings: Settings;
}

/**
 * A deal that has come as far as the office counts closes its customer: the contract, or the subscription
 * where the office says so. The file must be fresh.
 */
export async function closeCustomer(
  work: Work,
  { actor }: Ctx,
  { file, deal, settings }: Closing,
): Promise<void> {
  if (file.stage === 'closed' || !hasComeAsFar(deal.state, settings.closedAt)) return;
  await moveTo(work, file, 'closed', { actor, reason: null, details: { dealId: deal.id } });
}

/**
 * A deal that fell through leaves its customer closed only where another one has come as far. `deal`: as it
 * stood before.
 */
export async function reopenCustomer(
  work: Work,
  { actor }: Ctx,
  { file, deal, settings, note }: Closing & { note: string | null },
): Promise<void> {
  if (!holdsUnit(deal.state) || file.stage !== 'closed') return;
  const others = (await listDealsOf(work.tx, file.id)).filter(({ id }) => id !== deal.id);
  if (others.some(({ state }) => hasComeAsFar(state, settings.closedAt))) return;
  await moveTo(work, file, 'negotiating', {
    actor,
    reason: 'deal_off',
    note,
    details: { dealId: deal.id },
  });
}
