import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { fitsMask } from './rules.ts';
import { findReportOf, saveReport } from './store.ts';

/**
 * A customer registered for a party that a partner reported: one of the phones must be the reported one.
 * Links the report. Whoever came with another phone is registered as any other visit, and the report does not
 * count. Throws `reportMask` where it was registered as the partner's.
 */
export async function linkReport(
  work: Work,
  arrivalId: string,
  customer: { id: string; phones: string[]; arrivalKind: string },
): Promise<void> {
  const at = { db: work.tx, now: work.now, keys: work.keys };
  const report = await findReportOf(at, arrivalId);
  if (!report) return;
  const { masked } = report;
  if (!masked || fitsMask(customer.phones, masked)) {
    await saveReport(work.tx, report.id, { customerId: customer.id });
    return;
  }
  if (customer.arrivalKind === 'partner') throw new Refusal('reportMask', { masked }, 'phones');
  await saveReport(work.tx, report.id, {
    arrivalId: null,
    voidArrivalId: arrivalId,
    voidReason: 'otherPhone',
  });
}
