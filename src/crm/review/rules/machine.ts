import { Refusal } from '../../../lib/refusal.ts';
import type { Role } from '../../access/roles.ts';

/** Whose step it is: the team's manager, its reviewer, or (where one step is enough) either. */
export type StepOf = 'manager' | 'reviewer' | 'either';

export type ReviewState = 'waiting' | 'asked' | 'returned' | 'approved';

/** A review as its rules see it. */
export interface Reviewed {
  chain: StepOf[];
  state: ReviewState;
  /** Counts up whenever it begins anew. */
  round: number;
  /** Whose work it is. */
  authors: string[];
  /** Whose customer it is: as little to be approved by that person as by an author. */
  repId?: string | null;
  /** Who approved in this round, step by step; as many as there are, that many steps are done. */
  approvals: string[];
}

/** Somebody of the office who may be asked. */
export interface Judge {
  id: string;
  role: Role;
}

/** What can happen to a review. `change`: what is under review was changed again; `undo`: an approval is taken back. */
export type Move = 'approve' | 'return' | 'ask' | 'answer' | 'resubmit' | 'change' | 'undo';

/** A review that begins: nobody has approved anything. */
export const beginReview = (chain: StepOf[], authors: string[]): Reviewed => ({
  chain,
  state: 'waiting',
  round: 1,
  authors: [...new Set(authors)],
  approvals: [],
});

/** Whose step it is now; null once all are done. */
export const stepOf = ({
  chain,
  approvals,
}: Pick<Reviewed, 'chain' | 'approvals'>): StepOf | null => chain[approvals.length] ?? null;

/**
 * Why this person may not approve it, as a refusal's code, or null (#24): nobody approves their own
 * work or customer, nor two steps; each step is its role's; an administrator may stand in for any of them.
 */
export function whyNotApprove(review: Reviewed, { id, role }: Judge): string | null {
  if (review.state === 'approved') return 'reviewOver';
  if (review.state === 'returned') return 'reviewReturned';
  if (isTheirOwn(review, id)) return 'reviewOwn';
  if (review.approvals.includes(id)) return 'reviewBothSteps';
  return isStepsRole(stepOf(review), role) ? null : 'reviewOtherStep';
}

/** Whoever registered or changed it, and whose customer it is: a role may change, that does not. */
export const isTheirOwn = (review: Pick<Reviewed, 'authors' | 'repId'>, id: string): boolean =>
  review.authors.includes(id) || review.repId === id;

function isStepsRole(step: StepOf | null, role: Role): boolean {
  if (role === 'administrator') return true;
  return step === 'either' ? role === 'manager' || role === 'reviewer' : role === step;
}

/**
 * What a review becomes by a move. Throws the refusal that says why it cannot: `reviewOver`,
 * `reviewReturned`, `reviewOwn`, `reviewBothSteps`, `reviewOtherStep`, `reviewNotAsked`, `undoChanged`.
 * That the person may decide, or answer for the customer, is the policy's question and asked before.
 */
export function moved(review: Reviewed, move: Move, by: Judge): Reviewed {
  switch (move) {
    case 'approve':
      return approved(review, by);
    case 'return':
    case 'ask':
      requireAnothers(review, by);
      return { ...review, state: move === 'ask' ? 'asked' : 'returned' };
    case 'answer':
      if (review.state !== 'asked') throw new Refusal('reviewNotAsked');
      return { ...review, state: 'waiting' };
    case 'resubmit':
      if (review.state !== 'returned' && review.state !== 'asked')
        throw new Refusal(review.state === 'approved' ? 'reviewOver' : 'reviewNotReturned');
      return anew(review, by.id);
    case 'undo':
      return undone(review, by);
    case 'change':
      if (review.state === 'approved') throw new Refusal('reviewOver');
      // What was returned stays with its rep until it is handed in again.
      return { ...anew(review, by.id), ...(review.state === 'returned' && { state: 'returned' }) };
  }
}

function approved(review: Reviewed, by: Judge): Reviewed {
  const why = whyNotApprove(review, by);
  if (why) throw new Refusal(why);
  const approvals = [...review.approvals, by.id];
  return {
    ...review,
    approvals,
    state: approvals.length === review.chain.length ? 'approved' : 'waiting',
  };
}

/** Who approved last takes it back, as long as nothing came after it. */
function undone(review: Reviewed, by: Judge): Reviewed {
  const isLast = review.approvals.at(-1) === by.id;
  const isStill = review.state === 'approved' || review.state === 'waiting';
  if (!isLast || !isStill) throw new Refusal('undoChanged');
  return { ...review, approvals: review.approvals.slice(0, -1), state: 'waiting' };
}

/** Whoever sees a fault may return it or ask, whichever step it is, but not about their own work. */
function requireAnothers(review: Reviewed, by: Judge): void {
  if (review.state === 'approved') throw new Refusal('reviewOver');
  if (review.state === 'returned') throw new Refusal('reviewReturned');
  if (isTheirOwn(review, by.id)) throw new Refusal('reviewOwn');
}

/** Everything is looked at again: earlier approvals were of something else. */
function anew(review: Reviewed, authorId: string): Reviewed {
  return {
    ...review,
    state: 'waiting',
    round: review.round + 1,
    approvals: [],
    authors: [...new Set([...review.authors, authorId])],
  };
}
