import { getOfficeKey } from '../../db/data-keys.ts';
import { open, seal } from '../../db/sealing.ts';
import { read } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Ctx } from '../context.ts';

/** How long a half-filled form is kept. */
const KEPT_MS = 24 * 3_600_000;

/** What a form held when it was left, and when. */
export interface Draft<T> {
  values: T;
  savedAt: Date;
}

const place = (id: string) => ({ table: 'drafts', column: 'sealed', rowId: id });

/**
 * Keeps a half-filled form of the person, sealed under the office's key, for 24 hours. One per form:
 * the newest replaces the one before. A draft changes no record, so it has no audit row.
 */
export async function keepDraft(ctx: Ctx, form: string, values: unknown): Promise<void> {
  await read(ctx, async ({ db, keys, now }) => {
    const id = newId(now);
    const sealed = seal(await getOfficeKey(db, keys), place(id), JSON.stringify(values));
    const kept = { id, sealed, savedAt: now, expiresAt: new Date(now.getTime() + KEPT_MS) };
    await db.draft.upsert({
      where: { memberId_form: { memberId: ctx.actor.id, form } },
      create: { ...kept, memberId: ctx.actor.id, form },
      update: kept,
    });
  });
}

/** The person's unfinished form, or null when there is none or it is older than 24 hours. */
export async function findDraft<T>(ctx: Ctx, form: string): Promise<Draft<T> | null> {
  return read(ctx, async ({ db, keys, now }) => {
    const draft = await db.draft.findUnique({
      where: { memberId_form: { memberId: ctx.actor.id, form } },
    });
    if (!draft || draft.expiresAt <= now) return null;
    const text = open(await getOfficeKey(db, keys), place(draft.id), draft.sealed);
    return { values: JSON.parse(text) as T, savedAt: draft.savedAt };
  });
}

/** Takes a draft out, for whoever comes first: a second press at the same moment gets null. */
export async function takeDraft<T>(ctx: Ctx, form: string): Promise<Draft<T> | null> {
  const draft = await findDraft<T>(ctx, form);
  if (!draft) return null;
  const { count } = await ctx.db.draft.deleteMany({ where: { memberId: ctx.actor.id, form } });
  return count > 0 ? draft : null;
}

/** Forgets a form that was finished or not wanted any more. */
export async function dropDraft(ctx: Ctx, form: string): Promise<void> {
  await ctx.db.draft.deleteMany({ where: { memberId: ctx.actor.id, form } });
}

/** Deletes what is older than 24 hours, of everybody; answers how many. */
export async function deleteExpiredDrafts(ctx: Pick<Ctx, 'db' | 'keys'>): Promise<number> {
  return read(ctx, async ({ db, now }) => {
    const { count } = await db.draft.deleteMany({ where: { expiresAt: { lte: now } } });
    return count;
  });
}
