import type { Db } from '../../../db/client.ts';
import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import type { Locale } from '../../../lib/locale.ts';
import type { Role } from '../../access/roles.ts';
import { can } from '../../access/rules.ts';
import { actorOf, findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { type Digest, surround } from '../digest.ts';
import { planSlot, recipientOf, weekOfSlot } from '../rules/schedule.ts';
import type { DigestTeam } from '../rules/snapshot.ts';
import { sayWeek, shiftWeek, type Week, weekAt, windowOf } from '../rules/week.ts';
import { findSnapshot, listDigestTeams } from '../store/snapshots.ts';
import {
  listSubscriptions,
  lockSubscription,
  markHandled,
  type Subscription,
} from '../store/subscriptions.ts';
import { end } from './subscribing.ts';
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

/** Whether a person may read a team's digest, reps' lines and all. */
export function readsDigest(
  person: { id: string; role: string; teamIds: string[] },
  teamId: string,
): boolean {
  return can({ ...person, role: person.role as Role }, 'digest:see', { teamId });
}

/** The digest of a team's week as it is told now: its newest version. Null where there is none. */
export async function findDigest(db: Db, teamId: string, week: Week): Promise<Digest | null> {
  const snapshot = await findSnapshot(db, teamId, week);
  const [team] = await listDigestTeams(db, [teamId]);
  return snapshot && team ? surround({ db }, team, snapshot) : null;
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
