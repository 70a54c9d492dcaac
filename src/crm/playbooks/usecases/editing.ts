import { read, transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { STAGES, type Stage } from '../../customers/fields.ts';
import { MAX_STEPS, type Step } from '../schema.ts';
import {
  countBehind,
  getPlaybook,
  insertVersion,
  newestNumber,
  type Playbook,
  setFollows,
} from '../store/versions.ts';

/** The playbooks of a team (null: the office), and of whom else the person may see them. */
export interface Playbooks {
  teamId: string | null;
  teams: { id: string; name: string }[];
  stages: { stage: Stage; playbook: Playbook }[];
  mayChange: boolean;
}

/** Every stage with its playbook. */
export async function listPlaybooks(ctx: Ctx, teamId: string | null): Promise<Playbooks> {
  requireSight(ctx, teamId);
  return read(ctx, async ({ db }) => {
    const stages: Playbooks['stages'] = [];
    for (const stage of STAGES)
      stages.push({ stage, playbook: await getPlaybook(db, teamId, stage) });
    const teams = (await listTeams(db)).filter(({ id }) => maySee(ctx, id));
    return { teamId, teams, stages, mayChange: mayChange(ctx, teamId) };
  });
}

/** One playbook as it is changed: by which number it goes now, and how many running plans go by an earlier one. */
export interface Opened {
  teamId: string | null;
  stage: Stage;
  playbook: Playbook;
  /** The newest number written for the team or the office itself. */
  newest: number;
  behind: number;
  mayChange: boolean;
}

/** Opens the playbook of a stage. */
export async function openPlaybook(ctx: Ctx, teamId: string | null, stage: Stage): Promise<Opened> {
  requireSight(ctx, teamId);
  return read(ctx, async ({ db }) => {
    const playbook = await getPlaybook(db, teamId, stage);
    const newest = await newestNumber(db, teamId, stage);
    const behind = await countBehind(db, { teamId, stage, versionId: playbook.versionId });
    return { teamId, stage, playbook, newest, behind, mayChange: mayChange(ctx, teamId) };
  });
}

/** A change of a playbook: whose, of which stage, and which number the person saw. */
export interface PlaybookChange {
  teamId: string | null;
  stage: Stage;
  seen: number;
}

/**
 * Writes a playbook anew: `change` makes the new steps of those in force; null follows the office's again. Running
 * plans stay as they began until somebody says that they follow. Throws `playbookChanged` when somebody
 * else was faster, `playbookFull`.
 */
export async function changePlaybook(
  ctx: Ctx,
  { teamId, stage, seen }: PlaybookChange,
  change: (steps: readonly Step[]) => Step[] | null,
): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'playbook:change', { teamId });
  return transact(ctx, async (work) => {
    if ((await newestNumber(work.tx, teamId, stage)) !== seen) throw new Refusal('playbookChanged');
    const { steps } = await getPlaybook(work.tx, teamId, stage);
    const next = change(steps);
    if (next === null && teamId === null) throw new Refusal('notAllowed');
    if (next && next.length > MAX_STEPS) throw new Refusal('playbookFull', { max: MAX_STEPS });
    const number = seen + 1;
    const id = await insertVersion(work, {
      teamId,
      stage,
      number,
      steps: next,
      byId: ctx.actor.id,
    });
    note(work, ctx, { teamId, stage, number, keys: next?.map(({ key }) => key) ?? null });
    return { id };
  });
}

/** Lets the plans that run by an earlier version follow the one in force; a job takes them over one by one. */
export async function letFollow(
  ctx: Ctx,
  { teamId, stage, seen }: PlaybookChange,
): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'playbook:change', { teamId });
  return transact(ctx, async (work) => {
    const { versionId, number, of } = await getPlaybook(work.tx, teamId, stage);
    const isOwn = of === (teamId ? 'team' : 'office');
    if (!versionId || !isOwn || number !== seen) throw new Refusal('playbookChanged');
    await setFollows(work, versionId);
    note(work, ctx, { teamId, stage, number, follows: true });
    return { id: versionId };
  });
}

function note(
  work: Work,
  { actor }: Ctx,
  details: {
    teamId: string | null;
    stage: string;
    number: number;
    keys?: string[] | null;
    follows?: boolean;
  },
): void {
  audit(work, {
    actor,
    action: 'playbook.change',
    subject: { kind: 'team', id: details.teamId },
    details,
  });
}

function maySee({ actor }: Ctx, teamId: string | null): boolean {
  return teamId === null || actor.role === 'administrator' || actor.teamIds.includes(teamId);
}

function requireSight(ctx: Ctx, teamId: string | null): void {
  requirePermission(ctx.actor, 'playbook:see', {
    repId: maySee(ctx, teamId) ? ctx.actor.id : null,
    teamId,
  });
}

const mayChange = ({ actor }: Ctx, teamId: string | null): boolean =>
  can(actor, 'playbook:change', { teamId });
