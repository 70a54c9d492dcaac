import { z } from 'zod';
import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Earned } from '../rules/referral.ts';

/** A credit as it is kept. */
export interface Credit {
  id: string;
  referrerId: string;
  newcomerId: string;
  event: string;
  recipient: string;
  memberId: string | null;
  because: string | null;
  whatZh: string;
  whatEn: string;
  earnedAt: Date;
  givenAt: Date | null;
  givenById: string | null;
}

/** What was earned because of a customer: by bringing others, and by being brought. The newest first. */
export async function listCredits(
  db: Handle,
  customerId: string,
  limit: number,
): Promise<Credit[]> {
  return db.referralCredit.findMany({
    where: { OR: [{ referrerId: customerId }, { newcomerId: customerId }] },
    orderBy: [{ earnedAt: 'desc' }, { nth: 'asc' }],
    take: limit,
  });
}

/** The credit of an id, locked until the transaction ends; null where there is none. */
export async function lockCredit(tx: Handle, id: string): Promise<Credit | null> {
  await tx.$queryRaw`SELECT id FROM referral_credits WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.referralCredit.findUnique({ where: { id } });
}

/** Writes what was earned; a credit that exists is left alone. Answers how many are new. */
export async function insertCredits(
  { tx, now }: Work,
  of: { referrerId: string; newcomerId: string },
  earned: readonly Earned[],
): Promise<number> {
  const { count } = await tx.referralCredit.createMany({
    data: earned.map((one) => ({ id: newId(now), ...of, ...one, earnedAt: now })),
    skipDuplicates: true,
  });
  return count;
}

/** Notes that a credit was handed over. */
export async function markGiven({ tx, now }: Work, id: string, byId: string): Promise<void> {
  await tx.referralCredit.update({ where: { id }, data: { givenAt: now, givenById: byId } });
}

/** Whether anything was earned for bringing this customer. */
export async function hasCredits(db: Handle, newcomerId: string): Promise<boolean> {
  return (
    (await db.referralCredit.findFirst({ where: { newcomerId }, select: { id: true } })) !== null
  );
}

/** Logs that a customer told whom they will bring; a second time changes nothing. Answers whether it is new. */
export async function insertIntroduction(
  { tx, now }: Work,
  introduction: { referrerId: string; memberId: string; phoneIndex: Buffer<ArrayBuffer> },
): Promise<boolean> {
  const { count } = await tx.introduction.createMany({
    data: [{ id: newId(now), ...introduction, loggedAt: now }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Forgets introductions that count no more. */
export async function deleteIntroductions(db: Handle, before: Date): Promise<number> {
  const { count } = await db.introduction.deleteMany({ where: { loggedAt: { lt: before } } });
  return count;
}

/** When this referrer's rep logged that this newcomer would come, since a moment; null: never. */
export async function findIntroduced(
  db: Handle,
  of: { referrerId: string; memberId: string; newcomerId: string; since: Date },
): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(i.logged_at) AS at FROM introductions i
    JOIN customer_phones p ON p.index = i.phone_index AND p.customer_id = ${of.newcomerId}::uuid
    WHERE i.referrer_id = ${of.referrerId}::uuid AND i.member_id = ${of.memberId}::uuid AND i.logged_at >= ${of.since}`;
  return row?.at ?? null;
}

/** Whether the reception noted that the newcomer asked for this rep by name. */
export async function hasAskedFor(
  db: Handle,
  newcomerId: string,
  memberId: string,
): Promise<boolean> {
  const found = await db.arrival.findFirst({
    where: { customerId: newcomerId, memberId, how: 'asked', voidedAt: null },
    select: { id: true },
  });
  return found !== null;
}

/** What of a newcomer only this area keeps. */
export async function findNewcomer(
  db: Handle,
  id: string,
): Promise<{ referrerId: string | null; referralAsked: boolean; referralStep: number } | null> {
  return db.customer.findUnique({
    where: { id },
    select: { referrerId: true, referralAsked: true, referralStep: true },
  });
}

const ids = z.array(z.object({ id: z.string() }));

/** Newcomers who came a step further than was credited; the index behind it holds only those. */
export async function listUncredited(db: Handle, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT id FROM customers WHERE referrer_id IS NOT NULL AND status = 'active'
      AND referral_step < CASE WHEN stage = 'closed' THEN 3 WHEN visit_count > 0 THEN 2 ELSE 1 END
    ORDER BY id LIMIT ${limit}`;
  return ids.parse(rows).map(({ id }) => id);
}

/** Notes how far a referral was credited. */
export async function markCredited(tx: Handle, id: string, step: number): Promise<void> {
  await tx.$executeRaw`UPDATE customers SET referral_step = ${step}::int WHERE id = ${id}::uuid`;
}

/** Whether a record came with a file of old ones. */
export async function wasImported(db: Handle, id: string): Promise<boolean> {
  const row = await db.importRow.findFirst({ where: { customerId: id }, select: { row: true } });
  return row !== null;
}
