import { read } from '../../../db/transact.ts';
import {
  addDays,
  civilDay,
  formatDay,
  getDayNumber,
  mondayOf,
  startOfDay,
} from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { canEver, reachOf } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { SCOPES, type Scope } from '../rules.ts';
import {
  countList,
  countViewings,
  listViewings,
  type ViewingFigures,
  type ViewingLine,
  type ViewingWish,
} from '../store-lists.ts';

/** One page of viewings, with how many there are of each sort. */
export interface ViewingPage {
  scope: Scope;
  page: number;
  pages: number;
  lines: ViewingLine[];
  counts: Record<Scope, number>;
  /** Whether they are a team's, so that each line names who shows. */
  isTeams: boolean;
  /** Only with the week. */
  figures: Omit<ViewingFigures, 'memberId'> | null;
  now: Date;
}

const PAGE = 10;

/** A person's own viewings; the week is the whole team's for those who lead one. */
export async function listMyViewings(
  ctx: Ctx,
  wish: { scope: Scope | null; page: number },
): Promise<ViewingPage> {
  const { actor } = ctx;
  if (!canEver(actor, 'viewing:see')) throw new Refusal('notAllowed');
  return read(ctx, async ({ db, now }) => {
    const wishes = Object.fromEntries(
      SCOPES.map((scope) => [scope, wishOf(scope, ctx, now)]),
    ) as Record<Scope, ViewingWish>;
    const counted = await Promise.all(SCOPES.map((scope) => countList(db, wishes[scope])));
    const counts = Object.fromEntries(SCOPES.map((scope, nth) => [scope, counted[nth]!])) as Record<
      Scope,
      number
    >;
    const scope = wish.scope ?? SCOPES.find((one) => counts[one] > 0) ?? 'today';
    const pages = Math.max(1, Math.ceil(counts[scope] / PAGE));
    const page = Math.min(wish.page, pages - 1);
    const { whose } = wishes[scope];
    const lines = await listViewings(db, { ...wishes[scope], offset: page * PAGE, limit: PAGE });
    const { from, to } = wishes.week;
    const figures =
      scope === 'week' ? await countViewings(db, { ...whose, from: from!, to: to! }) : null;
    return {
      ...{ scope, page, pages, lines, counts, now },
      isTeams: !whose.memberId,
      figures: figures && sumUp(figures),
    };
  });
}

function wishOf(scope: Scope, { actor }: Ctx, now: Date): ViewingWish {
  const { zone, id: memberId } = actor;
  const today = civilDay(now, zone);
  const start = (day: string) => startOfDay(day, zone);
  const reach = reachOf(actor, 'viewing:see');
  const teamIds = reach === 'all' ? null : actor.teamIds;
  const own = { teamIds, memberId };
  const monday = formatDay(mondayOf(getDayNumber(today)));
  switch (scope) {
    case 'open':
      return { whose: own, state: 'open', now, from: null, to: null };
    case 'today':
      return {
        whose: own,
        state: 'planned',
        now,
        from: start(today),
        to: start(addDays(today, 1)),
      };
    case 'coming':
      return { whose: own, state: 'planned', now, from: start(addDays(today, 1)), to: null };
    case 'week':
      return {
        whose: reach === 'own' ? own : { teamIds },
        ...{ state: 'all', now, from: start(monday), to: start(addDays(monday, 7)) },
      };
  }
}

function sumUp(all: ViewingFigures[]): Omit<ViewingFigures, 'memberId'> {
  const sum = (key: keyof Omit<ViewingFigures, 'memberId'>) =>
    all.reduce((total, one) => total + one[key], 0);
  return {
    ...{ parties: sum('parties'), first: sum('first'), repeat: sum('repeat'), heads: sum('heads') },
    ...{ withDecider: sum('withDecider'), notCome: sum('notCome'), open: sum('open') },
  };
}
