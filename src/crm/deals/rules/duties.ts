import { addDays, civilDay, instantAt } from '../../../lib/calendar/index.ts';
import { type DealState, isLive, isSigned, isUnderWay } from './machine.ts';

/** What has to be done for a deal by a day. */
export type DutyKind = 'appointment' | 'unsigned' | 'payment' | 'condition';

export interface Duty {
  kind: DutyKind;
  /** The deal, the payment or the condition. */
  sourceId: string;
  dueOn: string;
  /** The moment it is due: the appointment, or the end of work of the day. */
  dueAt: Date;
}

/** What duties come from. */
export interface DutySources {
  id: string;
  state: DealState;
  signBy: string | null;
  signAt: Date | null;
  payments: readonly { id: string; dueOn: string; amount: bigint; received: bigint }[];
  conditions: readonly { id: string; dueOn: string | null; isDone: boolean }[];
}

/** Working time as duties need it. `zone`: the office's. */
export interface DutyClock {
  workStart: string;
  workEnd: string;
  zone: string;
}

/**
 * Everything that is still to be done for a deal: its appointment and the signing by its day until it is
 * signed, payments until they came in, conditions until they are met. Nothing of a deal that is over.
 */
export function listDuties(deal: DutySources, clock: DutyClock): Duty[] {
  if (!isLive(deal.state)) return [];
  const by = (kind: DutyKind, sourceId: string, dueOn: string): Duty => ({
    kind,
    sourceId,
    dueOn,
    dueAt: instantAt(dueOn, clock.workEnd, clock.zone),
  });
  const appointment: Duty[] =
    deal.signAt && isUnderWay(deal.state)
      ? [
          {
            kind: 'appointment',
            sourceId: deal.id,
            dueOn: civilDay(deal.signAt, clock.zone),
            dueAt: deal.signAt,
          },
        ]
      : [];
  const unsigned =
    deal.state === 'subscribed' && deal.signBy ? [by('unsigned', deal.id, deal.signBy)] : [];
  const payments = isSigned(deal.state)
    ? deal.payments
        .filter(({ amount, received }) => received < amount)
        .map(({ id, dueOn }) => by('payment', id, dueOn))
    : [];
  const conditions = deal.conditions.flatMap(({ id, dueOn, isDone }) =>
    dueOn && !isDone ? [by('condition', id, dueOn)] : [],
  );
  return [...appointment, ...unsigned, ...payments, ...conditions].sort(
    (a, b) => a.dueAt.getTime() - b.dueAt.getTime(),
  );
}

/** Days of the office's rules: before the day the rep is told, after it the manager. */
export interface DutyDays {
  dealRemindDays: number;
  dealOverdueDays: number;
}

/** Rungs: told before, told that it is late, the manager's. */
export const MANAGER_RUNG = 2;

/** When a rung of a duty is told; null: no more. Slots are chosen when it leaves. */
export function rungAt(
  { dueOn }: Pick<Duty, 'dueOn'>,
  rung: number,
  days: DutyDays,
  clock: DutyClock,
): Date | null {
  if (rung > MANAGER_RUNG) return null;
  // One day late is told in the morning after, and the manager hears so many days after the day.
  const after = [-days.dealRemindDays, 1, Math.max(1, days.dealOverdueDays)][rung]!;
  return instantAt(addDays(dueOn, after), clock.workStart, clock.zone);
}
