import { read, type TransactContext } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Section } from '../../customers/fields.ts';
import { findArrival, findPhone } from '../../reception/store/arrivals.ts';
import type { Choice } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { sayReport } from '../rules.ts';
import { findReportOf, type Report } from '../store.ts';

/** What the registration form starts with when it is opened for a party at the door. */
export interface ArrivalForm {
  typed: Record<string, string>;
  open: Section[];
}

/** The form of an arrival: when it came, how many, and the phone said at the door. */
export async function readArrivalForm(ctx: Ctx, arrivalId: string): Promise<ArrivalForm> {
  return read(ctx, async (at) => {
    const arrival = await findArrival(at.db, arrivalId);
    const record = arrival && { repId: arrival.memberId, teamId: arrival.teamId };
    requirePermission(ctx.actor, 'arrival:work', record);
    const { partySize } = arrival!;
    const report = await findReportOf(at, arrivalId);
    const phone = (await findPhone(at, arrivalId)) ?? report?.e164;
    const { sources } = await getSettings(at.db, arrival!.teamId, at.now);
    return {
      typed: {
        ...(report && reported(report, sources, ctx.actor.zone)),
        arrivalId,
        arrivalKind: report ? 'partner' : 'visit',
        arrivedAt: arrival!.at.toISOString(),
        ...(phone && { phones: formatPhone(phone) }),
        ...(partySize && { partySize: String(partySize) }),
      },
      open: [
        ...(partySize || report ? (['source'] as const) : []),
        ...(report ? (['competition'] as const) : []),
      ],
    };
  });
}

/** Whom a partner reported who has arrived: which report, whose, and the name while it is kept. */
export interface ReportedParty {
  number: number;
  companyName: string;
  name: string | null;
}

/** The report a party came with, for the notice to the rep who receives; null: it was not reported. */
export function readReportedParty(
  ctx: TransactContext,
  arrivalId: string,
): Promise<ReportedParty | null> {
  return read(ctx, async (at) => {
    const report = await findReportOf(at, arrivalId);
    if (!report) return null;
    const { number, companyName, name = null } = report;
    return { number, companyName, name };
  });
}

/** What the report says of the customer: name, source, and as a note company, agent, number and time. */
function reported(
  report: Report,
  sources: readonly Choice[],
  zone: string,
): Record<string, string> {
  const { name, agent, companyName, number, reportedAt } = report;
  const source = sources.find(({ key }) => key === 'partner')?.key;
  const note = [companyName, agent, sayReport(number), civilDay(reportedAt, zone)];
  return {
    ...(name && { name }),
    ...(source && { source }),
    note: note.filter(Boolean).join(' · '),
  };
}
