import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { noteCheck } from '../../customers/unique.ts';
import { getSettings } from '../../settings/store.ts';
import { type Answer, readAnswers } from '../answers.ts';
import { type Identity, readIdentity } from '../rules/identity.ts';
import { findByIdentity, sureBy } from '../store/identity.ts';

export type { Answer } from '../answers.ts';

export interface Checked {
  /** What was asked by, as it was read. */
  asked: Identity;
  /** false: only a part of the phone was known. */
  isExact: boolean;
  /** None: free. */
  answers: Answer[];
  now: Date;
}

/**
 * Whether somebody is registered, blindly (#34): free, yours, in the pool, or protected until when; never
 * whose it is nor what is in the file. Every check is noted and counts towards the limit of the hour.
 */
export async function checkIdentity(ctx: Ctx, text: string): Promise<Checked> {
  const { actor } = ctx;
  requirePermission(actor, 'customer:check', { repId: actor.id, teamId: actor.teamIds[0] ?? null });
  const asked = await read(ctx, async ({ db, now }) => {
    const { phoneRegion } = await getSettings(db, actor.teamIds[0] ?? null, now);
    return readIdentity(text, phoneRegion);
  });
  if (!asked) throw new Refusal('checkUnreadable', {}, 'identity');
  // What comes of a transaction is kept with its delivery, in the clear: never what was typed.
  const { ids, isExact, checkId } = await transact(ctx, async (work) => {
    const found = await findByIdentity(work.tx, work.keys, asked);
    const noteId = await noteCheck(work, actor, { by: sureBy(asked, found), ids: found.ids });
    return { ...found, checkId: noteId };
  });
  return read(ctx, async ({ db, now }) => {
    // A part of a number can be anybody's: no case is built on it.
    const exact = isExact ? { checkId } : {};
    const answers = [...(await readAnswers(db, actor, { ids, now, ...exact })).values()];
    return { asked, isExact, answers, now };
  });
}
