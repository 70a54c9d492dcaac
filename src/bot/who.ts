import { type Asker, findAsker } from '../crm/access/store.ts';
import { admitAdministrator } from '../crm/access/usecases/index.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Edge } from './edge.ts';

/** Ids of the person and of the two workspaces a payload names: theirs and ours. */
export interface Caller {
  userId: string;
  /** The workspace the person comes from. */
  userTeamId: string | null;
  /** The workspace the payload says it is for. */
  teamId: string | null;
}

type Door = Pick<Edge, 'db' | 'keys' | 'directory' | 'admins' | 'teamId'>;

/**
 * The member behind a payload, when they ask and by which rules. People of connected workspaces, guests, strangers and those who left are
 * refused: guests and strangers are no members, and leaving ends the membership. The first to come in
 * are the workspace's owners and the people the operator named: they become administrators.
 */
export async function requireAsker(edge: Door, caller: Caller): Promise<Asker> {
  if (isElsewhere(caller, edge.teamId)) throw new Refusal('connectedWorkspace');
  const asker =
    (await findAsker(edge.db, caller.userId)) ?? (await findNewAdministrator(edge, caller));
  if (!asker) throw new Refusal('stranger');
  return asker;
}

/** One installation serves one workspace: what comes from, or for, another one is a connected workspace's. */
function isElsewhere({ userTeamId, teamId }: Caller, installed: string | null): boolean {
  const here = installed ?? teamId;
  return [userTeamId, teamId].some((one) => one !== null && here !== null && one !== here);
}

async function findNewAdministrator(edge: Door, { userId }: Caller): Promise<Asker | null> {
  const profile = await edge.directory.findProfile(userId);
  // A slash command does not tell which workspace its person comes from.
  if (profile?.kind === 'connected') throw new Refusal('connectedWorkspace');
  if (!profile || !(await admitAdministrator(edge, profile, edge.admins))) return null;
  return findAsker(edge.db, userId);
}
