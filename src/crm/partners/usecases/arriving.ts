import { transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can } from '../../access/rules.ts';
import { findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { receiveParty } from '../../reception/receive.ts';
import { findArrival } from '../../reception/store/arrivals.ts';
import { arrivalReason, type Reason } from '../rules.ts';
import { findReportId, lockReport, saveReport } from '../store.ts';

/** What came of a reported party at the door. */
export interface ReportArrival {
  arrivalId: string;
  number: number;
  /** Why the report does not count; the party is received all the same. */
  reason: Reason | null;
}

/**
 * 到访: the reported party is at the door. Whoever stands there needs only the number. A report that counts is
 * turned into an arrival for the rep whose turn it is; one that does not, into an ordinary one, and says
 * why. Throws `reportUnknown`, `reportArrived`, and what `receiveParty` throws.
 */
export async function arriveReport(ctx: Ctx, number: number): Promise<ReportArrival> {
  return transact(ctx, async (work) => {
    const id = await findReportId(work.tx, number);
    const report = id && (await lockReport(work, id));
    if (!report || !can(ctx.actor, 'report:make', { teamId: report.teamId }))
      throw new Refusal('reportUnknown');
    const beforeId = report.arrivalId ?? report.voidArrivalId;
    const before = beforeId && (await findArrival(work.tx, beforeId));
    // A mistaken arrival that was taken back does not use the report up.
    if (before && !before.voidedAt) throw new Refusal('reportArrived');
    const team = (await findTeam(work.tx, report.teamId))!;
    const reason = report.reason ?? arrivalReason(report, work.now);
    const arrivalId = await receiveParty(work, ctx.actor, {
      team,
      askedFor: null,
      partySize: null,
      isReported: reason === null,
    });
    await saveReport(work.tx, report.id, usedBy(arrivalId, reason));
    audit(work, {
      actor: ctx.actor,
      action: 'partner.arrive',
      subject: { kind: 'report', id: report.id },
      details: { number, arrivalId, reason },
    });
    return { arrivalId, number, reason };
  }) as Promise<ReportArrival & Record<string, string | number | null>>;
}

/** Used up by it also where it does not count: half an hour later the same customer has not come a second time. */
const usedBy = (arrivalId: string, reason: Reason | null) =>
  reason === null
    ? { arrivalId, voidArrivalId: null, voidReason: null }
    : { arrivalId: null, voidArrivalId: arrivalId, voidReason: reason };
