import type { Work } from '../../../db/transact.ts';
import { redrawMessage, supersedeNudges } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { sealPhone } from '../../customers/sealed.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { patchRows, resealed, type Way } from './rows.ts';

/** The two records of a merge while it is made. */
export interface Joined {
  keep: CustomerFile;
  lose: CustomerFile;
  /** Who is the assigned rep afterwards. */
  repId: string | null;
  byId: string;
}

/** The lost record's phones become the kept one's, after its own; the lost one's rows wait for an undo. */
export async function joinPhones({ tx, keys }: Work, { keep, lose }: Joined): Promise<void> {
  await tx.customerPhone.updateMany({
    where: { customerId: lose.id, live: true },
    data: { live: false },
  });
  await tx.customerPhone.createMany({
    data: lose.values.phones.map((e164, nth) =>
      sealPhone(keys, keep.dataKey, {
        customerId: keep.id,
        e164,
        position: keep.values.phones.length + nth,
      }),
    ),
  });
}

/**
 * One rep stays: the assignment of the other record ends. Where the lost record's rep stays, they go on
 * with the kept record from now on, and protection runs as it ran for them.
 */
export async function joinAssignments(
  work: Work,
  { keep, lose, repId, byId }: Joined,
): Promise<void> {
  const { tx, now } = work;
  const current = await tx.assignment.findFirst({ where: { customerId: lose.id, toAt: null } });
  const ended = repId === keep.repId ? [lose.id] : [lose.id, keep.id];
  await tx.assignment.updateMany({
    where: { customerId: { in: ended }, toAt: null },
    data: { toAt: now, endedWhy: 'merged' },
  });
  if (repId === keep.repId || !repId) return;
  await tx.assignment.create({
    data: {
      id: newId(now),
      customerId: keep.id,
      memberId: repId,
      fromAt: now,
      byId,
      why: 'merged',
      protectedFrom: current?.protectedFrom ?? current?.fromAt ?? null,
    },
  });
}

/** Holds are for a rep: those of the one who stays come along, the others end. */
export async function joinHolds(work: Work, joined: Joined, way: Way): Promise<void> {
  const { tx, now } = work;
  const { keep, lose, repId, byId } = joined;
  const isOpen = { OR: [{ toAt: null }, { toAt: { gt: now } }] };
  const stays = (record: CustomerFile) => repId !== null && record.repId === repId;
  const close = (customerId: string) =>
    tx.hold.updateMany({ where: { customerId, ...isOpen }, data: { toAt: now, endedById: byId } });
  if (!stays(keep)) await close(keep.id);
  const isHeld = (await tx.hold.count({ where: { customerId: keep.id, ...isOpen } })) > 0;
  if (!stays(lose) || isHeld) await close(lose.id);
  if (!stays(lose)) return;
  const patches = (await tx.hold.findMany({ where: { customerId: lose.id } })).map((hold) => {
    const reason = `\\x${Buffer.from(hold.reasonSealed).toString('hex')}`;
    const row = { table: 'customer_holds', id: hold.id, columns: { reason_sealed: reason } };
    return { row, columns: { customer_id: keep.id, ...resealed(way, row) } };
  });
  await patchRows(work, patches);
}

/** Open follow-ups of the rep who does not stay go to the one who does; a colleague's stay with the colleague. */
export async function joinFollowUps(work: Work, { keep, lose, repId }: Joined): Promise<void> {
  const { tx, now } = work;
  const leaving = [keep.repId, lose.repId].filter(
    (id): id is string => id !== null && id !== repId,
  );
  if (!repId || leaving.length === 0) return;
  const where = { customerId: keep.id, state: 'open', memberId: { in: leaving } };
  const rows = await tx.followUp.findMany({ where, select: { id: true } });
  await tx.followUp.updateMany({ where, data: { memberId: repId } });
  const subjectIds = rows.map(({ id }) => id);
  await supersedeNudges(tx, { subjectIds, outcome: 'reassigned', now });
}

/**
 * What was said about follow-ups goes on about the kept record; what was said about the lost record itself
 * is over. Posted cards are drawn again.
 */
export async function joinNudges({ tx, now }: Work, { keep, lose }: Joined): Promise<void> {
  const moved = await tx.$queryRaw<{ messageId: string | null }[]>`
    UPDATE nudges n SET about_id = ${keep.id}::uuid
    WHERE n.about_id = ${lose.id}::uuid AND n.state = 'open'
      AND EXISTS (SELECT FROM follow_ups f WHERE f.id = n.subject_id)
    RETURNING n.message_id AS "messageId"`;
  for (const { messageId } of moved) if (messageId) await redrawMessage(tx, messageId);
  await supersedeNudges(tx, { aboutIds: [lose.id], outcome: 'merged', now });
}

/** Whoever named the lost record as referrer names the kept one; so does what was merged into it before. */
export async function joinPointers({ tx }: Work, { keep, lose }: Joined): Promise<void> {
  await tx.customer.updateMany({
    where: { referrerId: lose.id, id: { not: keep.id } },
    data: { referrerId: keep.id },
  });
  await tx.customer.updateMany({
    where: { mergedIntoId: lose.id },
    data: { mergedIntoId: keep.id },
  });
}

/** The lost record is nobody's, found by nothing, in no list; its number and values stay. */
export async function closeRecord({ tx, now }: Work, { keep, lose }: Joined): Promise<void> {
  await tx.customer.update({
    where: { id: lose.id },
    data: {
      status: 'merged',
      mergedIntoId: keep.id,
      repId: null,
      protectedUntil: null,
      protectionBecause: null,
      pooledAt: null,
      poolOpenAt: null,
      wechatIndex: null,
      emailIndex: null,
      nationalIdIndex: null,
      searchTokens: [],
      matchKeys: [],
      keyedAt: null,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
}
