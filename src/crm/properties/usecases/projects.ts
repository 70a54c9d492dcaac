import { isUniqueViolation } from '../../../db/errors.ts';
import { read, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { readProject, type TypedProject } from '../schema-project.ts';
import { countBusy, findProject, type Project, saveProject } from '../store/projects.ts';

/** One project, for its form. */
export async function readProjectFor(ctx: Ctx, id: string): Promise<Project> {
  return read(ctx, async ({ db }) => {
    const project = await findProject(db, id);
    requirePermission(ctx.actor, 'property:change', project);
    return project!;
  });
}

/** What somebody wants of a project: new in a team, or a known one as of a version. */
export type ProjectWish = { typed: TypedProject } & (
  | { teamId: string }
  | { id: string; version: number }
);

/**
 * Writes a project, new or known. Throws `Refusals`, `projectTaken` where the team has one of this name,
 * `projectStale` where somebody else changed it meanwhile.
 */
export async function keepProject(ctx: Ctx, wish: ProjectWish): Promise<{ id: string }> {
  const { actor } = ctx;
  const { typed } = wish;
  try {
    return await transact(ctx, async (work) => {
      const known = 'id' in wish ? await findProject(work.tx, wish.id) : null;
      if ('id' in wish && !known) throw new Refusal('notAllowed');
      const teamId = known?.teamId ?? ('teamId' in wish ? wish.teamId : '');
      requirePermission(actor, 'property:change', { teamId });
      const settings = await getSettings(work.tx, teamId, work.now);
      const said = readProject(typed, settings);
      const id = known?.id ?? newId(work.now);
      const version = 'version' in wish ? wish.version : null;
      const isSaved = await saveProject(
        work,
        { ...said, id, teamId, archivedAt: null },
        { byId: actor.id, version },
      );
      if (!isSaved) throw new Refusal('projectStale');
      audit(work, {
        actor,
        action: known ? 'project.change' : 'project.add',
        subject: { kind: 'project', id },
        details: { teamId, fields: changedFields(known, said) },
      });
      return { id };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refusal('projectTaken', { name: typed.nameZh || typed.nameEn }, 'nameZh');
  }
}

/** 停售 Takes a project off the lists; its units and their history stay. Throws `projectSelling` while something of it is under way. */
export async function archiveProject(ctx: Ctx, id: string): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const project = await findProject(work.tx, id);
    requirePermission(actor, 'property:change', project);
    if (project!.archivedAt) throw new Refusal('alreadySo');
    const busy = await countBusy(work.tx, id);
    if (busy > 0) throw new Refusal('projectSelling', { n: busy });
    const { version, ...said } = project!;
    const gone = { ...said, archivedAt: work.now };
    if (!(await saveProject(work, gone, { byId: actor.id, version })))
      throw new Refusal('projectStale');
    audit(work, { actor, action: 'project.archive', subject: { kind: 'project', id } });
    return { id };
  });
}

function changedFields(known: Project | null, said: object): string[] {
  const texts = (one: object): Record<string, string | null> =>
    Object.fromEntries(
      Object.keys(said).map((key) => [
        key,
        JSON.stringify((one as Record<string, unknown>)[key] ?? null),
      ]),
    );
  return known ? listChanges(texts(known), texts(said)).map(({ field }) => field) : [];
}
