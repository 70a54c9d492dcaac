import { businessNow, transact } from '../../db/transact.ts';
import type { Ctx } from '../context.ts';
import { noteCheck } from '../customers/unique.ts';
import { type Answer, readAnswers } from '../ownership/answers.ts';
import type { Match } from './matching.ts';
import type { Likely } from './store.ts';

/** A record that may be the same person: how it stands to who asks, and why it is one. */
export interface LikelyAnswer extends Match, Answer {
  id: string;
}

/** Nothing was written: the person is to say first whether it is one of these. */
export class LikelyDuplicates extends Error {
  readonly answers: LikelyAnswer[];
  readonly now: Date;

  constructor(answers: LikelyAnswer[], now: Date) {
    super('likely duplicates');
    this.answers = answers;
    this.now = now;
  }
}

/** Found inside a transaction, which rolls back; `asking` turns it into the question. */
export class FoundLikely extends Error {
  readonly likely: Likely[];

  constructor(likely: Likely[]) {
    super('found likely duplicates');
    this.likely = likely;
  }
}

/**
 * Runs a write that may find likely duplicates. Where it does, nothing is written and the blind answers
 * are thrown as `LikelyDuplicates`; they count and are noted as a check (#34).
 */
export async function asking<R>(ctx: Ctx, write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof FoundLikely)) throw error;
    const { likely } = error;
    const ids = likely.map(({ id }) => id);
    const others = likely.flatMap(({ id, kind }) => (kind === 'family' ? [id] : []));
    const { checkId } = await transact(ctx, async (work) => ({
      checkId: await noteCheck(work, ctx.actor, { by: 'likely', ids, others }),
    }));
    const now = await businessNow(ctx.db);
    const answers = await readAnswers(ctx.db, ctx.actor, { ids, others, now, checkId });
    throw new LikelyDuplicates(
      likely.flatMap((one) => {
        const answer = answers.get(one.id);
        return answer ? [{ ...one, ...answer }] : [];
      }),
      now,
    );
  }
}
