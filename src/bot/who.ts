import type { Actor } from '../crm/access/actor.ts';
import { findActor } from '../crm/access/store.ts';
import type { Db } from '../db/client.ts';
import { Refusal } from '../lib/refusal.ts';

/** Ids of the person and of the two workspaces a payload names: theirs and ours. */
export interface Caller {
  userId: string;
  /** The workspace the person comes from. */
  userTeamId: string | null;
  /** The workspace the app is installed in. */
  teamId: string | null;
}

/**
 * The member behind a payload. People of connected workspaces, guests, strangers and those who left are
 * refused: guests and strangers are no members, and leaving ends the membership.
 */
export async function requireActor(db: Db, caller: Caller): Promise<Actor> {
  if (caller.userTeamId && caller.teamId && caller.userTeamId !== caller.teamId) {
    throw new Refusal('connectedWorkspace');
  }
  const actor = await findActor(db, caller.userId);
  if (!actor) throw new Refusal('stranger');
  return actor;
}
