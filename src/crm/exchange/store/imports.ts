import { insertRows } from '../../../db/bulk.ts';
import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import { type Keyring, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import type { Kind, Mapping } from '../rules/columns.ts';
import type { Outcome } from '../rules/decide.ts';

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

const place = (id: string) => ({ table: 'imports', column: 'mapping_sealed', rowId: id });

/** Keeps how the file is read, sealed: a heading may be anything. */
export async function saveMapping(work: Work, id: string, mapping: Mapping): Promise<void> {
  const key = await getOfficeKey(work.tx, work.keys);
  await work.tx.import.update({
    where: { id },
    data: { mappingSealed: new Uint8Array(seal(key, place(id), JSON.stringify(mapping))) },
  });
}

/** How the file is read, or null before the first look. */
export async function findMapping(db: Handle, keys: Keyring, id: string): Promise<Mapping | null> {
  const row = await db.import.findUnique({ where: { id }, select: { mappingSealed: true } });
  if (!row?.mappingSealed) return null;
  const text = open(await getOfficeKey(db, keys), place(id), row.mappingSealed);
  return JSON.parse(text) as Mapping;
}

/** What is told of a row: what becomes of it, or that it may be somebody known. */
export type Told = Outcome | 'possible';

/** A row of an import as it is told: its number and why, never what was in it. */
export interface ToldRow {
  row: number;
  outcome: Told;
  reasons: string[];
  ofRow: number | null;
  /** The record it was, became, or may be; only for eyes that may see it. */
  customerId: string | null;
  /** Its number. */
  number: number | null;
}

/** Rows of some outcomes, in their order. */
export async function listRows(
  db: Handle,
  importId: string,
  page: { outcomes: Told[]; limit: number; offset: number },
): Promise<ToldRow[]> {
  const rows = await db.importRow.findMany({
    where: { importId, outcome: { in: page.outcomes } },
    select: { row: true, outcome: true, reasons: true, ofRow: true, customerId: true },
    orderBy: { row: 'asc' },
    take: page.limit,
    skip: page.offset,
  });
  const numbers = await db.customer.findMany({
    where: { id: { in: rows.flatMap(({ customerId }) => customerId ?? []) } },
    select: { id: true, number: true },
  });
  const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
  return rows.map((row) => ({
    ...row,
    outcome: row.outcome as Told,
    number: numberOf.get(row.customerId ?? '') ?? null,
  }));
}

/** Writes rows of an import, many at once. */
export async function insertImportRows(tx: Handle, rows: readonly object[]): Promise<void> {
  await insertRows(tx, 'import_rows', rows);
}

/** How many customers of an import each rep got. */
export async function countByRep(
  tx: Handle,
  importId: string,
): Promise<{ repId: string; n: number }[]> {
  return tx.$queryRaw`
    SELECT c.rep_id AS "repId", count(*)::int AS n FROM import_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.import_id = ${importId}::uuid AND r.outcome = 'created' AND c.rep_id IS NOT NULL
    GROUP BY c.rep_id ORDER BY c.rep_id`;
}

/** Forgets what the last look found. */
export async function clearRows(tx: Handle, importId: string): Promise<void> {
  await tx.importRow.deleteMany({ where: { importId } });
}

const LEASE = '90 seconds';

/** Takes an import to work on it, unless another process is at it; answers whether it did. */
export async function takeImport(db: Handle, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE imports SET lease_until = clock_timestamp() + ${LEASE}::interval
    WHERE id = ${id}::uuid AND (lease_until IS NULL OR lease_until < clock_timestamp()) RETURNING id`;
  return rows.length === 1;
}

/** Keeps it for a while longer. */
export async function keepImport(tx: Handle, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE imports SET lease_until = clock_timestamp() + ${LEASE}::interval WHERE id = ${id}::uuid`;
}

/** Lets go of it. */
export async function releaseImport(db: Handle, id: string): Promise<void> {
  await db.$executeRaw`UPDATE imports SET lease_until = NULL WHERE id = ${id}::uuid`;
}

/** Imports from Slack that wait for a process, the oldest first. */
export async function listWork(db: Handle): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM imports WHERE state IN ('received', 'running', 'undoing') AND origin = 'slack'
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY created_at LIMIT 10`;
  return rows.map(({ id }) => id);
}

/** Imports whose uploaded file may still lie about and is to be asked about now. */
export async function listFilesToAsk(db: Handle, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM imports WHERE next_ask_at <= ${now} AND file_gone_at IS NULL
    ORDER BY next_ask_at LIMIT 20`;
  return rows.map(({ id }) => id);
}
