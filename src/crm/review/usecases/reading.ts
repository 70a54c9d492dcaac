import { findCustomerKeys } from '../../../db/data-keys.ts';
import { type Reading, read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { sayNumber } from '../../customers/rules.ts';
import { type CustomerFile, findCustomerByNumber, findFile } from '../../customers/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { isTheirOwn, moved, whyNotApprove } from '../rules/machine.ts';
import { listRemarks, type Remark } from '../rules/remarks.ts';
import { type Asked, listAsked } from '../rules/reviewers.ts';
import { type Colleague, listColleagues, listJudges } from '../store/people.ts';
import { findReview, listWaitingFor, type Review, type Waiting } from '../store/reviews.ts';
import { listSignals, type Signal } from '../store/signals.ts';
import { listSteps, type Step } from '../store/steps.ts';
import { listVerifications, type Verification } from '../store/verifications.ts';

/** What was reviewed and checked of a record that became part of another. */
export interface FormerReview {
  number: number;
  steps: Step[];
  checked: Verification[];
}

/** Everything the card of a review shows. */
export interface ReviewCard {
  file: CustomerFile;
  /** Null: it was never reviewed. */
  review: Review | null;
  steps: Step[];
  checked: Verification[];
  /** Who may be the same person, or of the family. */
  signals: Signal[];
  /** Who is asked now. */
  asked: Asked<Colleague>;
  authorNames: string[];
  remarks: Remark[];
  /** Reviews and checks of records that became part of this one. */
  former: FormerReview[];
  settings: Settings;
  now: Date;
  may: {
    approve: boolean;
    /** Why not, as a refusal's code. */
    whyNot: string | null;
    /** Return and ask. */
    turnBack: boolean;
    verify: boolean;
    answer: boolean;
  };
}

/** The review of a customer, for whoever may see it. */
export async function readReview(ctx: Ctx, id: string): Promise<ReviewCard> {
  return read(ctx, (reading) => cardOf(reading, ctx, id));
}

/**
 * The review for a form that returns it or asks: for whoever may do that now. Throws what the move would,
 * before anything is typed; `reviewNone`.
 */
export async function readForTurnBack(ctx: Ctx, id: string): Promise<ReviewCard> {
  return read(ctx, async (reading) => {
    const card = await cardOf(reading, ctx, id);
    requirePermission(ctx.actor, 'review:decide', card.file);
    if (!card.review) throw new Refusal('reviewNone', { number: sayNumber(card.file.number) });
    moved(card.review, 'return', ctx.actor);
    return card;
  });
}

/** The id behind a spoken number, for whoever may see the review. */
export async function getReviewedId(ctx: Ctx, number: number): Promise<string> {
  const record = await findCustomerByNumber(ctx.db, number);
  requirePermission(ctx.actor, 'review:see', record);
  return record!.id;
}

async function cardOf(reading: Reading, ctx: Ctx, id: string): Promise<ReviewCard> {
  const { db, now } = reading;
  const { actor } = ctx;
  const file = await findFile(reading, id);
  if (!file || !can(actor, 'review:see', file)) throw new Refusal('notAllowed');
  const [review, judges, settings, checked, signals] = await Promise.all([
    findReview(db, id),
    listJudges(db, file.teamId),
    getSettings(db, file.teamId, now),
    listVerifications(db, id),
    listSignals(db, id),
  ]);
  const [steps, authors] = review
    ? await Promise.all([
        listSteps(db, review.id, file.dataKey),
        listColleagues(db, review.authors),
      ])
    : [[], []];
  const isWaiting = review?.state === 'waiting' || review?.state === 'asked';
  const asked: Asked<Colleague> = isWaiting
    ? listAsked(review, judges)
    : { by: 'step', people: [] };
  const decides = can(actor, 'review:decide', file);
  const whyNot = review && decides ? whyNotApprove(review, actor) : null;
  return {
    file,
    review,
    steps,
    checked,
    // A rep could try names on a colleague's customer by them: what is alike is for those who decide.
    signals: decides ? signals : [],
    asked,
    authorNames: authors.map(({ name }) => name),
    remarks: review
      ? listRemarks(file, {
          ...review,
          isReported: review.cause === 'reported' || steps.some(isReported),
          isAlone: asked.by !== 'step',
          isLikelyTwice: signals.length > 0,
        })
      : [],
    former: await listFormer(reading, id),
    settings,
    now,
    may: {
      approve: isWaiting && decides && whyNot === null,
      whyNot: isWaiting && decides ? whyNot : null,
      turnBack: isWaiting && decides && !isTheirOwn(review, actor.id),
      verify: can(actor, 'review:verify', file),
      answer:
        (review?.state === 'returned' || review?.state === 'asked') &&
        can(actor, 'review:answer', file),
    },
  };
}

/** A change that the customer reported. */
const isReported = ({ what, reason }: Step): boolean => what === 'change' && reason !== null;

/** Of records that became part of this one: each opens under its own key. */
async function listFormer({ db, keys }: Reading, id: string): Promise<FormerReview[]> {
  const lost = await db.customer.findMany({
    where: { mergedIntoId: id },
    select: { id: true, number: true },
    orderBy: { number: 'asc' },
  });
  const dataKeys = await findCustomerKeys(
    db,
    keys,
    lost.map((one) => one.id),
  );
  const former: FormerReview[] = [];
  for (const { id: lostId, number } of lost) {
    const key = dataKeys.get(lostId);
    const review = await findReview(db, lostId);
    const steps = review && key ? await listSteps(db, review.id, key) : [];
    const checked = await listVerifications(db, lostId);
    if (steps.length + checked.length > 0) former.push({ number, steps, checked });
  }
  return former;
}

/** A page of what waits for the person. */
export interface WaitingPage {
  cards: ReviewCard[];
  page: number;
  hasNext: boolean;
  /** How many wait in all. */
  total: number;
  now: Date;
}

const PAGE = 8;

/** What waits for the person (`/review`): to approve; for a rep, to answer. The longest waiting first. */
export async function readWaiting(ctx: Ctx, page: number): Promise<WaitingPage> {
  return read(ctx, (reading) => pageOf(reading, ctx, page));
}

async function pageOf(reading: Reading, ctx: Ctx, page: number): Promise<WaitingPage> {
  const offset = page * PAGE;
  const who = whoOf(ctx);
  const { ids, total } = await listWaitingFor(reading.db, who, { limit: PAGE, offset });
  // What stood on a later page was decided meanwhile: the first one shows what is left.
  if (ids.length === 0 && page > 0) return pageOf(reading, ctx, 0);
  const cards: ReviewCard[] = [];
  for (const id of ids) cards.push(await cardOf(reading, ctx, id));
  return { cards, page, hasNext: total > offset + PAGE, total, now: reading.now };
}

function whoOf({ actor }: Ctx): Waiting {
  const reach = reachOf(actor, 'review:decide');
  if (reach === 'none') return { of: 'rep', id: actor.id };
  const { id, role, teamIds } = actor;
  return { of: 'judge', id, role, teamIds: reach === 'all' ? null : teamIds };
}

/** The review standard (#26) in force where the person works. */
export async function readStandard(ctx: Ctx): Promise<Settings> {
  return read(ctx, ({ db, now }) => getSettings(db, ctx.actor.teamIds[0] ?? null, now));
}
