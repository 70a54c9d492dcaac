import { read } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { canEver } from '../access/rules.ts';
import type { Ctx } from '../context.ts';
import { getSettings } from '../settings/store.ts';
import { byWeight, type Why, weigh } from './rules.ts';
import { listFacts, listOwnFacts } from './store.ts';

/** A customer with the reasons to call today. */
export interface Called {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  why: Why;
}

/** Most customers of the list: more calls than these nobody makes in a day. */
const MOST = 15;

/** Whom to call today among one's own customers, the heaviest reasons first, and how many have any. */
export async function listCalls(ctx: Ctx): Promise<{ calls: Called[]; all: number; now: Date }> {
  const { actor } = ctx;
  if (!canEver(actor, 'my-day:see')) throw new Refusal('notAllowed');
  return read(ctx, async (at) => {
    const settings = ctx.rules ?? (await getSettings(at.db, actor.teamIds[0] ?? null, at.now));
    const weighing = { now: at.now, zone: actor.zone, settings };
    const calls = (await listOwnFacts(at, actor.id))
      .map(({ facts, ...customer }) => ({ ...customer, why: weigh(facts, weighing) }))
      .filter(({ why }) => why.score > 0);
    return { calls: byWeight(calls).slice(0, MOST), all: calls.length, now: at.now };
  });
}

/** The reasons to call these customers, as far as the person may see them, by id. */
export async function readWhys(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Why>> {
  const { actor } = ctx;
  return read(ctx, async (at) => {
    const settings = ctx.rules ?? (await getSettings(at.db, actor.teamIds[0] ?? null, at.now));
    const facts = await listFacts(at, actor, ids);
    const weighing = { now: at.now, zone: actor.zone, settings };
    return new Map([...facts].map(([id, one]) => [id, weigh(one, weighing)]));
  });
}
