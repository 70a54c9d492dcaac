import type { Handle } from '../../../db/client.ts';
import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { audit } from '../../audit/audit.ts';
import { openLocked } from '../../customers/lock.ts';
import { type CustomerRecord, findCustomer, followMerged } from '../../customers/store.ts';
import { getSettings } from '../../settings/store.ts';
import {
  creditedRep,
  earnedBy,
  isFresh,
  type ReferralEvent,
  reachedEvents,
  stepOf,
} from '../rules/referral.ts';
import {
  deleteIntroductions,
  findIntroduced,
  findNewcomer,
  hasAskedFor,
  insertCredits,
  listCredits,
  listUncredited,
  markCredited,
  wasImported,
} from '../store/referrals.ts';

/** Kind of the message about a referral in the ledger. */
export const REFERRAL_MESSAGE = 'referral';

const BATCH = 50;
const DAY_MS = 86_400_000;

/** The rep to whom a referral counts, and why. */
export async function creditOf(
  db: Handle,
  newcomer: Pick<CustomerRecord, 'id' | 'repId' | 'arrivedAt'>,
  referrer: { id: string; repId: string | null },
  by: { settings: { introductionDays: number }; now: Date },
) {
  const { repId } = referrer;
  const since = new Date(newcomer.arrivedAt.getTime() - by.settings.introductionDays * DAY_MS);
  const of = { referrerId: referrer.id, memberId: repId ?? '', newcomerId: newcomer.id, since };
  const own = await findNewcomer(db, newcomer.id);
  return creditedRep({
    referrerRepId: repId,
    newcomerRepId: newcomer.repId,
    isAsked: repId !== null && (own?.referralAsked || (await hasAskedFor(db, newcomer.id, repId))),
    loggedAt: repId === null ? null : await findIntroduced(db, of),
    arrivedAt: newcomer.arrivedAt,
  });
}

/**
 * Credits referrals whose newcomer came a step further (#70): what the office's rule says is written to the
 * ledger of credits, and the referrer's rep is told, with the thanks once. Each newcomer is a transaction of
 * its own, so that two processes credit once. Answers whether there is more.
 */
export async function creditReferrals(ctx: TransactContext): Promise<{ hasMore: boolean }> {
  const due = await listUncredited(ctx.db, BATCH);
  for (const id of due) await transact(ctx, (work) => creditOne(work, id));
  return { hasMore: due.length === BATCH };
}

async function creditOne(work: Work, id: string): Promise<{ id: string; earned: number }> {
  const file = await openLocked(work, id);
  const own = file && (await findNewcomer(work.tx, id));
  const events = file ? reachedEvents(file) : [];
  const reached = Math.max(0, ...events.map(stepOf));
  const referrerId = own?.referrerId && (await followMerged(work.tx, own.referrerId));
  const referrer = referrerId ? await findCustomer(work.tx, referrerId) : null;
  const noted = own?.referralStep ?? 0;
  let earned = 0;
  if (file && referrer && noted < reached && (await stillCounts(work, file, noted))) {
    const fresh = events.filter((event) => stepOf(event) > noted);
    earned = await earn(work, file, referrer, fresh, noted === 0);
  }
  await markCredited(work.tx, id, reached);
  audit(work, {
    actor: 'system',
    action: 'referral.credit',
    subject: { kind: 'customer', id },
    ...(file && { customer: file }),
    details: { step: reached, earned },
  });
  return { id, earned };
}

/** What came with a file of old records, or lies long behind when the link is first seen, earns nothing. */
async function stillCounts(work: Work, record: CustomerRecord, noted: number): Promise<boolean> {
  if (noted > 0) return true;
  return isFresh(record.registeredAt, work.now) && !(await wasImported(work.tx, record.id));
}

async function earn(
  work: Work,
  newcomer: CustomerRecord,
  referrer: CustomerRecord,
  events: ReferralEvent[],
  isFirst: boolean,
): Promise<number> {
  const settings = await getSettings(work.tx, newcomer.teamId, work.now);
  const credited = await creditOf(work.tx, newcomer, referrer, { settings, now: work.now });
  const rows = earnedBy(events, settings.referralCredits, credited);
  const of = { referrerId: referrer.id, newcomerId: newcomer.id };
  const earned = rows.length > 0 ? await insertCredits(work, of, rows) : 0;
  if (referrer.repId && (isFirst || earned > 0)) {
    await planMessage(work.tx, {
      kind: REFERRAL_MESSAGE,
      memberId: referrer.repId,
      target: 'dm',
      recipient: `${REFERRAL_MESSAGE}:${newcomer.id}`,
      slot: `${events.at(-1)}`,
      dueAt: work.now,
      content: { referrerId: referrer.id, newcomerId: newcomer.id, isFirst, events },
    });
  }
  return earned;
}

/** What the message about a referral tells, as it is now; null where one of the two is gone. */
export async function findReferralNews(
  db: Handle,
  of: { referrerId: string; newcomerId: string; events: string[] },
) {
  const referrer = await findCustomer(db, await followMerged(db, of.referrerId));
  const newcomer = await findCustomer(db, await followMerged(db, of.newcomerId));
  if (referrer?.status !== 'active' || newcomer?.status !== 'active') return null;
  const credits = await listCredits(db, newcomer.id, 30);
  return {
    referrer,
    newcomer,
    credits: credits.filter(
      (one) => one.newcomerId === newcomer.id && of.events.includes(one.event),
    ),
  };
}

/** The longest a team may let an introduction count, in days. */
const LONGEST_DAYS = 365;

/** Forgets introductions that are too old to count anywhere: somebody who never came leaves no trace. */
export async function forgetIntroductions(ctx: TransactContext): Promise<number> {
  return read(ctx, ({ db, now }) =>
    deleteIntroductions(db, new Date(now.getTime() - LONGEST_DAYS * DAY_MS)),
  );
}
