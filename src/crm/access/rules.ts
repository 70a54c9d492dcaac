import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from './actor.ts';
import { type Action, POLICY, STAND_IN } from './policy.ts';
import type { Reach } from './roles.ts';

/** What a permission is asked about: whose record it is. Either part may be unknown (a pool, an office-wide matter). */
export interface Owned {
  repId?: string | null;
  teamId?: string | null;
}

/** How far this person's permission for `action` reaches. */
export function reachOf(actor: Pick<Actor, 'role'>, action: Action): Reach {
  return POLICY[action][actor.role];
}

type Person = Pick<Actor, 'id' | 'role' | 'teamIds' | 'covers'>;

/** Whether the person may do `action` to this record. */
export function can(actor: Person, action: Action, record: Owned): boolean {
  if (STAND_IN.includes(action) && canEver(actor, action) && isCovered(actor, record)) return true;
  switch (reachOf(actor, action)) {
    case 'all':
      return true;
    case 'team':
      return record.repId === actor.id || isTeams(actor, record);
    case 'own':
      return record.repId === actor.id;
    case 'none':
      return false;
  }
}

/** Whether the person may do `action` to anything at all: the coarse gate before a form opens. */
export function canEver(actor: Pick<Actor, 'role'>, action: Action): boolean {
  return reachOf(actor, action) !== 'none';
}

/**
 * Throws the refusal `notAllowed` unless the person may do `action` to the record. The sentence is the
 * same whether the record is another's or does not exist (null), so that nothing can be learnt from it.
 */
export function requirePermission<R extends Owned>(
  actor: Actor,
  action: Action,
  record: R | null | undefined,
): asserts record is R {
  if (!record || !can(actor, action, record)) throw new Refusal('notAllowed');
}

/** Whether the person stands in for whose record it is, in a team of their own. */
function isCovered(actor: Pick<Actor, 'teamIds' | 'covers'>, record: Owned): boolean {
  return (
    record.repId != null &&
    (actor.covers?.includes(record.repId) ?? false) &&
    isTeams(actor, record)
  );
}

/**
 * Whether a member's matter (a follow-up handed to them) is the person's to deal with: their own, or that
 * of a colleague they stand in for. `teamId` is the customer's.
 */
export function isTheirs(actor: Person, memberId: string, teamId: string): boolean {
  const isOwn = actor.id === memberId && isTeams(actor, { teamId });
  return isOwn || isCovered(actor, { repId: memberId, teamId });
}

function isTeams(actor: Pick<Actor, 'teamIds'>, record: Owned): boolean {
  return record.teamId != null && actor.teamIds.includes(record.teamId);
}
