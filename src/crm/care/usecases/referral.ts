import { read, transact, type Work } from '../../../db/transact.ts';
import { findPhone } from '../../../lib/phone.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type Link, listAbove, listBrought, requireReferrer } from '../../customers/referrer.ts';
import { sayNumber } from '../../customers/rules.ts';
import { phoneIndex } from '../../customers/sealed.ts';
import {
  type CustomerRecord,
  findCustomer,
  followMerged,
  updateCustomer,
} from '../../customers/store.ts';
import { completenessOf, listMissing } from '../../customers/values.ts';
import { noteChange } from '../../review/opening.ts';
import { getSettings } from '../../settings/store.ts';
import type { Because } from '../rules/referral.ts';
import {
  type Credit,
  findNewcomer,
  hasCredits,
  insertIntroduction,
  listCredits,
  lockCredit,
  markGiven,
} from '../store/referrals.ts';
import { creditOf } from './crediting.ts';

/** How many customers somebody brought are shown. */
export const MOST_BROUGHT = 20;
const MOST_CREDITS = 15;

/** One of a chain; what the reader may not see has no name. */
export interface Seen extends Pick<Link, 'id' | 'number' | 'brought'> {
  /** Null: a customer of somebody else. */
  person: Pick<Link, 'name' | 'gender'> | null;
}

/** Who brought a customer, whom it brought, and what was earned by that. */
export interface Referral {
  record: CustomerRecord;
  /** The chain above, the nearest first. */
  above: Seen[];
  below: Seen[];
  /** Whether more were brought than are shown. */
  hasMore: boolean;
  /** The newcomer asked for the referrer's rep. */
  isAsked: boolean;
  /** The rep to whom the referral counts, and why; null where nobody brought the customer. */
  counts: { rep: string | null; because: Because | null; isAnother: boolean } | null;
  credits: (Credit & { mayGive: boolean })[];
  mayChange: boolean;
}

/** Everything about referrals of a customer the person may see. */
export async function readReferral(ctx: Ctx, id: string): Promise<Referral> {
  const { actor } = ctx;
  return read(ctx, async ({ db, now }) => {
    const record = await findCustomer(db, id);
    requirePermission(actor, 'customer:see', record);
    const settings = await getSettings(db, record.teamId, now);
    const [above, brought, credits, newcomer] = await Promise.all([
      listAbove(db, id),
      listBrought(db, id, MOST_BROUGHT + 1),
      listCredits(db, id, MOST_CREDITS),
      findNewcomer(db, id),
    ]);
    const seen = seenBy(ctx);
    return {
      record,
      above: above.map(seen),
      below: brought.slice(0, MOST_BROUGHT).map(seen),
      hasMore: brought.length > MOST_BROUGHT,
      isAsked: newcomer?.referralAsked ?? false,
      counts: above[0] ? await countsFor(ctx, record, above[0], settings, now) : null,
      credits: credits.map((one) => ({
        ...one,
        mayGive: one.givenAt === null && can(actor, 'referral:give', record),
      })),
      mayChange: can(actor, 'referral:change', record),
    };
  });
}

const seenBy =
  ({ actor }: Ctx) =>
  ({ id, number, brought, ...link }: Link): Seen => ({
    id,
    number,
    brought,
    person: can(actor, 'customer:see', link) ? { name: link.name, gender: link.gender } : null,
  });

async function countsFor(
  { db }: Ctx,
  record: CustomerRecord,
  referrer: Link,
  settings: { introductionDays: number },
  now: Date,
): Promise<Referral['counts']> {
  const { repId, because } = await creditOf(db, record, referrer, { settings, now });
  const rep = repId ? await findMember(db, repId) : null;
  return { rep: rep?.name ?? null, because, isAnother: repId !== record.repId };
}

/** Who is to have brought a customer; null: nobody did after all. */
export interface ReferralWish {
  customerId: string;
  referrerId: string | null;
  /** The newcomer asked for the referrer's rep by name. */
  isAsked: boolean;
}

/**
 * Says who brought a customer (#70). Throws what `requireReferrer` throws, `alreadySo`, and
 * `referralCredited` where somebody earned something for it already.
 */
export async function setReferrer(ctx: Ctx, wish: ReferralWish): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'referral:change' }, wish.customerId);
    const referrerId = wish.referrerId && (await followMerged(work.tx, wish.referrerId));
    const before = await findNewcomer(work.tx, file.id);
    const isAsked = referrerId !== null && wish.isAsked;
    const old = file.values.referrerId;
    if (old === referrerId && before?.referralAsked === isAsked) throw new Refusal('alreadySo');
    if (old !== referrerId) {
      if (old && (await hasCredits(work.tx, file.id)))
        throw new Refusal('referralCredited', {}, 'referrer');
      await underField('referrer', () => requireReferrer(work.tx, ctx, referrerId, file.id));
    }
    const settings = await getSettings(work.tx, file.teamId, work.now);
    const values = { ...file.values, referrerId };
    const missing = listMissing(values, settings.completeFields);
    const completeness = completenessOf(missing.length, settings.completeFields.length);
    await updateCustomer(work, file, {
      values: { referrerId },
      columns: { referralAsked: isAsked, missing, completeness },
    });
    if (old !== referrerId)
      await noteChange(work, { file, fields: ['referrerId'], actor, settings });
    audit(work, {
      actor,
      action: referrerId ? 'referral.set' : 'referral.clear',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { version: file.version + 1, asked: isAsked },
      changes: listChanges({ referrerId: old }, { referrerId }),
    });
    return { id: file.id };
  });
}

/** A refusal of a shared check, under the input of the form at hand. */
async function underField<R>(field: string, check: () => Promise<R>): Promise<R> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Refusal && error.field)
      throw new Refusal(error.code, error.params, field, error.offer);
    throw error;
  }
}

/**
 * Logs beforehand that a customer will bring somebody: the phone is kept as a keyed hash only, and counts for
 * the rep who logged it once that person arrives. Throws `phoneUnreadable`, `introductionKnown`.
 */
export async function logIntroduction(
  ctx: Ctx,
  wish: { customerId: string; phone: string },
): Promise<{ id: string; number: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'referral:change' }, wish.customerId);
    const settings = await getSettings(work.tx, file.teamId, work.now);
    const phone = findPhone(wish.phone, settings.phoneRegion);
    if (!phone) throw new Refusal('phoneUnreadable', {}, 'phone');
    if (!file.repId) throw new Refusal('introductionNobodys', {}, 'phone');
    const isNew = await insertIntroduction(work, {
      referrerId: file.id,
      memberId: file.repId,
      phoneIndex: phoneIndex(work.keys, phone.e164),
    });
    if (!isNew) throw new Refusal('introductionKnown', {}, 'phone');
    audit(work, {
      actor,
      action: 'referral.introduce',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { memberId: file.repId },
    });
    return { id: file.id, number: sayNumber(file.number) };
  });
}

/** Notes that what was earned was handed over. Throws `creditGiven`. */
export async function giveCredit(
  ctx: Ctx,
  wish: { creditId: string; customerId: string },
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const credit = await lockCredit(work.tx, wish.creditId);
    const isOf = [credit?.referrerId, credit?.newcomerId].includes(wish.customerId);
    const record = credit && isOf ? await findCustomer(work.tx, wish.customerId) : null;
    requirePermission(ctx.actor, 'referral:give', record);
    if (credit!.givenAt) throw new Refusal('creditGiven');
    await markGiven(work, credit!.id, ctx.actor.id);
    await noteGiven(work, ctx, credit!);
    return { id: wish.customerId };
  });
}

async function noteGiven(work: Work, { actor }: Ctx, credit: Credit): Promise<void> {
  const { id, event, recipient, newcomerId } = credit;
  audit(work, {
    actor,
    action: 'referral.give',
    subject: { kind: 'customer', id: newcomerId },
    details: { creditId: id, event, recipient },
  });
}
