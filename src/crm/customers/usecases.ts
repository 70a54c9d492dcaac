import { isUniqueViolation } from '../../db/errors.ts';
import { type Reading, read, transact, type Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Action } from '../access/policy.ts';
import { requirePermission } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import { countActions, listChangedSince } from '../audit/store.ts';
import type { Ctx } from '../context.ts';
import { getSettings } from '../settings/store.ts';
import { type EditConflict, planEdit } from './edit.ts';
import { requireIdentity } from './schema.ts';
import {
  type CustomerFile,
  findCustomer,
  findCustomerByNumber,
  findFile,
  lockCustomer,
  updateCustomer,
} from './store.ts';
import { refuseKnownPhone } from './unique.ts';
import { type CustomerValues, canonicalValues, completenessOf, listMissing } from './values.ts';

/** The file, if the person may do this to it; one refusal for "not yours" and "does not exist". */
export async function getFile(
  at: Pick<Reading, 'db' | 'keys'>,
  ctx: Ctx,
  id: string,
  action: Action,
): Promise<CustomerFile> {
  const record = await findCustomer(at.db, id);
  requirePermission(ctx.actor, action, record ?? {});
  const file = await findFile(at, id);
  if (!file) throw new Refusal('erased');
  return file;
}

/** Finds the customer of a spoken number for a person who may see it. */
export async function getIdByNumber(ctx: Ctx, number: number): Promise<string> {
  const record = await findCustomerByNumber(ctx.db, number);
  requirePermission(ctx.actor, 'customer:see', record ?? {});
  return record!.id;
}

/** Somebody changed the same fields since the form was opened; nothing was saved. */
export class EditConflicts extends Error {
  readonly version: number;
  readonly conflicts: EditConflict[];

  constructor(version: number, conflicts: EditConflict[]) {
    super('edit conflicts');
    this.version = version;
    this.conflicts = conflicts;
  }
}

/** A submitted edit: the version its form was opened with, and what it holds now. */
export interface Edit {
  id: string;
  version: number;
  values: Partial<CustomerValues>;
}

/**
 * Saves an edit (#74). Where others changed other fields meanwhile, both changes stand; where they
 * changed the same ones, `EditConflicts` is thrown and nothing is saved. Answers the fields that changed.
 */
export async function editCustomer(
  ctx: Ctx,
  edit: Edit,
): Promise<{ id: string; fields: string[] }> {
  try {
    return await transact(ctx, (work) => saveEdit(work, ctx, edit));
  } catch (error) {
    if (isUniqueViolation(error))
      await refuseKnownPhone(ctx.db, ctx, edit.values.phones ?? [], edit.id);
    throw error;
  }
}

async function saveEdit(
  work: Work,
  ctx: Ctx,
  edit: Edit,
): Promise<{ id: string; fields: string[] }> {
  const at = { db: work.tx, keys: work.keys };
  await lockCustomer(work.tx, edit.id);
  const file = await getFile(at, ctx, edit.id, 'customer:update');
  const since =
    file.version === edit.version ? new Map() : await listChangedSince(work.tx, file, edit.version);
  const { changes, conflicts } = planEdit(file.values, edit.values, since);
  if (conflicts.length > 0) throw new EditConflicts(file.version, conflicts);
  const values = { ...file.values, ...changes };
  requireIdentity(values);
  if (changes.phones) await refuseKnownPhone(work.tx, ctx, changes.phones, file.id);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const missing = listMissing(values, settings.completeFields);
  await updateCustomer(work, file, {
    values: changes,
    columns: {
      missing,
      completeness: completenessOf(missing.length, settings.completeFields.length),
      confirmedAt: work.now,
    },
  });
  const list = listChanges(
    canonicalValues(
      Object.fromEntries(
        Object.keys(changes).map((key) => [key, file.values[key as keyof CustomerValues]]),
      ),
    ),
    canonicalValues(changes),
  );
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { version: file.version + 1 },
    changes: list,
  });
  return { id: file.id, fields: list.map((change) => change.field) };
}

/** The customer's phones and other sealed lines in the clear: permitted, limited per hour, and noted (#93). */
export async function revealCustomer(ctx: Ctx, id: string): Promise<{ file: CustomerFile }> {
  let revealed: CustomerFile | undefined;
  await transact(ctx, async (work) => {
    const file = await getFile({ db: work.tx, keys: work.keys }, ctx, id, 'customer:reveal');
    const { revealsPerHour } = await getSettings(work.tx, file.teamId, work.now);
    const hourAgo = new Date(work.now.getTime() - 3_600_000);
    const made = await countActions(work.tx, ctx.actor.id, 'customer.reveal', hourAgo);
    if (made >= revealsPerHour) throw new Refusal('tooOften', { limit: revealsPerHour });
    audit(work, {
      actor: ctx.actor,
      action: 'customer.reveal',
      subject: { kind: 'customer', id },
      customer: file,
    });
    revealed = file;
    return { id };
  });
  // A repeated delivery ran nothing: it was permitted and noted the first time, and reads again here.
  return { file: revealed ?? (await getFile(ctx, ctx, id, 'customer:reveal')) };
}

/** Marks a record that is no customer (competitor's survey, dead number, no intent): out of every denominator. */
export async function invalidateCustomer(
  ctx: Ctx,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  return setStatus(ctx, id, { status: 'invalid', invalidReason: reason }, 'customer.invalidate');
}

/** Takes an invalid record back into the register. */
export async function restoreCustomer(ctx: Ctx, id: string): Promise<{ id: string }> {
  return setStatus(ctx, id, { status: 'active', invalidReason: null }, 'customer.restore');
}

async function setStatus(
  ctx: Ctx,
  id: string,
  columns: { status: string; invalidReason: string | null },
  action: string,
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    await lockCustomer(work.tx, id);
    const file = await getFile({ db: work.tx, keys: work.keys }, ctx, id, 'customer:invalidate');
    if (file.status === columns.status) throw new Refusal('alreadySo');
    await updateCustomer(work, file, { columns });
    audit(work, {
      actor: ctx.actor,
      action,
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1, reason: columns.invalidReason },
      changes: listChanges({ status: file.status }, { status: columns.status }),
    });
    return { id };
  });
}

/** 还对吗 Still right: the rep confirms the record as it stands (#76, #78). */
export async function confirmCustomer(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    await lockCustomer(work.tx, id);
    const file = await getFile({ db: work.tx, keys: work.keys }, ctx, id, 'customer:update');
    await updateCustomer(work, file, { columns: { confirmedAt: work.now } });
    audit(work, {
      actor: ctx.actor,
      action: 'customer.confirm',
      subject: { kind: 'customer', id },
      customer: file,
      details: { version: file.version + 1 },
    });
    return { id };
  });
}

/** Reads a file for a screen. */
export async function readFile(ctx: Ctx, id: string): Promise<{ file: CustomerFile; now: Date }> {
  return read(ctx, async (reading) => ({
    file: await getFile(reading, ctx, id, 'customer:see'),
    now: reading.now,
  }));
}
