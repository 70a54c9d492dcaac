import type { Actor } from '../access/actor.ts';

/** How a registered customer stands to the person who asks, and nothing else about the record. */
export type Standing =
  | { kind: 'yours' }
  /** `isTeams`: of a team the person belongs to. `openAt`: from when it may be claimed. */
  | { kind: 'pool'; isTeams: boolean; openAt: Date | null }
  /** `until` null: no end is in sight. */
  | { kind: 'protected'; until: Date | null };

/** What of a record decides how it stands. */
export interface Stood {
  repId: string | null;
  teamId: string;
  status: string;
  protectedUntil: Date | null;
  poolOpenAt: Date | null;
}

/**
 * The blind answer (#33, #34): yours, in a pool, or protected. Whose it is and what is in it is not
 * told. A record that is no customer stays with the office: no end is told of it.
 */
export function standingOf(
  record: Stood,
  actor: Pick<Actor, 'id' | 'teamIds'>,
  exemptMembers: readonly string[],
): Standing {
  const { repId, teamId, status } = record;
  if (repId === actor.id) return { kind: 'yours' };
  if (status !== 'active') return { kind: 'protected', until: null };
  if (repId === null) {
    return { kind: 'pool', isTeams: actor.teamIds.includes(teamId), openAt: record.poolOpenAt };
  }
  return { kind: 'protected', until: exemptMembers.includes(repId) ? null : record.protectedUntil };
}
