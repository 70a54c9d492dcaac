import { transact, type Work } from '../../db/transact.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import { listChangedSince } from '../audit/store.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import { requireReferrer } from '../customers/referrer.ts';
import { type EditConflict, planEdit } from '../customers/rules-edit.ts';
import { requireBorn, requireIdentity } from '../customers/schema.ts';
import { followMerged, updateCustomer } from '../customers/store.ts';
import { blindly, bringPhones } from '../customers/unique.ts';
import {
  type CustomerValues,
  canonicalValues,
  completenessOf,
  listMissing,
} from '../customers/values.ts';
import { asking, FoundLikely } from '../duplicates/asking.ts';
import { findNewlyLikely, pairTaken } from '../duplicates/find.ts';
import { savePairs } from '../duplicates/store.ts';
import { noteChange } from '../review/opening.ts';
import { getSettings } from '../settings/store.ts';
import type { ReportedBy } from './fields.ts';

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
  /** How the customer reported it; null: the office's own correction. */
  reportedBy?: ReportedBy | null;
  /** The person saw who it may be besides and says that it is somebody else. */
  accepted?: boolean;
}

/**
 * Saves an edit (#74). Where others changed other fields meanwhile, both changes stand; where they
 * changed the same ones, `EditConflicts` is thrown and nothing is saved; nor where
 * the change makes it look like another record: `LikelyDuplicates`. A material
 * change, and what the customer reported, ask for a review again (#73, #75). Answers the fields that changed.
 */
export async function editCustomer(
  ctx: Ctx,
  edit: Edit,
): Promise<{ id: string; fields: string[] }> {
  const write = () => transact(ctx, (work) => saveEdit(work, ctx, edit));
  return asking(ctx, () => blindly(ctx, write, pairTaken));
}

/** A form opened before a merge may still name the lost record as the referrer: the kept one is meant. */
async function namingKept(
  work: Work,
  typed: Partial<CustomerValues>,
): Promise<Partial<CustomerValues>> {
  const { referrerId } = typed;
  return referrerId ? { ...typed, referrerId: await followMerged(work.tx, referrerId) } : typed;
}

async function saveEdit(
  work: Work,
  ctx: Ctx,
  edit: Edit,
): Promise<{ id: string; fields: string[] }> {
  const file = await lockFile(work, ctx.actor, { action: 'customer:update' }, edit.id);
  const since =
    file.version === edit.version ? new Map() : await listChangedSince(work.tx, file, edit.version);
  const typed = await namingKept(work, edit.values);
  const { changes, conflicts } = planEdit(file.values, typed, since);
  if (conflicts.length > 0) throw new EditConflicts(file.version, conflicts);
  const values = { ...file.values, ...changes };
  requireIdentity(values);
  await requireReferrer(work.tx, ctx, changes.referrerId, file.id);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  requireBorn(values, work.now);
  const at = { db: work.tx, keys: work.keys };
  const likely = await findNewlyLikely(
    at,
    { id: file.id, values, changes },
    settings.duplicateScore,
  );
  if (likely.length > 0 && !edit.accepted) throw new FoundLikely(likely);
  const missing = listMissing(values, settings.completeFields);
  const completeness = completenessOf(missing.length, settings.completeFields.length);
  const brought = {
    phones: changes.phones ?? [],
    nationalId: changes.nationalId ?? null,
    exceptId: file.id,
  };
  await bringPhones(work, brought, () =>
    updateCustomer(work, file, {
      values: changes,
      columns: { missing, completeness, confirmedAt: work.now },
    }),
  );
  await savePairs(work.tx, { id: file.id, now: work.now }, likely);
  const { reportedBy = null } = edit;
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
    changes: [
      ...list,
      ...(reportedBy ? [{ field: 'reportedBy', old: null, new: reportedBy }] : []),
    ],
  });
  const fields = list.map((change) => change.field);
  await noteChange(work, {
    file,
    fields,
    actor: ctx.actor,
    settings,
    reported: reportedBy,
  });
  return { id: file.id, fields };
}
