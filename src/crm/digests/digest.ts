import type { Reading } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import type { DigestTeam, Snapshot } from './rules/snapshot.ts';
import { type DigestWindow, windowOf } from './rules/week.ts';
import { findNames, findSnapshotById, listDigestTeams } from './store/snapshots.ts';

/** A digest with what a screen needs around it. */
export interface Digest {
  team: DigestTeam;
  window: DigestWindow;
  snapshot: Snapshot;
  settings: Settings;
  /** Names of the reps, by member id. */
  names: Map<string, string>;
}

/** A digest that the person may open: of a team they read or belong to. Throws `digestGone`, `notAllowed`. */
export async function getDigest(at: Reading, actor: Actor, snapshotId: string): Promise<Digest> {
  const snapshot = await findSnapshotById(at.db, snapshotId);
  if (!snapshot) throw new Refusal('digestGone');
  const { teamId } = snapshot;
  if (!can(actor, 'digest:see', { teamId }) && !actor.teamIds.includes(teamId))
    throw new Refusal('notAllowed');
  const [team] = await listDigestTeams(at.db, [teamId]);
  if (!team) throw new Refusal('digestGone');
  return surround(at, team, snapshot);
}

/** What stands around a reading on a screen. */
export async function surround(
  at: Pick<Reading, 'db'>,
  team: DigestTeam,
  snapshot: Snapshot,
): Promise<Digest> {
  const { figures, takenAt, week } = snapshot;
  return {
    team,
    snapshot,
    window: windowOf(week, team.zone, figures.until),
    settings: await getSettings(at.db, team.teamId, takenAt),
    names: await findNames(
      at.db,
      figures.reps.map(({ memberId }) => memberId),
    ),
  };
}
