import type { Handle } from '../../../db/client.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import type { Kind } from '../rules/columns.ts';

export const STATES = [
  'received',
  'unmapped',
  'checked',
  'running',
  'done',
  'undoing',
  'undone',
  'failed',
  'forgotten',
] as const;
export type State = (typeof STATES)[number];

/** A file that is brought along, as far as it is; nothing of what is in it. */
export interface ImportRecord {
  id: string;
  byId: string;
  teamId: string;
  kind: Kind;
  origin: string;
  slackFileId: string | null;
  state: State;
  problem: string | null;
  digest: Uint8Array | null;
  total: number | null;
  /** The last row that was dealt with. */
  doneRow: number;
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
  /** Of the created ones, how many had no rep of ours. */
  unassigned: number;
  /** Of those to be created, how many may be somebody known; how many rows the look does not tell one by one. */
  possible: number;
  /** Of those to be created, how many may be the customer of an earlier row. */
  alike: number;
  untold: number;
  messageId: string | null;
  createdAt: Date;
  /** Since when its rows are brought in; null: nothing of it was written. */
  startedAt: Date | null;
  finishedAt: Date | null;
  fileGoneAt: Date | null;
  asked: number;
  nextAskAt: Date | null;
}

const columns = {
  id: true,
  byId: true,
  teamId: true,
  kind: true,
  origin: true,
  slackFileId: true,
  state: true,
  problem: true,
  digest: true,
  total: true,
  doneRow: true,
  created: true,
  updated: true,
  duplicate: true,
  refused: true,
  unassigned: true,
  possible: true,
  alike: true,
  untold: true,
  messageId: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  fileGoneAt: true,
  asked: true,
  nextAskAt: true,
} as const;

const recordOf = (
  row: Omit<ImportRecord, 'state' | 'kind'> & { state: string; kind: string },
): ImportRecord => ({
  ...row,
  kind: row.kind as Kind,
  state: row.state as State,
});

/** The import of an id, or null. */
export async function findImport(db: Handle, id: string): Promise<ImportRecord | null> {
  const row = await db.import.findUnique({ where: { id }, select: columns });
  return row && recordOf(row);
}

/** The import of an uploaded file, or null. */
export async function findImportOfFile(
  db: Handle,
  slackFileId: string,
): Promise<ImportRecord | null> {
  const row = await db.import.findUnique({ where: { slackFileId }, select: columns });
  return row && recordOf(row);
}

/** Imports, the newest first: a person's own, or everybody's. */
export async function listImports(
  db: Handle,
  of: { byId?: string; limit: number },
): Promise<ImportRecord[]> {
  const rows = await db.import.findMany({
    where: of.byId ? { byId: of.byId } : {},
    select: columns,
    orderBy: { createdAt: 'desc' },
    take: of.limit,
  });
  return rows.map(recordOf);
}

/** An import of these very bytes at the terminal, the newest in one of these states; null where there is none. */
export async function findImportOfBytes(
  db: Handle,
  digest: Uint8Array,
  states: readonly State[],
): Promise<ImportRecord | null> {
  const row = await db.import.findFirst({
    where: { digest: Buffer.from(digest), origin: 'terminal', state: { in: [...states] } },
    select: columns,
    orderBy: { createdAt: 'desc' },
  });
  return row && recordOf(row);
}

/** Holds the import's row until the transaction ends. */
export async function lockImport(work: Work, id: string): Promise<ImportRecord | null> {
  await work.tx.$queryRaw`SELECT id FROM imports WHERE id = ${id}::uuid FOR UPDATE`;
  return findImport(work.tx, id);
}

/** Writes a new import. */
export async function insertImport(
  work: Work,
  fresh: Pick<ImportRecord, 'id' | 'byId' | 'teamId' | 'origin' | 'slackFileId'>,
): Promise<void> {
  await work.tx.import.create({ data: { ...fresh, createdAt: work.now } });
}

/** Writes what changed of an import. */
export async function saveImport(
  tx: Handle,
  id: string,
  change: Prisma.ImportUncheckedUpdateInput,
): Promise<void> {
  await tx.import.update({ where: { id }, data: change });
}

/** Imports whose uploaded file may still lie about and is to be asked about now. */
export async function listFilesToAsk(db: Handle, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM imports WHERE next_ask_at <= ${now} AND file_gone_at IS NULL
    ORDER BY next_ask_at LIMIT 20`;
  return rows.map(({ id }) => id);
}

/**
 * This transaction may reach the disk a moment after it was answered. Where the database's machine fails in between it
 * is lost whole, with the number of its last row, and the run does it again; whatever is committed later reaches the
 * disk after it.
 */
export async function commitLazily(tx: Handle): Promise<void> {
  await tx.$executeRaw`SET LOCAL synchronous_commit TO off`;
}
