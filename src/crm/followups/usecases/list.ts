import { read } from '../../../db/transact.ts';
import { addDays, civilDay, startOfDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { canEver } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Bucket } from '../rules.ts';
import { countOpen, listOpen, type OpenLine, openWhats } from '../store.ts';

/** One open follow-up of a list. */
export type FollowUpLine = Omit<OpenLine, 'whatSealed'> & { what: string | null };

/** One page of a person's follow-ups, with how many there are of each sort. */
export interface FollowUpPage {
  bucket: Bucket;
  page: number;
  pages: number;
  lines: FollowUpLine[];
  counts: Record<Bucket, number>;
  now: Date;
}

/** Follow-ups on one page: each takes two blocks on a phone. */
export const PAGE = 8;

/** The person's own open follow-ups of one sort: those that are theirs to do, handed over ones included. */
export async function listFollowUps(
  ctx: Ctx,
  wish: { bucket: Bucket | null; page: number },
): Promise<FollowUpPage> {
  if (!canEver(ctx.actor, 'my-day:see')) throw new Refusal('notAllowed');
  return read(ctx, async ({ db, keys, now }) => {
    const { id: memberId, zone } = ctx.actor;
    const today = civilDay(now, zone);
    const bounds = {
      now,
      today: startOfDay(today, zone),
      tomorrow: startOfDay(addDays(today, 1), zone),
    };
    const counts = await countOpen(db, memberId, bounds);
    const bucket = wish.bucket ?? firstFilled(counts);
    const pages = Math.max(1, Math.ceil(counts[bucket] / PAGE));
    const page = Math.min(wish.page, pages - 1);
    const rows = await listOpen(db, {
      memberId,
      bucket,
      ...bounds,
      offset: page * PAGE,
      limit: PAGE,
    });
    return { bucket, page, pages, lines: await openWhats({ db, keys }, rows), counts, now };
  });
}

function firstFilled(counts: Record<Bucket, number>): Bucket {
  if (counts.overdue > 0) return 'overdue';
  return counts.today > 0 ? 'today' : 'coming';
}
