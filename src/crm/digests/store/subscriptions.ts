import type { Handle } from '../../../db/client.ts';
import { newId } from '../../../lib/id.ts';
import type { Locale } from '../../../lib/locale.ts';

/** A standing request for a team's digest. */
export interface Subscription {
  id: string;
  teamId: string;
  memberId: string;
  /** Slack channel, or null for the member's direct message. */
  channelId: string | null;
  /** 1 Monday … 7 Sunday */
  weekday: number;
  /** HH:MM in `zone` */
  time: string;
  zone: string;
  locale: Locale;
  /** Up to which slot it has been served or skipped. */
  handledTo: Date;
}

/** Standing requests of the teams; null: of all teams. */
export async function listSubscriptions(
  db: Handle,
  teamIds: readonly string[] | null,
): Promise<Subscription[]> {
  const rows = await db.digestSubscription.findMany({
    where: { active: true, ...(teamIds && { teamId: { in: [...teamIds] } }) },
    orderBy: [{ teamId: 'asc' }, { weekday: 'asc' }, { time: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, locale: row.locale as Locale }));
}

/** The standing request of an id, locked until the transaction ends, or null when it is over. */
export async function lockSubscription(tx: Handle, id: string): Promise<Subscription | null> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM digest_subscriptions WHERE id = ${id}::uuid AND active FOR UPDATE`;
  if (!found) return null;
  const row = await tx.digestSubscription.findUniqueOrThrow({ where: { id } });
  return { ...row, locale: row.locale as Locale };
}

/** Writes a standing request, in place of an active one for the same team and place. Answers its id. */
export async function saveSubscription(
  tx: Handle,
  wish: Omit<Subscription, 'id'>,
): Promise<{ id: string; replaced: boolean }> {
  const { teamId, channelId, memberId, handledTo } = wish;
  const same = await tx.digestSubscription.findFirst({
    where: { teamId, active: true, ...(channelId ? { channelId } : { channelId: null, memberId }) },
    select: { id: true },
  });
  if (same) {
    await tx.digestSubscription.update({ where: { id: same.id }, data: wish });
    return { id: same.id, replaced: true };
  }
  const id = newId(handledTo);
  await tx.digestSubscription.create({ data: { ...wish, id, createdAt: handledTo } });
  return { id, replaced: false };
}

/** Ends a standing request. */
export async function endSubscription(tx: Handle, id: string): Promise<void> {
  await tx.digestSubscription.update({ where: { id }, data: { active: false } });
}

/** Notes up to which slot a standing request has been served. */
export async function markHandled(tx: Handle, id: string, handledTo: Date): Promise<void> {
  await tx.digestSubscription.update({ where: { id }, data: { handledTo } });
}
