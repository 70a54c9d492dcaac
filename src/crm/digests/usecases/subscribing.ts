import { read, transact, type Work } from '../../../db/transact.ts';
import { isZone } from '../../../lib/calendar/index.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import type { DigestTeam } from '../rules/snapshot.ts';
import { listDigestTeams } from '../store/snapshots.ts';
import {
  endSubscription,
  listSubscriptions,
  lockSubscription,
  type Subscription,
  saveSubscription,
} from '../store/subscriptions.ts';

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
  if (!isZone(zone)) throw new Refusal('zoneUnknown', {}, wish.zoneField);
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

/** Ends a standing request, and says why. */
export async function end(
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
