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
  findOpenReview,
  insertReviews,
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
 * reviews nothing. Who is asked is found, and told, by the job a moment later. For registrations and partner
 * reports alike. Answers the state for the customer's row; null: nobody looks at it.
 */
export function openReview(work: Writing, opening: Opening): string | null {
  const [fresh] = begin(opening);
  return fresh ? putReview(work, fresh) : null;
}

/** The same for many that were written: one statement. Answers the ids of those that were opened. */
export async function openReviews(work: Work, openings: readonly Opening[]): Promise<string[]> {
  const fresh = openings.flatMap(begin);
  return fresh.length === 0 ? [] : insertReviews(work, fresh);
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
  /** How the customer reported it, as a code: asks for a review where the rules say so, whatever the field. */
  reported?: string | null;
}

/**
 * Notes a change for the review (#75), in its transaction and with the customer's row locked: what was
 * checked of the changed parts is void; a material change asks for a review again, or lets the one that
 * is open begin anew, since what was approved so far was something else.
 */
export async function noteChange(work: Work, changed: Changed): Promise<void> {
  const { file, fields, settings, reported = null } = changed;
  if (fields.length === 0) return;
  const items = new Set(fields.map(itemOf).filter((item) => item !== null));
  await voidVerifications(work, file.id, [...items]);
  const again = settings.reviewAgain as readonly string[];
  const isMaterial =
    fields.some((field) => again.includes(field)) ||
    (reported !== null && again.includes('reported'));
  if (!isMaterial) return;
  const open = file.reviewState === null ? null : await findOpenReview(work.tx, file.id);
  if (open) await beginAnew(work, open, changed);
  else await openAgain(work, changed);
}

async function beginAnew(work: Work, review: Review, changed: Changed) {
  const { actor, settings } = changed;
  await noteStep(work, review, changed);
  const after = moved(review, 'change', actor);
  const isHandedOver = after.state === 'returned' && changed.fields.includes('assignedRep');
  const fields = [...new Set([...review.fields, ...changed.fields])];
  await saveReview(work, review, {
    ...after,
    fields,
    chain: chainAnew({ ...review, fields }, settings.reviewSteps),
    ...(after.state === 'waiting' && { waitingSince: work.now, rung: 0, rungAt: work.now }),
    // What was returned is another rep's to fix now, who is told in the reminder's place.
    ...(isHandedOver && { rung: RUNGS.reminded, rungAt: work.now }),
  });
  if (after.state === 'waiting' || isHandedOver) await settleTold(work, review.id, 'changed');
}

async function openAgain(work: Work, changed: Changed) {
  const { file, fields, actor, settings, reported = null } = changed;
  const chain = chainOf(settings.reviewSteps, fields);
  if (chain.length === 0) return;
  const cause = reported === null ? 'change' : 'reported';
  const review = { ...beginReview(chain, [actor.id]), customerId: file.id, cause, fields } as const;
  const [id = ''] = await insertReviews(work, [{ ...review, isTold: true }]);
  if (reported !== null) await noteStep(work, { ...review, id }, changed);
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
