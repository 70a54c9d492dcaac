import type { Handle } from '../../../db/client.ts';
import { read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import { actorOf, findMember } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { type Joined, joinFamily, lockBoth, noteBoth } from '../../households/joining.ts';
import { listRelations, type Relation } from '../../households/rules.ts';
import { getSettings } from '../../settings/store.ts';
import {
  countPairs,
  findPair,
  findTold,
  listPairs,
  lockPair,
  type PairRow,
  settlePair,
} from '../store-pairs.ts';

const PAGE = 6;

/** A page of likely duplicates. */
export interface PairPage {
  pairs: PairRow[];
  total: number;
  page: number;
  hasNext: boolean;
}

/** Of which teams a person decides pairs: both records must be of them. Null: of any. */
export function pairTeams(actor: Pick<Actor, 'role' | 'teamIds'>): string[] | null | 'none' {
  const reach = reachOf(actor, 'duplicate:see');
  if (reach === 'all') return null;
  return reach === 'team' ? actor.teamIds : 'none';
}

/** The open pairs of the teams one manages, the surest first. */
export async function readPairs(ctx: Ctx, page: number): Promise<PairPage> {
  const teams = pairTeams(ctx.actor);
  if (teams === 'none') throw new Refusal('notAllowed');
  return read(ctx, async ({ db }) => {
    const rows = await listPairs(db, teams, { limit: PAGE + 1, offset: page * PAGE });
    return {
      pairs: rows.slice(0, PAGE),
      total: await countPairs(db, teams),
      page,
      hasNext: rows.length > PAGE,
    };
  });
}

/** How many pairs wait for a member, as a message tells it; 0 for whoever decides none any more. */
export async function countWaiting(db: Handle, memberId: string): Promise<number> {
  const member = await findMember(db, memberId);
  const teams = member?.active ? pairTeams(actorOf(member)) : 'none';
  return teams === 'none' ? 0 : countPairs(db, teams);
}

/** What was said of a pair: the two, by number. */
export type Decided = { [key: string]: number | string; one: number; other: number };

/** 不是同一人: remembered, so that nobody is asked about these two again. Throws `pairDecided`. */
export async function keepApart(ctx: Ctx, pairId: string): Promise<Decided> {
  return transact(ctx, async (work) => {
    const files = await lockForDecision(work, ctx, pairId);
    await settlePair(work, pairId, { state: 'different', byId: ctx.actor.id });
    noteBoth(work, ctx, { action: 'duplicate.different', linkId: pairId, files });
    await redrawTold(work, ctx);
    return { one: files[0].number, other: files[1].number };
  });
}

/** The two of an open pair and the relations the office knows, before they are linked. */
export async function readForFamily(
  ctx: Ctx,
  pairId: string,
): Promise<{ one: CustomerRecord; relations: Relation[] }> {
  return read(ctx, async ({ db, now }) => {
    const pair = await findPair(db, pairId);
    const one = pair && (await findCustomer(db, pair.oneId));
    const other = pair && (await findCustomer(db, pair.otherId));
    for (const record of [one, other]) requirePermission(ctx.actor, 'duplicate:see', record);
    if (pair?.state !== 'open') throw new Refusal('pairDecided');
    const first = one!.number <= other!.number ? one! : other!;
    return { one: first, relations: listRelations(await getSettings(db, first.teamId, now)) };
  });
}

/** 是一家人: linked as one household; where they have two reps, whose it is to be is decided next. */
export async function makeFamily(
  ctx: Ctx,
  wish: { pairId: string; relation: Relation },
): Promise<Joined> {
  return transact(ctx, async (work) => {
    const [one, other] = await lockForDecision(work, ctx, wish.pairId);
    const link = { customerId: one.id, otherId: other.id, relation: wish.relation };
    const joined = await joinFamily(work, ctx, link);
    await settlePair(work, wish.pairId, { state: 'family', byId: ctx.actor.id });
    await redrawTold(work, ctx);
    return joined;
  });
}

/** Both files of an open pair that the person may decide, locked; the one that was there first first. */
async function lockForDecision(
  work: Work,
  { actor }: Ctx,
  pairId: string,
): Promise<[CustomerFile, CustomerFile]> {
  const pair = await lockPair(work.tx, pairId);
  if (!pair) throw new Refusal('notAllowed');
  const files = await lockBoth(work, { customerId: pair.oneId, otherId: pair.otherId });
  for (const file of files) requirePermission(actor, 'duplicate:see', file);
  if (pair.state !== 'open') throw new Refusal('pairDecided');
  return files[0].number <= files[1].number ? files : [files[1], files[0]];
}

/** The message that told of the pairs says how many are left. */
async function redrawTold({ tx }: Work, { actor }: Ctx): Promise<void> {
  const told = await findTold(tx, `duplicates:${actor.id}`);
  if (told) await redrawMessage(tx, told);
}
