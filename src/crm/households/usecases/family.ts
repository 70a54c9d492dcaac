import type { Handle } from '../../../db/client.ts';
import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerRecord, findCustomer, listRecords } from '../../customers/store.ts';
import { getSettings } from '../../settings/store.ts';
import { type Joined, joinFamily, lockBoth, noteBoth } from '../joining.ts';
import { type FamilyMember, familyOf } from '../relatives.ts';
import { type Link, listRelations, type Relation } from '../rules.ts';
import { listFamilyLinks, lockLink, settleLink } from '../store.ts';

export interface Family {
  record: CustomerRecord;
  members: FamilyMember[];
  /** The relations the office knows. */
  relations: Relation[];
  mayLink: boolean;
}

/** The family of a customer the person may see. */
export async function readFamily(ctx: Ctx, id: string): Promise<Family> {
  const { actor } = ctx;
  return read(ctx, async ({ db, now }) => {
    const record = await findCustomer(db, id);
    requirePermission(actor, 'customer:see', record);
    const settings = await getSettings(db, record!.teamId, now);
    const members = await listMembers(db, ctx, record!);
    return {
      record: record!,
      members,
      relations: listRelations(settings),
      mayLink: can(actor, 'household:link', record!),
    };
  });
}

async function listMembers(db: Handle, ctx: Ctx, record: CustomerRecord): Promise<FamilyMember[]> {
  const links = await listFamilyLinks(db, record.id);
  const ids = new Set(links.flatMap(({ customerId, otherId }) => [customerId, otherId]));
  ids.delete(record.id);
  const relatives = ids.size > 0 ? await listRecords(db, [...ids]) : [];
  return familyOf(ctx.actor, links, { record, relatives });
}

/**
 * Links two customers the person works with as one household. Where they have two assigned reps, a manager
 * decides whose the family is to be. Throws what `joinFamily` throws.
 */
export async function linkFamily(ctx: Ctx, link: Link): Promise<Joined> {
  return transact(ctx, async (work) => {
    const files = await lockBoth(work, link);
    for (const file of files) requirePermission(ctx.actor, 'household:link', file);
    return joinFamily(work, ctx, link);
  });
}

/** They are not one household after all (or no longer): each stays with the rep it has. */
export async function endLink(ctx: Ctx, linkId: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const link = await lockLink(work.tx, linkId);
    if (!link || (link.state !== 'linked' && link.state !== 'proposed'))
      throw new Refusal('notAllowed');
    const files = await lockBoth(work, link);
    for (const file of files) requirePermission(ctx.actor, 'household:link', file);
    await settleLink(work, linkId, { state: 'ended', byId: ctx.actor.id });
    noteBoth(work, ctx, { action: 'household.end', linkId, files });
    return { id: linkId };
  });
}
