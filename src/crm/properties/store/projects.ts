import type { Handle } from '../../../db/client.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import type { FileLink } from '../fields.ts';

/** A project: its names, where it lies, and since when money may be taken for it. */
export interface Project {
  id: string;
  teamId: string;
  nameZh: string;
  nameEn: string;
  address: string | null;
  /** What a new unit of it begins with. */
  district: string | null;
  transit: string | null;
  schools: string | null;
  /** 预售许可证; null: none yet, so no money may be taken. */
  permitNumber: string | null;
  /** Civil day, `2026-03-05`. */
  permitOn: string | null;
  files: FileLink[];
  version: number;
  archivedAt: Date | null;
}

type Row = Prisma.ProjectGetPayload<object>;

function projectOf(row: Row): Project {
  const { permitOn, files, createdById: _, createdAt: __, ...columns } = row;
  return {
    ...columns,
    permitOn: permitOn?.toISOString().slice(0, 10) ?? null,
    files: files as unknown as FileLink[],
  };
}

/** The project of an id, archived or not, or null. */
export async function findProject(db: Handle, id: string): Promise<Project | null> {
  const row = await db.project.findUnique({ where: { id } });
  return row && projectOf(row);
}

/** The projects that teams (null: all) sell, by name. */
export async function listProjects(
  db: Handle,
  teamIds: readonly string[] | null,
): Promise<Project[]> {
  const rows = await db.project.findMany({
    where: { archivedAt: null, ...(teamIds && { teamId: { in: [...teamIds] } }) },
    orderBy: [{ nameZh: 'asc' }, { id: 'asc' }],
  });
  return rows.map(projectOf);
}

/**
 * Writes a project: a new one (`version` null), or the next version of a known one. Answers whether it did:
 * not where somebody else's version came first.
 */
export async function saveProject(
  work: Work,
  project: Omit<Project, 'version'>,
  { byId, version }: { byId: string | null; version: number | null },
): Promise<boolean> {
  const { id, teamId, permitOn, files, ...columns } = project;
  const data = {
    ...columns,
    permitOn: permitOn ? new Date(`${permitOn}T00:00:00Z`) : null,
    files: files as unknown as Prisma.InputJsonArray,
  };
  if (version === null) {
    await work.tx.project.create({
      data: { id, teamId, ...data, createdById: byId, createdAt: work.now },
    });
    return true;
  }
  const { count } = await work.tx.project.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 1;
}

/** How many units of a project are held or reserved. */
export async function countBusy(db: Handle, projectId: string): Promise<number> {
  return db.unit.count({ where: { projectId, status: { in: ['held', 'reserved'] } } });
}
