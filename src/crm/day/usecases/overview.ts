import { type Reading, read, transact } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { listAway } from '../../absence/store.ts';
import type { Actor } from '../../access/actor.ts';
import { canEver, reachOf } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { openWhats, type ToDo } from '../../followups/store.ts';
import { getSettings } from '../../settings/store.ts';
import { byWeight, type Why, weigh } from '../../why/rules.ts';
import { dayBounds } from '../rules.ts';
import { listCoveredDue, type Overview, readOverview } from '../store.ts';

/** A due follow-up of My day. */
export type DueLine = Omit<Overview['due'][number], 'whatSealed' | 'facts' | 'isOwn'> &
  ToDo & {
    /** Why to call; nothing where only the follow-up is the person's, and not the customer. */
    why: Why;
  };

/** My day: what is due, who is new, what is missing; for those who lead teams, how these stand. */
export interface Day extends Omit<Overview, 'due' | 'rules'> {
  due: DueLine[];
  now: Date;
  /** Whether the person has customers of their own to work with. */
  works: boolean;
  /** Until when the person is away; null: here. */
  awayUntil: Date | null;
  /** Colleagues for whom the person stands in, with what of theirs is due. */
  covered: Covered[];
}

/** What is due of a colleague who is away. */
export interface Covered {
  memberId: string;
  name: string;
  until: Date;
  total: number;
  due: Omit<DueLine, 'why'>[];
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
  const { rules: settings, ...overview } = await readOverview(db, {
    memberId: actor.id,
    homeTeamId: actor.teamIds[0] ?? null,
    teamIds: reachOf(actor, 'nudge:roll-up') === 'none' ? [] : actor.teamIds,
    now,
    day,
    ...dayBounds(day, actor.zone),
    limit,
  });
  const away = await listAway(db, now);
  const absent = [...away.values()].filter(({ coverId }) => coverId === actor.id);
  const theirs =
    absent.length === 0
      ? []
      : await listCoveredDue(db, {
          memberIds: absent.map(({ memberId }) => memberId),
          teamIds: actor.teamIds,
          to: dayBounds(day, actor.zone).to,
          limit: Math.max(3, Math.floor(limit / (2 * absent.length))),
        });
  const weighed = byWeight(
    overview.due.map(({ facts, isOwn, ...line }) => {
      const { score, reasons } = weigh(facts, { now, zone: actor.zone, settings });
      return { ...line, why: { score, reasons: isOwn ? reasons : [] } };
    }),
  );
  const due = await openWhats({ db, keys }, weighed.slice(0, limit));
  const covered = await openWhats(
    { db, keys },
    theirs.flatMap(({ due }) => due),
  );
  return {
    ...overview,
    due,
    now,
    works: canEver(actor, 'customer:register'),
    awayUntil: away.get(actor.id)?.until ?? null,
    covered: theirs.map((one) => ({
      ...one,
      until: away.get(one.memberId)!.until,
      due: covered.filter(({ id }) => one.due.some((line) => line.id === id)),
    })),
  };
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
