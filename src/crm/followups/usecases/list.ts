import type { Handle } from '../../../db/client.ts';
import { read } from '../../../db/transact.ts';
import { addDays, civilDay, startOfDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { canEver } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { byWeight, type Weighing, type Why, weigh } from '../../why/rules.ts';
import type { Bucket } from '../rules.ts';
import { countOpen, listOpen, type OpenLine, openWhats, type ToDo } from '../store.ts';

/** One open follow-up of a list. */
export type FollowUpLine = Omit<OpenLine, 'whatSealed' | 'facts' | 'isOwn'> &
  ToDo & {
    /** Why to call; nothing where only the follow-up is the person's, and not the customer. */
    why: Why;
  };

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
    const settings = ctx.rules ?? (await getSettings(db, ctx.actor.teamIds[0] ?? null, now));
    const lines = await openPage(db, { memberId, bucket, ...bounds }, page, {
      now,
      zone,
      settings,
    });
    return { bucket, page, pages, lines: await openWhats({ db, keys }, lines), counts, now };
  });
}

/** So many of one sort are weighed against each other; what lies beyond comes after them as it fell due. */
const MOST_WEIGHED = 20 * PAGE;

/** A page in the order in which to call: what is due by its reasons, what is coming by its time. */
async function openPage(
  db: Handle,
  wish: Omit<Parameters<typeof listOpen>[1], 'offset' | 'limit'>,
  page: number,
  at: Weighing,
) {
  const from = page * PAGE;
  const isWeighed = wish.bucket !== 'coming' && from < MOST_WEIGHED;
  const rows = await listOpen(
    db,
    isWeighed
      ? { ...wish, offset: 0, limit: MOST_WEIGHED }
      : { ...wish, offset: from, limit: PAGE },
  );
  const lines = rows.map(({ facts, isOwn, ...line }) => {
    const { score, reasons } = weigh(facts, at);
    return { ...line, why: { score, reasons: isOwn ? reasons : [] } };
  });
  return isWeighed ? byWeight(lines).slice(from, from + PAGE) : lines;
}

function firstFilled(counts: Record<Bucket, number>): Bucket {
  if (counts.overdue > 0) return 'overdue';
  return counts.today > 0 ? 'today' : 'coming';
}
