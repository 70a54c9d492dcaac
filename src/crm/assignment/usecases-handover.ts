import { isUniqueViolation } from '../../db/errors.ts';
import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can, reachOf } from '../access/rules.ts';
import { findMember, listActiveMembers, type Member } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { readNumbers } from './schema.ts';
import {
  countHandOver,
  findHandOver,
  type HandOverCounts,
  type HandOverScope,
  type HandOverState,
  type HolderCount,
  insertHandOver,
  linkHandOver,
  listHolders,
  type Reach,
} from './store-handover.ts';

export type { HandOverCounts, HandOverState, HolderCount } from './store-handover.ts';

/** Kind in the ledger: how far it is, for who began it. */
const PROGRESS = 'handover-progress';

/** Who has customers, and who could take them. */
export interface HandOverPeople {
  holders: HolderCount[];
  reps: { id: string; name: string }[];
}

/** Reads for the form: whose customers the person may hand over, and to whom. */
export async function readForHandOver(ctx: Ctx): Promise<HandOverPeople> {
  const reach = reachFor(ctx);
  return read(ctx, async ({ db }) => ({
    holders: await listHolders(db, reach),
    reps: (await listActiveMembers(db, reach ?? undefined))
      .filter(({ role }) => role === 'rep')
      .map(({ id, name }) => ({ id, name })),
  }));
}

/** How many customers a member still has that the person may hand over. */
export async function countHeld(ctx: Ctx, memberId: string): Promise<number> {
  if (reachOf(ctx.actor, 'customer:hand-over') === 'none') return 0;
  const { holders } = await readForHandOver(ctx);
  return holders.find(({ id }) => id === memberId)?.customers ?? 0;
}

function reachFor({ actor }: Ctx): Reach {
  const reach = reachOf(actor, 'customer:hand-over');
  if (reach === 'none') throw new Refusal('notAllowed');
  return reach === 'all' ? null : actor.teamIds;
}

/** Whose customers go to whom; `toId` null: spread by the rules. `numbers` as typed: empty means all. */
export interface HandOverWish {
  fromId: string;
  toId: string | null;
  numbers: string | null;
}

/** What a hand-over would do, to be looked at before it begins. */
export interface HandOverPreview {
  counts: HandOverCounts;
  from: { id: string; name: string };
  to: { id: string; name: string } | null;
}

/**
 * Counts what would be handed over. Throws `noRep`, `handOverNone`, `handOverElsewhere`, and what `readNumbers`
 * throws.
 */
export async function previewHandOver(ctx: Ctx, wish: HandOverWish): Promise<HandOverPreview> {
  return read(ctx, async ({ db, now }) => {
    const { scope, from, to } = await scopeOf(db, ctx, wish);
    const counts = await countHandOver(db, scope, now);
    if (counts.customers === 0) throw nothingToMove({ counts, from, to }, scope.numbers);
    return { counts, from, to };
  });
}

/** They have no such customers, or whoever was chosen is in none of these customers' teams. */
function nothingToMove({ counts, from, to }: HandOverPreview, numbers: number[] | null): Refusal {
  return to && counts.elsewhere > 0
    ? new Refusal('handOverElsewhere', { name: to.name }, 'receiver')
    : new Refusal('handOverNone', { name: from.name }, numbers ? 'numbers' : 'leaver');
}

async function scopeOf(
  db: Reading['db'],
  ctx: Ctx,
  wish: HandOverWish,
): Promise<{ scope: HandOverScope; from: Member; to: Member | null }> {
  const reach = reachFor(ctx);
  const numbers = readNumbers(wish.numbers);
  const from = await findMember(db, wish.fromId);
  const to = wish.toId ? await findMember(db, wish.toId) : null;
  if (!from) throw new Refusal('notAllowed');
  if (wish.toId && !isFit(to, ctx)) throw new Refusal('noRep', {}, 'receiver');
  if (to?.id === from.id) throw new Refusal('handOverSame', {}, 'receiver');
  const toTeams = to ? to.teamIds : null;
  return { scope: { fromId: from.id, numbers, reach, toTeams }, from, to };
}

const isFit = (to: Member | null, { actor }: Ctx): boolean =>
  to?.active === true &&
  to.role === 'rep' &&
  to.teamIds.some((teamId) => can(actor, 'customer:hand-over', { teamId }));

/**
 * Begins a hand-over (#41): which customers is fixed now, each is moved once by the job, in short
 * transactions; who began it sees how far it is. Throws `handOverRuns`, `handOverNone`, `noRep`.
 */
export async function beginHandOver(
  ctx: Ctx,
  wish: HandOverWish,
): Promise<{ id: string; total: number }> {
  try {
    return await transact(ctx, (work) => begin(work, ctx, wish));
  } catch (error) {
    // Two managers at once: one hand-over of a person's customers at a time.
    if (isUniqueViolation(error)) throw new Refusal('handOverRuns', {}, 'leaver');
    throw error;
  }
}

async function begin(work: Work, ctx: Ctx, wish: HandOverWish) {
  const { tx, now } = work;
  const { scope, from, to } = await scopeOf(tx, ctx, wish);
  const made = await insertHandOver(work, { ...scope, toId: to?.id ?? null, byId: ctx.actor.id });
  if (made.total === 0) throw new Refusal('handOverNone', { name: from.name }, 'leaver');
  const messageId = await planMessage(tx, {
    kind: PROGRESS,
    memberId: ctx.actor.id,
    target: 'dm',
    recipient: `member:${ctx.actor.id}`,
    slot: `${PROGRESS}:${made.id}`,
    dueAt: now,
    content: { handoverId: made.id },
  });
  await linkHandOver(tx, made.id, messageId);
  audit(work, {
    actor: ctx.actor,
    action: 'hand-over.begin',
    subject: { kind: 'member', id: from.id },
    details: { handover: made.id, to: to?.id ?? null, total: made.total },
  });
  return { id: made.id, total: made.total };
}

/** How far a hand-over is, for the message about it; null where there is none. */
export function readHandOver(ctx: TransactContext, id: string): Promise<HandOverState | null> {
  return read(ctx, ({ db }) => findHandOver(db, id));
}
