import { read, transact, type Work } from '../../../db/transact.ts';
import { planMessage, redrawMessage } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import { actorOf, findMember, listTeams, type Team } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { isUsable, kindOf, type Mapping } from '../rules/columns.ts';
import {
  findImport,
  findImportOfFile,
  type ImportRecord,
  insertImport,
  listImports,
  lockImport,
  type State,
  saveImport,
} from '../store/imports.ts';
import { findMapping, saveMapping } from '../store/mappings.ts';
import { listRows, type Told, type ToldRow } from '../store/rows.ts';
import { requireImport } from './check.ts';

export type { ImportRecord } from '../store/imports.ts';
export type { ToldRow } from '../store/rows.ts';

/** Kind of the message that shows a file on its way. */
export const IMPORT = 'import';

/** The teams into which the person may bring customers, their own first. Throws `notAllowed`, `noTeam`. */
export async function listImportTeams(ctx: Ctx): Promise<Team[]> {
  const { actor } = ctx;
  const reach = reachOf(actor, 'customer:import');
  if (reach === 'none') throw new Refusal('notAllowed');
  const teams = (await listTeams(ctx.db)).filter(
    ({ id }) => reach === 'all' || actor.teamIds.includes(id),
  );
  if (teams.length === 0) throw new Refusal('noTeam');
  const home = actor.teamIds[0];
  return [...teams.filter(({ id }) => id === home), ...teams.filter(({ id }) => id !== home)];
}

/**
 * A file was dropped into the conversation: it is looked at soon, and a message shows how far it is.
 * The same file twice is one import. Throws `notAllowed`.
 */
export async function receiveFile(ctx: Ctx, slackFileId: string): Promise<{ id: string }> {
  const [team] = await listImportTeams(ctx);
  return transact(ctx, async (work) => {
    const known = await findImportOfFile(work.tx, slackFileId);
    const id = known?.id ?? newId(work.now);
    if (!known) {
      await insertImport(work, {
        id,
        byId: ctx.actor.id,
        teamId: team!.id,
        origin: 'slack',
        slackFileId,
      });
      const messageId = await planMessage(work.tx, {
        kind: IMPORT,
        memberId: ctx.actor.id,
        target: 'dm',
        recipient: `${IMPORT}:${id}`,
        slot: 'file',
        dueAt: work.now,
        content: { importId: id },
      });
      await saveImport(work.tx, id, { messageId });
    }
    note(work, ctx, id, 'import.receive');
    return { id };
  });
}

/** Keeps how a file is to be read, and has it looked at again. Throws `importColumns`, `importMoved`. */
export async function remapImport(
  ctx: Ctx,
  id: string,
  change: { mapping: Mapping; teamId?: string },
): Promise<void> {
  const record = await requireImport(ctx, id);
  const teamId = change.teamId ?? record.teamId;
  requirePermission(ctx.actor, 'customer:import', { teamId });
  if (!isUsable(change.mapping)) throw new Refusal('importColumns');
  await transact(ctx, async (work) => {
    requireUnstarted(await lockImport(work, id));
    await saveMapping(work, id, change.mapping);
    await saveImport(work.tx, id, {
      ...{ state: 'received', problem: null, teamId, kind: kindOf(change.mapping) },
    });
    if (record.messageId) await redrawMessage(work.tx, record.messageId);
    note(work, ctx, id, 'import.map');
    return { id };
  });
}

/** Has a file that failed looked at again; a run that failed goes on where it was. */
export async function retryImport(ctx: Ctx, id: string): Promise<void> {
  await move(ctx, id, 'import.retry', (record) => {
    if (record?.state !== 'failed') throw new Refusal('importMoved');
    return { state: record.startedAt ? 'running' : 'received', problem: null };
  });
}

/** Leaves a file alone. What is uploaded is still asked to be deleted. */
export async function forgetImport(ctx: Ctx, id: string): Promise<void> {
  await move(ctx, id, 'import.forget', (record, now) => {
    requireUnstarted(record);
    return { state: 'forgotten', ...(record.slackFileId && { nextAskAt: now }) };
  });
}

/** Says why a file could not be read; it can be tried again. The office itself notes it. */
export async function failImport(
  ctx: Pick<Ctx, 'db' | 'keys'>,
  id: string,
  { code, params }: Pick<Refusal, 'code' | 'params'>,
): Promise<void> {
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    if (record?.state !== 'received' && record?.state !== 'running') return { id };
    const problem = JSON.stringify({ code, params });
    await saveImport(work.tx, id, { state: 'failed', problem, leaseUntil: null });
    if (record.messageId) await redrawMessage(work.tx, record.messageId);
    audit(work, {
      actor: 'system',
      action: 'import.fail',
      subject: { kind: 'import', id },
      details: { code },
    });
    return { id };
  });
}

type Change = Parameters<typeof saveImport>[2];

async function move(
  ctx: Ctx,
  id: string,
  action: string,
  step: (record: ImportRecord | null, now: Date) => Change,
): Promise<void> {
  await requireImport(ctx, id);
  await transact(ctx, async (work) => {
    const record = await lockImport(work, id);
    await saveImport(work.tx, id, { ...step(record, work.now), leaseUntil: null });
    if (record?.messageId) await redrawMessage(work.tx, record.messageId);
    note(work, ctx, id, action);
    return { id };
  });
}

const UNSTARTED: readonly State[] = ['received', 'unmapped', 'checked', 'failed'];

/** Only while nothing was written. Throws `importMoved`. */
function requireUnstarted(record: ImportRecord | null): asserts record is ImportRecord {
  if (!record || record.startedAt || !UNSTARTED.includes(record.state))
    throw new Refusal('importMoved');
}

/** An import with how it is read, for its form. */
export async function readMapping(
  ctx: Ctx,
  id: string,
): Promise<{ record: ImportRecord; mapping: Mapping }> {
  const record = await requireImport(ctx, id);
  const mapping = await findMapping(ctx.db, ctx.keys, id);
  if (!mapping) throw new Refusal('importMoved');
  return { record, mapping };
}

/** What a person should look at. */
const TOLD: Told[] = ['refused', 'duplicate', 'possible'];

/** Rows that stay behind or may be somebody known, a page of them. */
export async function readRowsBehind(
  ctx: Ctx,
  id: string,
  page: { limit: number; offset: number },
): Promise<{ record: ImportRecord; rows: ToldRow[] }> {
  const record = await requireImport(ctx, id);
  return { record, rows: await listRows(ctx.db, id, { ...page, outcomes: TOLD }) };
}

/** The person's imports, the newest first; an administrator sees everybody's. */
export async function readImports(ctx: Ctx, limit: number): Promise<ImportRecord[]> {
  await listImportTeams(ctx);
  const byId = ctx.actor.role === 'administrator' ? {} : { byId: ctx.actor.id };
  return read(ctx, ({ db }) => listImports(db, { ...byId, limit }));
}

/** Who brought a file, as one who asks; null when they may not any more. */
export async function findImporter(
  ctx: Pick<Ctx, 'db' | 'keys'>,
  id: string,
): Promise<{ record: ImportRecord; actor: Actor } | null> {
  const record = await findImport(ctx.db, id);
  const member = record && (await findMember(ctx.db, record.byId));
  return record && member?.active ? { record, actor: actorOf(member) } : null;
}

export function note(work: Work, ctx: Ctx, id: string, action: string): void {
  audit(work, { actor: ctx.actor, action, subject: { kind: 'import', id } });
}
