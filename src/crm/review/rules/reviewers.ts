import type { Settings } from '../../settings/rules.ts';
import { type Judge, type Reviewed, type StepOf, stepOf, whyNotApprove } from './machine.ts';

/** Whose steps a review takes by the rules of the team; none: nothing is reviewed. */
export function chainOf(steps: Settings['reviewSteps'], fields: readonly string[]): StepOf[] {
  if (steps === 'off') return [];
  if (steps === 'one') return ['either'];
  // Who gives a customer to another rep is a manager or the pool: the second pair of eyes is the reviewer's.
  return fields.length > 0 && fields.every((field) => field === 'assignedRep')
    ? ['reviewer']
    : ['manager', 'reviewer'];
}

/**
 * Whose steps the round takes that begins anew when what is under review was changed again: of everything
 * that changed by the rules of now, but never fewer than it began with.
 */
export function chainAnew(
  { cause, chain, fields }: { cause: string; chain: StepOf[]; fields: readonly string[] },
  steps: Settings['reviewSteps'],
): StepOf[] {
  const isWhole = cause === 'registration' || cause === 'import';
  const anew = chainOf(steps, isWhole ? [] : fields);
  return anew.length > chain.length ? anew : chain;
}

/** Who is asked now. `by`: the step's own people, an administrator in their stead, or nobody: a deadlock. */
export interface Asked<P extends Judge> {
  by: 'step' | 'administrator' | 'nobody';
  people: P[];
}

/**
 * Who is asked to approve the present step, among the active people of the team and the administrators:
 * the step's own people; where none of them may, the administrators; where none of these may, nobody.
 */
export function listAsked<P extends Judge>(review: Reviewed, people: readonly P[]): Asked<P> {
  const may = people.filter((person) => whyNotApprove(review, person) === null);
  const own = may.filter(({ role }) => role !== 'administrator');
  if (own.length > 0) return { by: 'step', people: own };
  return { by: may.length > 0 ? 'administrator' : 'nobody', people: may };
}

/**
 * Who hears that a step waits too long: the team's manager of a reviewer's step, the administrators of
 * a manager's; never the people who were asked themselves.
 */
export function listAbove<P extends Judge>(
  review: Reviewed,
  people: readonly P[],
  asked: readonly P[],
): P[] {
  const others = people.filter(({ id }) => !asked.some((one) => one.id === id));
  const managers = others.filter(({ role }) => role === 'manager');
  if (stepOf(review) === 'reviewer' && managers.length > 0) return managers;
  return others.filter(({ role }) => role === 'administrator');
}
