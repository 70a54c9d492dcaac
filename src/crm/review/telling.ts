import type { Work } from '../../db/transact.ts';
import { type NudgePlan, planNudges, supersedeNudges } from '../../ledger/plan.ts';
import { slotWithin } from '../../lib/calendar/index.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import type { Colleague } from './store/people.ts';
import type { Review } from './store/reviews.ts';

/** Kind of the messages of a review in the ledger. */
export const REVIEW = 'review';

/**
 * What is told: `wait` it waits for you; `late` it waits for somebody too long; `stuck` nobody can take
 * it; `returned`, `asked`, `approved`: what became of it, to its rep.
 */
export type News = 'wait' | 'late' | 'stuck' | 'returned' | 'asked' | 'approved';

/** The rule of a reason in the ledger. */
export const ruleOf = (news: News): string => `${REVIEW}-${news}`;

/**
 * Plans to tell people of a review, each in their own working hours and privately; several reasons of a
 * minute leave as one message. The same news of the same round and step is told once.
 */
export async function tell(
  work: Work,
  of: { review: Pick<Review, 'id'>; settings: Settings; news: News; slot: string; rung: number },
  people: readonly Colleague[],
): Promise<void> {
  const { review, settings, news, slot, rung } = of;
  await planNudges(
    work.tx,
    people.map(
      ({ id, zone }): NudgePlan => ({
        rule: ruleOf(news),
        subjectId: review.id,
        slot: `${slot} ${id}`,
        rung,
        // Not the customer: a logged contact settles what is about the customer, and no review.
        aboutId: review.id,
        memberId: id,
        dueAt: work.now,
        envelope: {
          kind: REVIEW,
          recipient: `${REVIEW}:${id}`,
          memberId: id,
          target: 'dm',
          at: slotWithin(work.now, officeHours(settings, zone)),
        },
      }),
    ),
  );
}

/** What was told of a review is over: what has not left does not leave, what was posted says so. */
export async function settleTold(work: Work, reviewId: string, outcome: string): Promise<void> {
  await supersedeNudges(work.tx, { subjectIds: [reviewId], outcome, now: work.now });
}
