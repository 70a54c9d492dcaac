import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import { sayNumber } from '../customers/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { listAnswering } from './store/people.ts';
import { findReview, type Review } from './store/reviews.ts';
import { findLastStep } from './store/steps.ts';
import { tell } from './telling.ts';

/** What the person saw when they decided; anything newer makes them look again. */
export interface Seen {
  id: string;
  /** Round and step of the review, and the version of the file. */
  round: number;
  step: number;
  version: number;
}

/** What is decided on: the file, its review, and the rules in force. */
export interface Decision {
  file: CustomerFile;
  review: Review;
  settings: Settings;
}

/** The review under the customer's lock, as the person saw it. Throws `reviewNone`, `reviewTaken`, `reviewChanged`. */
export async function openDecision(
  work: Work,
  ctx: Ctx,
  seen: Seen | { id: string },
): Promise<Decision> {
  const file = await lockFile(work, ctx.actor, { action: 'review:decide' }, seen.id);
  const review = await findReview(work.tx, seen.id);
  if (!review) throw new Refusal('reviewNone', { number: sayNumber(file.number) });
  if ('round' in seen) await requireAsSeen(work, { file, review }, seen);
  return { file, review, settings: await getSettings(work.tx, file.teamId, work.now) };
}

async function requireAsSeen(
  work: Work,
  { file, review }: Pick<Decision, 'file' | 'review'>,
  seen: Seen,
): Promise<void> {
  const isThere = review.round === seen.round && review.approvals.length === seen.step;
  const isWaiting = review.state === 'waiting' || review.state === 'asked';
  if (!isThere || !isWaiting) {
    const last = await findLastStep(work.tx, review.id);
    if (last && last.what !== 'change')
      throw new Refusal('reviewTaken', { name: last.byName, what: last.what });
    throw new Refusal('reviewChanged');
  }
  if (file.version !== seen.version) throw new Refusal('reviewChanged');
}

/** The assigned rep hears of it; where there is none, the team's managers. */
export async function tellRep(
  work: Work,
  of: Decision & { news: 'returned' | 'asked' | 'approved' },
): Promise<void> {
  const { file, review, settings, news } = of;
  const people = await listAnswering(work.tx, file);
  await tell(work, { review, settings, news, slot: work.now.toISOString(), rung: 0 }, people);
}
