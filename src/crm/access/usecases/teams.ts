import { read, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { requirePermission } from '../rules.ts';
import {
  countTeamMembers,
  findTeam,
  listTeams as listAllTeams,
  saveTeam,
  type Team,
} from '../store.ts';

/** What an administrator decides about a team. `zone` is an IANA zone. */
export interface TeamTerms {
  name: string;
  channelId: string | null;
  zone: string;
  locale: Locale;
}

/** Names of the person's own teams, home first. */
export async function listTeamNames(ctx: Ctx): Promise<string[]> {
  return read(ctx, async ({ db }) => {
    const teams = await listAllTeams(db);
    return ctx.actor.teamIds.flatMap((id) => teams.find((team) => team.id === id)?.name ?? []);
  });
}

/** The living teams. */
export async function listTeams(ctx: Ctx): Promise<Team[]> {
  requirePermission(ctx.actor, 'team:change', {});
  return read(ctx, ({ db }) => listAllTeams(db));
}

/** One team, for the form. */
export async function getTeam(ctx: Ctx, teamId: string): Promise<Team> {
  requirePermission(ctx.actor, 'team:change', { teamId });
  return read(ctx, async ({ db }) => requireLiving(await findTeam(db, teamId)));
}

/** Opens a team. */
export async function createTeam(ctx: Ctx, terms: TeamTerms): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'team:change', {});
  return transact(ctx, async (work) => {
    const id = newId(work.now);
    requireFreeName(await listAllTeams(work.tx, { archived: true }), terms.name, id);
    await saveTeam(work.tx, { id, ...terms });
    audit(work, {
      actor: ctx.actor,
      action: 'team.create',
      subject: { kind: 'team', id },
      details: { new: codes(terms) },
    });
    return { id };
  });
}

/** Changes a team's name, channel, zone or language. */
export async function changeTeam(
  ctx: Ctx,
  teamId: string,
  terms: TeamTerms,
): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'team:change', { teamId });
  return transact(ctx, async (work) => {
    const team = requireLiving(await findTeam(work.tx, teamId));
    requireFreeName(await listAllTeams(work.tx, { archived: true }), terms.name, teamId);
    await saveTeam(work.tx, { id: teamId, ...terms });
    audit(work, {
      actor: ctx.actor,
      action: 'team.change',
      subject: { kind: 'team', id: teamId },
      details: { old: codes(team), new: codes(terms) },
    });
    return { id: teamId };
  });
}

/** Closes a team nobody works in any more; its customers and history stay. */
export async function archiveTeam(ctx: Ctx, teamId: string): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'team:change', { teamId });
  return transact(ctx, async (work) => {
    const team = requireLiving(await findTeam(work.tx, teamId));
    const members = await countTeamMembers(work.tx, teamId);
    if (members > 0) throw new Refusal('teamHasMembers', { name: team.name, n: members });
    await saveTeam(work.tx, { ...team, archivedAt: work.now });
    audit(work, {
      actor: ctx.actor,
      action: 'team.archive',
      subject: { kind: 'team', id: teamId },
    });
    return { id: teamId };
  });
}

function requireLiving(team: Team | null): Team {
  if (!team || team.archivedAt) throw new Refusal('teamGone');
  return team;
}

function requireFreeName(teams: Team[], name: string, id: string): void {
  if (teams.some((team) => team.id !== id && team.name === name))
    throw new Refusal('teamNameTaken', { name }, 'name');
}

const codes = ({ channelId, zone, locale }: TeamTerms) => ({ channelId, zone, locale });
