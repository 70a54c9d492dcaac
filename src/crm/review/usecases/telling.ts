import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { openLocked } from '../../customers/lock.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { nextRungAt, RUNGS } from '../rules/ladder.ts';
import { listAbove, listAsked } from '../rules/reviewers.ts';
import { type Colleague, listAnswering, listJudges } from '../store/people.ts';
import { findReview, listDue, type Review, saveReview } from '../store/reviews.ts';
import { type News, tell } from '../telling.ts';

/** Reviews in one run; the next run takes the rest. */
const BATCH = 200;
const DAY_MS = 86_400_000;

/** Another process was faster, or somebody decided meanwhile: nothing is said. */
class NothingToTell extends Error {}

/**
 * Says what has to be said of reviews that wait: first to whoever may approve, then again, then to the
 * one above; and every day to the administrators where nobody may. Each in a transaction of its own,
 * once, however many processes look. Answers how many.
 */
export async function tellReviews(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, ({ db, now }) => listDue(db, now, BATCH));
  let told = 0;
  for (const { customerId } of due) {
    try {
      await transact(ctx, (work) => tellOne(work, customerId));
      told += 1;
    } catch (error) {
      if (!(error instanceof NothingToTell)) throw error;
    }
  }
  return told;
}

/** What is said of a review at its present rung, to whom. */
interface Saying {
  news: News;
  people: Colleague[];
  /** Which occasion it is: said once. */
  slot: string;
  next: { rung: number; rungAt: Date | null };
}

async function tellOne(work: Work, customerId: string): Promise<{ id: string }> {
  const file = await openLocked(work, customerId);
  const review = await findReview(work.tx, customerId);
  if (!file || !review?.rungAt || review.rungAt > work.now) throw new NothingToTell();
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const said = await sayingOf(work, { file, review, settings });
  await tell(work, { review, settings, rung: review.rung, ...said }, said.people);
  await saveReview(work, review, said.next);
  audit(work, {
    actor: 'system',
    action: `review.tell-${said.news}`,
    subject: { kind: 'review', id: review.id },
    details: { rung: review.rung, to: said.people.map(({ id }) => id) },
  });
  return { id: customerId };
}

async function sayingOf(
  work: Work,
  at: { file: CustomerFile; review: Review; settings: Settings },
): Promise<Saying> {
  const { file, review, settings } = at;
  const judges = await listJudges(work.tx, file.teamId);
  const team = await findTeam(work.tx, file.teamId);
  const hours = officeHours(settings, team?.zone ?? 'UTC');
  const slot = [review.round, review.approvals.length, review.waitingSince.toISOString()].join(' ');
  const next = {
    rung: review.rung + 1,
    rungAt: nextRungAt(review.rung, review.waitingSince, settings, hours),
  };
  if (review.state !== 'waiting') return sayToRep(work, at, { judges, slot, next });
  const asked = listAsked(review, judges);
  if (asked.by === 'nobody') {
    const people = judges.filter(({ role }) => role === 'administrator');
    // Whoever joins tomorrow may take it: it is looked at, and said, again every day.
    const again = { rung: RUNGS.told, rungAt: new Date(work.now.getTime() + DAY_MS) };
    return { news: 'stuck', people, slot: civilDay(work.now, hours.zone), next: again };
  }
  if (review.rung < RUNGS.escalated) return { news: 'wait', people: asked.people, slot, next };
  return { news: 'late', people: listAbove(review, judges, asked.people), slot, next };
}

/** What was returned or asked waits for its rep: reminded once, then the team's manager hears of it. */
async function sayToRep(
  work: Work,
  { file, review }: { file: CustomerFile; review: Review },
  { judges, slot, next }: Pick<Saying, 'slot' | 'next'> & { judges: Colleague[] },
): Promise<Saying> {
  if (review.rung < RUNGS.escalated) {
    const people = await listAnswering(work.tx, file);
    const news = review.state === 'asked' ? 'asked' : 'returned';
    return { news, people, slot, next };
  }
  return { news: 'late', people: judges.filter(({ role }) => role === 'manager'), slot, next };
}

export { listTold, type Told } from '../store/told.ts';
