import type { Work, Writing } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { RUNGS } from './rules/ladder.ts';
import { beginReview, moved } from './rules/machine.ts';
import { itemOf } from './rules/remarks.ts';
import { chainAnew, chainOf } from './rules/reviewers.ts';
import {
  type Cause,
  insertReviews,
  listOpenReviews,
  type NewReview,
  putReview,
  type Review,
  saveReview,
} from './store/reviews.ts';
import { insertStep } from './store/steps.ts';
import { voidVerifications } from './store/verifications.ts';
import { settleTold } from './telling.ts';

/** A customer just written whose record is to be looked at. */
export interface Opening {
  customerId: string;
  /** `registration`: somebody registered it; `import`: it came with others. */
  cause: Extract<Cause, 'registration' | 'import'>;
  /** Whose work it is: none of them may approve it. */
  authorIds: string[];
  /** The rules of the customer's team in force now. */
  settings: Settings;
  /** true: nobody is told by a message, it only stands in `/review`. For many at once. */
  quiet?: boolean;
}

/**
 * Opens the review of a customer that is put in the same transaction (#24), and nothing where the team
 * reviews nothing. Who is asked is found, and told, by the job a moment later. For registrations, partner
 * reports and imports alike. Answers the state for the customer's row; null: nobody looks at it.
 */
export function openReview(work: Writing, opening: Opening): string | null {
  const [fresh] = begin(opening);
  return fresh ? putReview(work, fresh) : null;
}

function begin({ customerId, cause, authorIds, settings, quiet = false }: Opening): NewReview[] {
  const chain = chainOf(settings.reviewSteps, []);
  const review = { ...beginReview(chain, authorIds), customerId, cause, fields: [] };
  return chain.length === 0 ? [] : [{ ...review, isTold: !quiet }];
}

/** What was changed of a customer: fields by their keys, `assignedRep` for whose it is. */
export interface Changed {
  file: Pick<CustomerFile, 'id' | 'dataKey' | 'reviewState'>;
  fields: string[];
  actor: Pick<Actor, 'id' | 'role'>;
  settings: Settings;
  /** Whose work it is besides the actor's: who wrote what a merge brought. */
  alsoBy?: readonly string[];
  /** How the customer reported it, as a code: asks for a review where the rules say so, whatever the field. */
  reported?: string | null;
  /** true: a review that it asks for is told by no message. For many at once. */
  quiet?: boolean;
}

/**
 * Notes a change for the review (#75), in its transaction and with the customer's row locked: what was
 * checked of the changed parts is void; a material change asks for a review again, or lets the one that
 * is open begin anew, since what was approved so far was something else.
 */
export const noteChange = (work: Work, changed: Changed): Promise<void> =>
  noteChanges(work, [changed]);

/** The same of many customers: those that are reviewed anew are opened in one statement. */
export async function noteChanges(work: Work, many: readonly Changed[]): Promise<void> {
  for (const { file, fields } of many) {
    const items = new Set(fields.map(itemOf).filter((item) => item !== null));
    await voidVerifications(work, file.id, [...items]);
  }
  const material = many.filter(isMaterial);
  const reviewed = material.filter(({ file }) => file.reviewState !== null);
  const open = await listOpenReviews(
    work.tx,
    reviewed.map(({ file }) => file.id),
  );
  const again: Changed[] = [];
  for (const changed of material) {
    const review = open.find(({ customerId }) => customerId === changed.file.id);
    if (review) await beginAnew(work, review, changed);
    else again.push(changed);
  }
  await openAgain(work, again);
}

function isMaterial({ fields, settings, reported = null }: Changed): boolean {
  const again = settings.reviewAgain as readonly string[];
  if (fields.length === 0) return false;
  return (
    fields.some((field) => again.includes(field)) ||
    (reported !== null && again.includes('reported'))
  );
}

async function beginAnew(work: Work, review: Review, changed: Changed) {
  const { actor, settings, alsoBy = [] } = changed;
  await noteStep(work, review, changed);
  const after = moved(review, 'change', actor);
  const authors = [...new Set([...after.authors, ...alsoBy])];
  const isHandedOver = after.state === 'returned' && changed.fields.includes('assignedRep');
  const fields = [...new Set([...review.fields, ...changed.fields])];
  await saveReview(work, review, {
    ...after,
    authors,
    fields,
    chain: chainAnew({ ...review, fields }, settings.reviewSteps),
    ...(after.state === 'waiting' && { waitingSince: work.now, rung: 0, rungAt: work.now }),
    // What was returned is another rep's to fix now, who is told in the reminder's place.
    ...(isHandedOver && { rung: RUNGS.reminded, rungAt: work.now }),
  });
  if (after.state === 'waiting' || isHandedOver) await settleTold(work, review.id, 'changed');
}

async function openAgain(work: Work, many: readonly Changed[]) {
  const fresh = many.flatMap((changed) => {
    const { file, fields, actor, settings, alsoBy = [], reported = null, quiet = false } = changed;
    const chain = chainOf(settings.reviewSteps, fields);
    if (chain.length === 0) return [];
    const cause: Cause = reported === null ? 'change' : 'reported';
    const begun = beginReview(chain, [actor.id, ...alsoBy]);
    const review = { ...begun, customerId: file.id, cause, fields, isTold: !quiet };
    return [{ changed, review }];
  });
  if (fresh.length === 0) return;
  const ids = await insertReviews(
    work,
    fresh.map(({ review }) => review),
  );
  for (const [nth, { changed, review }] of fresh.entries())
    if (changed.reported != null) await noteStep(work, { ...review, id: ids[nth]! }, changed);
}

/** A change, with how the customer reported it (#73). */
const noteStep = (
  work: Work,
  review: Pick<Review, 'id' | 'round' | 'approvals'>,
  { file, actor, reported = null }: Changed,
) =>
  insertStep(
    work,
    { review, dataKey: file.dataKey },
    { what: 'change', byId: actor.id, reason: reported },
  );
