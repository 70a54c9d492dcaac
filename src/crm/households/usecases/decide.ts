import type { Handle } from '../../../db/client.ts';
import { read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage, supersedeNudges } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Role } from '../../access/roles.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import { type CustomerRecord, findCustomer, listRecords } from '../../customers/store.ts';
import { listOpenOf, saveFollowUp } from '../../followups/store.ts';
import { giveTo } from '../../ownership/store/holder.ts';
import { requireUndisputed } from '../../ownership/store/pauses.ts';
import { noteChange } from '../../review/opening.ts';
import { getSettings } from '../../settings/store.ts';
import { lockBoth, noteBoth } from '../joining.ts';
import type { Relation } from '../rules.ts';
import { findLink, listFamilyLinks, lockLink, settleLink } from '../store.ts';
import { type Moved, tellDecided, tellMoved } from '../telling.ts';

/** A link across two reps, as the manager decides it. */
export interface Decision {
  linkId: string;
  state: string;
  relation: Relation;
  customers: [CustomerRecord, CustomerRecord];
  /** The reps the family could be of. */
  reps: Pick<Member, 'id' | 'name'>[];
  proposedById: string;
}

/** The link and whose the family could be, for whoever may decide it. */
export async function readDecision(ctx: Ctx, linkId: string): Promise<Decision> {
  return read(ctx, async ({ db }) => {
    const decision = await findDecision(db, linkId);
    for (const record of decision?.customers ?? [{}])
      requirePermission(ctx.actor, 'household:decide', record);
    return decision!;
  });
}

/** The same without asking who, for the message that asks; null where there is none. */
export async function findDecision(db: Handle, linkId: string): Promise<Decision | null> {
  const link = await findLink(db, linkId);
  const one = link && (await findCustomer(db, link.customerId));
  const other = link && (await findCustomer(db, link.otherId));
  if (!link || !one || !other) return null;
  const reps: Decision['reps'] = [];
  for (const id of new Set([one.repId, other.repId])) {
    const rep = id ? await findMember(db, id) : null;
    if (rep?.active) reps.push({ id: rep.id, name: rep.name });
  }
  const { state, relation, proposedById } = link;
  return { linkId, state, relation, customers: [one, other], reps, proposedById };
}

/** Customers that somebody had before the family went to another rep, to be named to them. */
export async function listMoved(db: Handle, ids: readonly string[]): Promise<CustomerRecord[]> {
  return listRecords(db, ids);
}

/** Which of the two the reader of a message may see at this moment: who asked blindly sees their own only. */
export const sightOf =
  (reader: { id: string; role: string; teamIds: string[] }) =>
  (record: CustomerRecord): boolean =>
    can({ ...reader, role: reader.role as Role }, 'customer:see', record);

/**
 * A manager decides a link across two reps: whose the whole family is, or that it is none (`toId` null).
 * Everybody of it goes to that rep, open follow-ups included; the new rep, whoever had them and who asked are
 * told. Throws `familyDecided`, `noRep`, `otherTeam`, `inCase`, `notAllowed`.
 */
export async function decideFamily(
  ctx: Ctx,
  wish: { linkId: string; toId: string | null },
): Promise<{ linked: number; moved: number }> {
  const { actor } = ctx;
  const { linkId, toId } = wish;
  return transact(ctx, async (work) => {
    const link = await lockLink(work.tx, linkId);
    if (!link) throw new Refusal('notAllowed');
    const files = await lockBoth(work, link);
    for (const file of files) requirePermission(actor, 'household:decide', file);
    if (link.state !== 'proposed') throw new Refusal('familyDecided');
    const moved = toId ? await gather(work, ctx, [link.customerId, link.otherId], toId) : [];
    await settleLink(work, linkId, { state: toId ? 'linked' : 'declined', byId: actor.id });
    noteBoth(work, ctx, { action: toId ? 'household.link' : 'household.decline', linkId, files });
    if (link.messageId) await redrawMessage(work.tx, link.messageId);
    await tellDecided(work, actor, link, { toId, moved });
    return { linked: toId ? 1 : 0, moved: moved.length };
  });
}

/**
 * A family that came under two reps, as by a merge, goes to the rep of one of it, open follow-ups included; that
 * rep and whoever had them are told. Throws `noRep`, `otherTeam`, `inCase`, `notAllowed`.
 */
export async function gatherFamily(ctx: Ctx, customerId: string): Promise<{ moved: number }> {
  return transact(ctx, async (work) => {
    const record = await findCustomer(work.tx, customerId);
    requirePermission(ctx.actor, 'household:decide', record);
    if (!record.repId) throw new Refusal('noRep', {}, 'rep');
    const moved = await gather(work, ctx, [customerId], record.repId);
    audit(work, {
      actor: ctx.actor,
      action: 'household.gather',
      subject: { kind: 'customer', id: customerId },
      details: { to: record.repId, n: moved.length },
    });
    await tellMoved(work, ctx.actor, { toId: record.repId, moved, slot: newId(work.now) });
    return { moved: moved.length };
  });
}

/** Gives everybody of the families of these to the rep who does not have them yet; answers whom, and who had them. */
async function gather(work: Work, ctx: Ctx, of: string[], toId: string): Promise<Moved[]> {
  const to = await findMember(work.tx, toId);
  if (!to?.active || to.role !== 'rep') throw new Refusal('noRep', {}, 'rep');
  const ids = new Set(of);
  for (const id of [...ids]) {
    const links = await listFamilyLinks(work.tx, id);
    for (const one of links.filter(({ state }) => state === 'linked')) {
      ids.add(one.customerId).add(one.otherId);
    }
  }
  const moved: Moved[] = [];
  for (const id of [...ids].sort()) {
    const one = await moveTo(work, ctx, id, to);
    if (one) moved.push(one);
  }
  return moved;
}

async function moveTo(work: Work, { actor }: Ctx, id: string, to: Member): Promise<Moved | null> {
  const file = await openLocked(work, id);
  if (!file || file.repId === to.id) return null;
  requirePermission(actor, 'household:decide', file);
  if (!to.teamIds.includes(file.teamId)) throw new Refusal('otherTeam', { name: to.name }, 'rep');
  await requireUndisputed(work, file);
  const before = file.repId ? await findMember(work.tx, file.repId) : null;
  await giveTo(work, file, { toId: to.id, byId: actor.id, why: 'reassigned' });
  for (const row of await listOpenOf(work.tx, id))
    await saveFollowUp(work, row, { memberId: to.id });
  await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'reassigned', now: work.now });
  const settings = await getSettings(work.tx, file.teamId, work.now);
  await noteChange(work, { file, fields: ['assignedRep'], actor, settings });
  audit(work, {
    actor,
    action: 'customer.reassign',
    subject: { kind: 'customer', id },
    customer: file,
    details: { version: file.version + 1, from: file.repId, to: to.id },
    changes: [{ field: 'assignedRep', old: before?.name ?? null, new: to.name }],
  });
  return { id, fromId: file.repId };
}
