import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { isZone } from '../../../lib/calendar/index.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import { actorOf, findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { planSlot, recipientOf, weekOfSlot } from '../rules/schedule.ts';
import type { DigestTeam } from '../rules/snapshot.ts';
import { sayWeek, shiftWeek, weekAt, windowOf } from '../rules/week.ts';
import { findSnapshot, listDigestTeams } from '../store/snapshots.ts';
import {
  endSubscription,
  listSubscriptions,
  lockSubscription,
  markHandled,
  type Subscription,
  saveSubscription,
} from '../store/subscriptions.ts';
import { isSettled, takeSnapshot } from './taking.ts';

/** Kind of a digest in the ledger, and what its content holds. */
export const DIGEST_MESSAGE = 'digest';

/** A digest on its way: which week of which team, in which language. */
export interface DigestContent {
  [key: string]: string | number;
  teamId: string;
  year: number;
  week: number;
  locale: Locale;
}

/** A standing request as the form understood it. */
export interface SubscriptionWish {
  teamId: string;
  /** Slack channel; null: the person's own direct message. */
  channelId: string | null;
  /** 1 Monday … 7 Sunday */
  weekday: number;
  /** HH:MM */
  time: string;
  /** IANA zone of `time`. */
  zone: string;
  locale: Locale;
  /** The input `zone` came from, so that an error finds its place. */
  zoneField?: string;
}

/** What came of subscribing; `from`: slots after this moment are served (ISO). */
export interface Subscribed {
  [key: string]: string | boolean;
  id: string;
  replaced: boolean;
  team: string;
  from: string;
}

/** The standing requests a person may see, and the teams they may ask for. */
export async function readSubscriptions(
  ctx: Ctx,
): Promise<{ teams: DigestTeam[]; list: Subscription[]; now: Date }> {
  const reach = reachOf(ctx.actor, 'digest:subscribe');
  if (reach !== 'all' && reach !== 'team') throw new Refusal('notAllowed');
  return read(ctx, async ({ db, now }) => {
    const teams = await listDigestTeams(db, reach === 'all' ? null : ctx.actor.teamIds);
    if (teams.length === 0) throw new Refusal('noTeam');
    return {
      teams,
      list: await listSubscriptions(
        db,
        teams.map(({ teamId }) => teamId),
      ),
      now,
    };
  });
}

/**
 * Subscribes a channel or the person's direct message to a team's digest, from the next slot on. A
 * second request for the same team and place replaces the first. Throws `zoneUnknown`.
 */
export async function subscribeDigest(ctx: Ctx, wish: SubscriptionWish): Promise<Subscribed> {
  const { teamId, channelId, weekday, time, zone, locale } = wish;
  requirePermission(ctx.actor, 'digest:subscribe', { teamId });
  if (!isZone(zone)) throw new Refusal('zoneUnknown', { zone: zone.slice(0, 60) }, wish.zoneField);
  return transact(ctx, async (work) => {
    const [team] = await listDigestTeams(work.tx, [teamId]);
    if (!team) throw new Refusal('notAllowed');
    const schedule = { teamId, channelId, weekday, time, zone, locale };
    const saved = await saveSubscription(work.tx, {
      ...schedule,
      memberId: ctx.actor.id,
      handledTo: work.now,
    });
    audit(work, {
      actor: ctx.actor,
      action: 'digest.subscribe',
      subject: { kind: 'digest-subscription', id: saved.id },
      details: { ...schedule, replaced: saved.replaced },
    });
    return { ...saved, team: team.name, from: work.now.toISOString() };
  });
}

/** Ends a standing request of a team one manages. Ending it twice says `subscriptionGone`. */
export async function unsubscribeDigest(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const subscription = await lockSubscription(work.tx, id);
    if (!subscription) throw new Refusal('subscriptionGone');
    requirePermission(ctx.actor, 'digest:subscribe', { teamId: subscription.teamId });
    await end(work, subscription, 'asked', ctx);
    return { id };
  });
}

async function end(
  work: Work,
  { id, teamId }: Subscription,
  why: string,
  ctx: Ctx | null,
): Promise<void> {
  await endSubscription(work.tx, id);
  audit(work, {
    actor: ctx?.actor ?? 'system',
    action: 'digest.unsubscribe',
    subject: { kind: 'digest-subscription', id },
    details: { teamId, why },
  });
}

/**
 * Plans the digests that are due: each once per week and place, by the ledger's identity. One that is
 * more than 24 hours late is skipped and the audit says so. A request whose person left the office or
 * the team, or whose team is gone, ends. Answers how many were planned.
 */
export async function planDigests(ctx: TransactContext): Promise<number> {
  const { list, teams, now } = await read(ctx, async ({ db, now }) => ({
    list: await listSubscriptions(db, null),
    teams: new Map((await listDigestTeams(db, null)).map((team) => [team.teamId, team])),
    now,
  }));
  let planned = 0;
  for (const { id, handledTo, ...schedule } of list) {
    if (planSlot(schedule, handledTo, now).do === 'nothing') continue;
    const { sent } = await transact(ctx, (work) => serve(work, id, teams.get(schedule.teamId)));
    if (sent) planned += 1;
  }
  return planned;
}

async function serve(
  work: Work,
  id: string,
  team: DigestTeam | undefined,
): Promise<{ sent: boolean }> {
  const subscription = await lockSubscription(work.tx, id);
  const due = subscription && planSlot(subscription, subscription.handledTo, work.now);
  if (!subscription || !due || due.do === 'nothing') return note(work, id, 'served');
  if (!team || !(await mayRead(work, subscription))) {
    await end(work, subscription, team ? 'reader-left' : 'team-gone', null);
    return { sent: false };
  }
  await markHandled(work.tx, id, due.slot);
  if (due.do === 'skip') return note(work, id, 'late', due.slot);
  const week = weekOfSlot(due.slot, team.zone);
  await takeSnapshot(work, team, week, 'system');
  const content: DigestContent = { teamId: team.teamId, ...week, locale: subscription.locale };
  const { channelId, memberId } = subscription;
  const messageId = await planMessage(work.tx, {
    kind: DIGEST_MESSAGE,
    memberId,
    target: channelId ? `channel:${channelId}` : 'dm',
    recipient: recipientOf(subscription),
    slot: sayWeek(week),
    dueAt: due.slot,
    content,
  });
  note(work, id, messageId ? 'planned' : 'sent-before', due.slot);
  return { sent: messageId !== null };
}

/** What became of a slot, for the audit. */
function note(work: Work, id: string, outcome: string, slot?: Date): { sent: boolean } {
  audit(work, {
    actor: 'system',
    action: outcome === 'late' ? 'digest.skip' : 'digest.plan',
    subject: { kind: 'digest-subscription', id },
    details: { outcome, ...(slot && { slot: slot.toISOString() }) },
  });
  return { sent: false };
}

async function mayRead(work: Work, { memberId, teamId }: Subscription): Promise<boolean> {
  const member = await findMember(work.tx, memberId);
  return member?.active === true && can(actorOf(member), 'digest:see', { teamId });
}

/**
 * Reads every team's last week that nobody has asked for yet, so that it is kept as it was when it
 * ended. Answers how many were read.
 */
export async function closeWeeks(ctx: TransactContext): Promise<number> {
  const open = await read(ctx, async ({ db, now }) => {
    const ended = (await listDigestTeams(db, null)).map((team) => ({
      team,
      week: shiftWeek(weekAt(now, team.zone), -1),
    }));
    const known = await Promise.all(
      ended.map(({ team, week }) => findSnapshot(db, team.teamId, week)),
    );
    return ended.filter(({ team, week }, nth) => {
      const existed = team.createdAt < windowOf(week, team.zone, now).to;
      return existed && !isSettled(known[nth]!);
    });
  });
  for (const { team, week } of open) {
    await transact(ctx, async (work) => ({
      snapshotId: (await takeSnapshot(work, team, week, 'system')).id,
    }));
  }
  return open.length;
}
