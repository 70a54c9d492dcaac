import { findCustomerKeys } from '../../../db/data-keys.ts';
import { type Reading, read, transact } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { canEver, reachOf } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { openWhat } from '../../followups/store.ts';
import { getSettings } from '../../settings/store.ts';
import { dayBounds } from '../rules.ts';
import { type Overview, readOverview } from '../store.ts';

/** A due follow-up of My day. */
export type DueLine = Omit<Overview['due'][number], 'whatSealed'> & { what: string | null };

/** My day: what is due, who is new, what is missing; for those who lead teams, how these stand. */
export interface Day extends Omit<Overview, 'due'> {
  due: DueLine[];
  now: Date;
  /** Whether the person has customers of their own to work with. */
  works: boolean;
}

/** Reads My day in three statements: the moment, the day, the keys of what is shown. */
export async function readDay(ctx: Ctx, limit: number): Promise<Day> {
  if (!canEver(ctx.actor, 'my-day:see')) throw new Refusal('notAllowed');
  return read(ctx, (at) => dayOf(at, ctx.actor, limit));
}

/** The same within a reading that is open already. */
export async function dayOf(at: Reading, actor: Actor, limit: number): Promise<Day> {
  const { db, keys, now } = at;
  const day = civilDay(now, actor.zone);
  const overview = await readOverview(db, {
    memberId: actor.id,
    teamIds: reachOf(actor, 'nudge:roll-up') === 'none' ? [] : actor.teamIds,
    now,
    day,
    ...dayBounds(day, actor.zone),
    limit,
  });
  const sealed = overview.due.filter((line) => line.whatSealed);
  const found = await findCustomerKeys(
    db,
    keys,
    sealed.map((line) => line.customerId),
  );
  const due = overview.due.map(({ whatSealed, ...line }) => {
    const key = found.get(line.customerId);
    return { ...line, what: key ? openWhat(key, { id: line.id, whatSealed }) : null };
  });
  return { ...overview, due, now, works: canEver(actor, 'customer:register') };
}

/** Until when the person's nudges are held; null: they come again. */
export type Busy = { until: string | null };

/** 接待中 With a customer: nudges are held until the person taps back, or for the office's minutes. */
export async function setBusy(ctx: Ctx, busy: boolean): Promise<Busy> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const { busyMinutes } = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
    const until = busy ? new Date(work.now.getTime() + busyMinutes * 60_000) : null;
    await work.tx.member.update({ where: { id: actor.id }, data: { busyUntil: until } });
    audit(work, {
      actor,
      action: busy ? 'member.busy' : 'member.back',
      subject: { kind: 'member', id: actor.id },
      details: { until: until?.toISOString() ?? null },
    });
    return { until: until?.toISOString() ?? null };
  });
}
