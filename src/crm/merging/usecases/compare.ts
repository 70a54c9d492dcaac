import type { Handle } from '../../../db/client.ts';
import { type Reading, read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { findMember } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import {
  type CustomerFile,
  findCustomer,
  findCustomerByNumber,
  findFile,
} from '../../customers/store.ts';
import { listFamilyLinks } from '../../households/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type Difference, listDifferences } from '../rules/choices.ts';
import { readOne, readPair } from '../schema.ts';

/** What would move to the kept record. */
export interface Moving {
  contacts: number;
  openFollowUps: number;
  phones: number;
  /** Customers that name the lost record as their referrer. */
  referred: number;
}

/** One of the family of a record that is merged. */
export interface Relative {
  number: number;
  repId: string | null;
}

/** Two records side by side. */
export interface Comparison {
  keep: CustomerFile;
  lose: CustomerFile;
  differences: Difference[];
  moving: Moving;
  /** Names behind ids: of reps, and of referrers as number and name. */
  names: Map<string, string>;
  /** The family of both, the two left out: whose each is (null: nobody's). */
  family: Relative[];
  settings: Settings;
  now: Date;
}

/** The two records of `C-1042 C-1050`, for a person who may merge them. Throws `mergeUnreadable`. */
export async function findPair(
  ctx: Ctx,
  text: string,
): Promise<{ keepId: string; loseId: string }> {
  const { keep, lose } = readPair(text);
  const [kept, lost] = [
    await findCustomerByNumber(ctx.db, keep),
    await findCustomerByNumber(ctx.db, lose),
  ];
  requirePermission(ctx.actor, 'customer:merge', kept);
  requirePermission(ctx.actor, 'customer:merge', lost);
  return { keepId: kept!.id, loseId: lost!.id };
}

/** The record that a person may merge, for the form that asks for the other one. */
export async function readForMerge(ctx: Ctx, id: string): Promise<CustomerFile> {
  return read(ctx, (at) => getFile(at, ctx, id));
}

/** The id of the lost record that a number names, for a person who may undo its merge. Throws `mergeUnreadable`. */
export async function findLost(ctx: Ctx, text: string): Promise<string> {
  const record = await ctx.db.customer.findUnique({
    where: { number: readOne(text) },
    select: { id: true, teamId: true },
  });
  requirePermission(ctx.actor, 'customer:merge', record);
  return record!.id;
}

/** Reads two records side by side, for a person who may merge them (#36). Throws `mergeSame`, `customerMerged`. */
export async function comparePair(
  ctx: Ctx,
  { keepId, loseId }: { keepId: string; loseId: string },
): Promise<Comparison> {
  if (keepId === loseId) throw new Refusal('mergeSame');
  return read(ctx, async (at) => {
    const keep = await getFile(at, ctx, keepId);
    const lose = await getFile(at, ctx, loseId);
    const family = await listRelatives(at.db, [keepId, loseId]);
    const differences = listDifferences({ keep, lose, repFits: await repFits(at.db, keep, lose) });
    return {
      keep,
      lose,
      differences,
      moving: await countMoving(at.db, lose),
      names: await namesOf(at.db, [keep, lose], family),
      family,
      settings: await getSettings(at.db, keep.teamId, at.now),
      now: at.now,
    };
  });
}

async function getFile(at: Reading, ctx: Ctx, id: string): Promise<CustomerFile> {
  const record = await findCustomer(at.db, id);
  requirePermission(ctx.actor, 'customer:merge', record);
  const file = await findFile(at, id);
  if (!file) throw new Refusal('notAllowed');
  return file;
}

/** Whether the lost record's rep works in the kept record's team. */
export async function repFits(
  db: Handle,
  keep: CustomerFile,
  lose: CustomerFile,
): Promise<boolean> {
  const rep = lose.repId ? await findMember(db, lose.repId) : null;
  return Boolean(rep?.active && rep.teamIds.includes(keep.teamId));
}

/** Everybody who is linked as family with one of these records, through whomever, and is none of them. */
export async function listRelatives(db: Handle, of: string[]): Promise<Relative[]> {
  const ids = new Set<string>();
  for (const id of of)
    for (const link of await listFamilyLinks(db, id))
      if (link.state === 'linked') ids.add(link.customerId).add(link.otherId);
  for (const id of of) ids.delete(id);
  return db.customer.findMany({
    where: { id: { in: [...ids] }, status: { in: ['active', 'invalid'] } },
    select: { number: true, repId: true },
    orderBy: { number: 'asc' },
  });
}

async function countMoving(db: Handle, lose: CustomerFile): Promise<Moving> {
  const customerId = lose.id;
  return {
    contacts: await db.interaction.count({ where: { customerId, withdrawnAt: null } }),
    openFollowUps: await db.followUp.count({ where: { customerId, state: 'open' } }),
    phones: lose.values.phones.length,
    referred: await db.customer.count({ where: { referrerId: customerId } }),
  };
}

async function namesOf(
  db: Handle,
  files: CustomerFile[],
  family: Relative[],
): Promise<Map<string, string>> {
  const ids = (found: (string | null)[]) => found.filter((id): id is string => id !== null);
  const reps = await db.member.findMany({
    where: { id: { in: ids([...files, ...family].map(({ repId }) => repId)) } },
    select: { id: true, name: true },
  });
  const referrers = await db.customer.findMany({
    where: { id: { in: ids(files.map(({ values }) => values.referrerId)) } },
    select: { id: true, number: true },
  });
  return new Map([
    ...reps.map(({ id, name }): [string, string] => [id, name]),
    ...referrers.map(({ id, number }): [string, string] => [id, `C-${number}`]),
  ]);
}
