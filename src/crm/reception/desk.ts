import type { Handle } from '../../db/client.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/policy.ts';
import { requirePermission } from '../access/rules.ts';
import { findTeam, listTeams, type Team } from '../access/store.ts';
import { listDesks } from './store/rota.ts';

/** Which reception somebody means: the one a button belongs to, or the one of the channel they are in. */
export interface Where {
  teamId?: string | null | undefined;
  channel?: string | null | undefined;
}

/**
 * The team whose reception is meant: named, by the channel, or the person's home team. Throws `noTeam`,
 * `notAllowed`.
 */
export async function requireDeskTeam(
  db: Handle,
  actor: Actor,
  action: Action,
  where: Where,
): Promise<Team> {
  const teamId = where.teamId ?? (await teamOfChannel(db, actor, where)) ?? actor.teamIds[0];
  if (!teamId) throw new Refusal('noTeam');
  requirePermission(actor, action, { teamId });
  const team = await findTeam(db, teamId);
  if (!team || team.archivedAt) throw new Refusal('notAllowed');
  return team;
}

async function teamOfChannel(db: Handle, actor: Actor, { channel }: Where) {
  if (!channel) return null;
  const desks = new Map((await listDesks(db)).map((desk) => [desk.teamId, desk.channelId]));
  const teams = await listTeams(db);
  const found = teams.find(({ id, channelId }) => (desks.get(id) ?? channelId) === channel);
  const isTheirs = found && (actor.role === 'administrator' || actor.teamIds.includes(found.id));
  return isTheirs ? found.id : null;
}
