import type { Reading } from '../../../db/transact.ts';
import { type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { findUnit, type Unit } from '../../properties/store/units.ts';
import { getSettings } from '../../settings/store.ts';
import { pendingOf } from '../crediting.ts';
import { listCredits, type PendingCase } from '../store/credits.ts';
import { findDealById } from '../store/deals.ts';

/** What somebody is told of their part of a deal. */
export interface CreditNews {
  deal: { id: string; number: number };
  unit: Unit | null;
  /** Their percent now. */
  percent: number;
  pending: PendingCase | null;
  /** Whose customer it is: to nobody else it is told which one. */
  customer: Pick<CustomerRecord, 'number' | 'name' | 'gender' | 'repId'>;
}

/** A person's part of a deal as it is now; null where there is nothing to tell any more. */
export async function readCreditNews(
  at: Pick<Reading, 'db' | 'now'>,
  { dealId, memberId }: { dealId: string; memberId: string },
): Promise<CreditNews | null> {
  const { db, now } = at;
  const deal = await findDealById(db, dealId);
  const customer = deal && (await findCustomer(db, deal.customerId));
  if (!deal || !customer || customer.status === 'erased') return null;
  const credits = await listCredits(db, dealId);
  return {
    deal,
    unit: deal.unitId ? await findUnit(db, deal.unitId) : null,
    percent: credits.find((one) => one.memberId === memberId)?.percent ?? 0,
    pending: await pendingOf(at, deal, await getSettings(db, deal.teamId, now)),
    customer,
  };
}
