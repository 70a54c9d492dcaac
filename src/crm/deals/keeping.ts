import type { Work } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import { keepClock } from '../ownership/store/clock.ts';
import type { Settings } from '../settings/rules.ts';
import type { Opened } from './opening.ts';
import { type Duty, listDuties, rungAt } from './rules/duties.ts';
import { isLive } from './rules/machine.ts';
import { listConditions } from './store/conditions.ts';
import { type Deal, type DealChange, saveDeal } from './store/deals.ts';
import {
  closeDuties,
  type DutyRow,
  type FirstRung,
  insertDuty,
  listOpenDuties,
  moveDuty,
} from './store/duties.ts';
import { listPayments } from './store/payments.ts';

/** What keeping a deal needs to know of it. */
type Kept = Pick<Opened, 'deal' | 'settings' | 'zone'>;

/** Writes a change of a deal with what follows from it: its duties, and the clock of protection. */
export async function keepDeal(work: Work, opened: Kept, change: DealChange): Promise<Deal> {
  const deal = await saveDeal(work, opened.deal, change);
  await keepDuties(work, { ...opened, deal });
  if (change.underWayFrom !== undefined || change.endedAt !== undefined)
    await keepClock(work, deal.customerId);
  return deal;
}

/**
 * Brings what is to be done for a deal into line with what it says now: what is met or void is told no
 * more, what moved is told anew, what came in is told when its day comes near.
 */
export async function keepDuties(work: Work, { deal, settings, zone }: Kept): Promise<void> {
  const clock = { ...settings, zone };
  const [payments, conditions, open] = await Promise.all([
    listPayments(work.tx, deal.id),
    listConditions(work.tx, null, deal.id),
    listOpenDuties(work.tx, deal.id),
  ]);
  const wanted = listDuties(
    {
      ...deal,
      payments,
      conditions: conditions.map((one) => ({ ...one, isDone: one.doneOn !== null })),
    },
    clock,
  );
  const first = (duty: Duty) => firstRung(duty, work.now, settings, clock);
  const found = new Map(open.map((row) => [keyOf(row), row]));
  for (const duty of wanted) {
    const row = found.get(keyOf(duty));
    found.delete(keyOf(duty));
    if (!row) await insertDuty(work, deal.id, duty, first(duty));
    else if (row.dueAt.getTime() !== duty.dueAt.getTime()) {
      await moveDuty(work, row.id, duty, first(duty));
      await supersede(work, [row], 'moved');
    }
  }
  const over = [...found.values()];
  if (over.length === 0) return;
  const isOff = !isLive(deal.state);
  await closeDuties(
    work,
    over.map(({ id }) => id),
    isOff ? 'off' : 'done',
  );
  await supersede(work, over, isOff ? 'cancelled' : 'done');
}

const keyOf = ({ kind, sourceId }: Pick<Duty, 'kind' | 'sourceId'>): string =>
  `${kind} ${sourceId}`;

const supersede = (work: Work, rows: DutyRow[], outcome: string): Promise<void> =>
  supersedeNudges(work.tx, {
    subjectIds: rows.map(({ id }) => id),
    outcome,
    now: work.now,
  });

/** What is late already is told as late, without the reminder before. */
function firstRung(
  duty: Duty,
  now: Date,
  settings: Settings,
  clock: Settings & { zone: string },
): FirstRung {
  const rung = duty.dueAt < now ? 1 : 0;
  return { rung, nextAt: rungAt(duty, rung, settings, clock) };
}
