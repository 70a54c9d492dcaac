import { type Reading, read, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Action } from '../../access/policy.ts';
import { can, isTheirs, requirePermission } from '../../access/rules.ts';
import { findMember, listActiveMembers } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerFile, findCustomer, findFile } from '../../customers/store.ts';
import {
  findViewing,
  listPlannedOf,
  openWords,
  type ViewingRow,
  type ViewingWords,
} from '../store.ts';

/** A viewing with whom it is for, in the clear. */
export interface OpenedViewing {
  viewing: ViewingRow;
  words: ViewingWords;
  file: CustomerFile;
  /** Who shows. */
  memberName: string;
  /** Who else could. */
  people: { id: string; name: string }[];
  mayChange: boolean;
  now: Date;
}

/** A viewing as somebody may see it who sees the customer, or whose viewing it is. */
export async function readViewing(
  ctx: Ctx,
  id: string,
  action: Action = 'viewing:see',
): Promise<OpenedViewing> {
  return read(ctx, async (at) => {
    const { viewing, file } = await requireViewing(at, ctx, id, action);
    const [member, members] = await Promise.all([
      findMember(at.db, viewing.memberId),
      listActiveMembers(at.db, [file.teamId]),
    ]);
    return {
      viewing,
      file,
      words: openWords(file.dataKey, viewing),
      memberName: member?.name ?? '',
      people: members
        .filter(({ role }) => role !== 'reviewer')
        .map(({ id: memberId, name }) => ({ id: memberId, name })),
      mayChange: isAllowed(ctx, 'viewing:plan', viewing, file),
      now: at.now,
    };
  });
}

async function requireViewing(at: Reading, ctx: Ctx, id: string, action: Action) {
  const viewing = await findViewing(at.db, id);
  const record = viewing && (await findCustomer(at.db, viewing.customerId));
  const file = record && (await findFile(at, record.id));
  if (!viewing || !file || !isAllowed(ctx, action, viewing, file)) throw new Refusal('notAllowed');
  return { viewing, file };
}

/** By the customer, or as the person who shows. */
function isAllowed(ctx: Ctx, action: Action, viewing: ViewingRow, file: CustomerFile): boolean {
  return can(ctx.actor, action, file) || isTheirs(ctx.actor, viewing.memberId, file.teamId);
}

/** The next viewing of a customer that is planned or not written up yet; throws `viewingNone`. */
export async function findOpenViewing(ctx: Ctx, customerId: string): Promise<string> {
  return read(ctx, async ({ db }) => {
    const customer = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'viewing:see', customer);
    const [first] = await listPlannedOf(db, customerId);
    if (!first) throw new Refusal('viewingNone');
    return first.id;
  });
}

/**
 * A planned viewing with its customer's file, locked for a change by a person who may: by the customer, or
 * because they show. Throws `viewingClosed` for one that is over.
 */
export async function lockViewing(
  work: Work,
  ctx: Ctx,
  id: string,
): Promise<{ row: ViewingRow; file: CustomerFile }> {
  const found = await findViewing(work.tx, id);
  if (!found) throw new Refusal('notAllowed');
  const standIn = { repId: found.memberId };
  const file = await lockFile(
    work,
    ctx.actor,
    { action: 'viewing:plan', standIn },
    found.customerId,
  );
  const row = await findViewing(work.tx, id);
  if (row?.state !== 'planned') throw new Refusal('viewingClosed');
  // A merge was undone while we waited: it is another record's.
  if (row.customerId !== file.id) throw new Refusal('viewingChanged');
  return { row, file };
}
