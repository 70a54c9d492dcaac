import { read } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { reachOf } from '../access/rules.ts';
import { listActiveMembers } from '../access/store.ts';
import type { Ctx } from '../context.ts';
import { countReadings } from './store.ts';

const DAY_MS = 86_400_000;

/** How often somebody looked into the register. */
export interface ReadingCounts {
  memberId: string;
  name: string;
  revealsDay: number;
  revealsWeek: number;
  checksDay: number;
  checksWeek: number;
}

/**
 * Reveals and checks of the last day and week, per person of the teams one manages, most reveals
 * first (#93): what a rep opens is visible to the manager. Nobody's customers are named.
 */
export async function listReadings(ctx: Ctx): Promise<ReadingCounts[]> {
  const reach = reachOf(ctx.actor, 'member:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, async ({ db, now }) => {
    const members = await listActiveMembers(db, reach === 'all' ? undefined : ctx.actor.teamIds);
    const since = {
      day: new Date(now.getTime() - DAY_MS),
      week: new Date(now.getTime() - 7 * DAY_MS),
    };
    const counted = new Map(
      (
        await countReadings(
          db,
          members.map(({ id }) => id),
          since,
        )
      ).map((row) => [row.actorId, row]),
    );
    return members
      .map(({ id, name }) => ({
        memberId: id,
        name,
        revealsDay: counted.get(id)?.revealsDay ?? 0,
        revealsWeek: counted.get(id)?.revealsWeek ?? 0,
        checksDay: counted.get(id)?.checksDay ?? 0,
        checksWeek: counted.get(id)?.checksWeek ?? 0,
      }))
      .sort((a, b) => b.revealsWeek - a.revealsWeek || b.checksWeek - a.checksWeek);
  });
}
