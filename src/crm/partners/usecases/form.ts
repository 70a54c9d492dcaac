import { read } from '../../../db/transact.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Section } from '../../customers/fields.ts';
import { findArrival, findPhone } from '../../reception/store/arrivals.ts';

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
    requirePermission(ctx.actor, 'arrival:work', record ?? {});
    const { partySize } = arrival!;
    const phone = await findPhone(at, arrivalId);
    return {
      typed: {
        arrivalId,
        arrivalKind: 'visit',
        arrivedAt: arrival!.at.toISOString(),
        ...(phone && { phones: formatPhone(phone) }),
        ...(partySize && { partySize: String(partySize) }),
      },
      open: partySize ? ['source'] : [],
    };
  });
}
