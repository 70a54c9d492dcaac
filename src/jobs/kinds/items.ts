import type { NudgeItem, Why } from '../../bot/views/nudge.ts';
import type { Handle } from '../../db/client.ts';
import type { Message } from '../../ledger/rows.ts';
import { findRule } from '../../nudges/index.ts';
import { listMatters, type Matter, settleMatters } from '../../nudges/matters.ts';
import { VIEWING_RUNGS } from '../../nudges/store-viewings.ts';

/** A follow-up told of this much after its time "was due". */
const LATE_MS = 10 * 60_000;

/** A matter, and what became of it: null while it is open. */
export interface Weighed {
  matter: Matter;
  outcome: string | null;
}

/** What these messages carry as it is now, by message; what has become void is noted as settled. */
export async function weighMatters(
  db: Handle,
  messages: Message[],
): Promise<Map<string, Weighed[]>> {
  const matters = await listMatters(
    db,
    messages.map(({ id }) => id),
  );
  const weighed = matters.map((matter) => ({
    matter,
    outcome: matter.outcome ?? findRule(matter.rule)?.over(matter) ?? null,
  }));
  await settleMatters(
    db,
    weighed.flatMap(({ matter, outcome }) =>
      outcome && !matter.outcome ? [{ nudgeId: matter.nudgeId, outcome }] : [],
    ),
  );
  const byMessage = new Map<string, Weighed[]>();
  for (const one of weighed) {
    byMessage.set(one.matter.messageId, [...(byMessage.get(one.matter.messageId) ?? []), one]);
  }
  return byMessage;
}

/** One line of the card. */
export function itemOf({ matter, outcome }: Weighed, now: Date): NudgeItem {
  return {
    why: whyOf(matter, now),
    customerId: matter.customerId,
    followUpId: matter.followUp ? matter.subjectId : null,
    viewing: matter.viewing && { id: matter.subjectId, unitCodes: matter.viewing.unitCodes },
    dealId: matter.duty?.dealId ?? null,
    number: matter.number,
    name: matter.name,
    gender: matter.gender,
    dueAt: lastTouch(matter),
    dayOnly: isDayOnly(matter),
    outcome,
    stage: matter.stage,
    step: matter.followUp?.step ?? null,
    isTask: matter.followUp?.stepAs === 'task',
    limitAt: matter.followUp?.limitAt ?? null,
  };
}

const isDayOnly = ({ followUp, duty }: Matter): boolean =>
  duty ? duty.kind !== 'appointment' : followUp?.grain === 'day' || followUp?.grain === 'coarse';

/** What is to be done for a deal, by its kind. */
const DUTY_WHY: Record<string, Why> = {
  appointment: 'dealAppointment',
  unsigned: 'dealUnsigned',
  payment: 'dealPayment',
  condition: 'dealCondition',
};

function whyOf({ rule, rung, dueAt, followUp, duty }: Matter, now: Date): Why {
  if (rule === 'deal') return DUTY_WHY[duty?.kind ?? ''] ?? 'dealCondition';
  if (rule === 'viewing') return rung === VIEWING_RUNGS.ask ? 'viewingAsk' : 'viewing';
  if (isAboutCustomer(rule)) return rule;
  if (rule === 'followup-overdue') return 'followUpOverdue';
  const isDay = followUp?.grain === 'day' || followUp?.grain === 'coarse';
  return !isDay && now.getTime() - dueAt.getTime() > LATE_MS ? 'followUpLate' : 'followUpDue';
}

/** Rules about the customer as such: their reason is their own name. */
const ABOUT_CUSTOMER = ['silence', 'confirm', 'enquiry', 'protection', 'stuck'] as const;

const isAboutCustomer = (rule: string): rule is (typeof ABOUT_CUSTOMER)[number] =>
  (ABOUT_CUSTOMER as readonly string[]).includes(rule);

/** From when days are counted: the last contact or confirmation, not the last time we asked. */
function lastTouch({
  rule,
  slot,
  dueAt,
  lastEffectiveAt,
  confirmedAt,
  viewing,
  duty,
}: Matter): Date {
  if (duty) return duty.dueAt;
  if (viewing) return viewing.startsAt;
  // Here it is the end that counts.
  if (rule === 'protection') return new Date(slot);
  if (rule === 'silence') return lastEffectiveAt ?? dueAt;
  return rule === 'confirm' ? confirmedAt : dueAt;
}
