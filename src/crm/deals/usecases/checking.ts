import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { requirePermission } from '../../access/rules.ts';
import { findMember, findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { type Change, listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { readFields, requireBorn } from '../../customers/schema.ts';
import { type CustomerFile, updateCustomer } from '../../customers/store.ts';
import { blindly, bringPhones } from '../../customers/unique.ts';
import { completenessOf, listMissing } from '../../customers/values.ts';
import { pairTaken } from '../../duplicates/find.ts';
import { noteChange } from '../../review/opening.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import type { CheckKind, CheckResult } from '../rules/eligibility.ts';
import { requirePast } from '../schema.ts';
import { insertCheck, listNewestChecks } from '../store/checks.ts';

/** A check of a buyer, as it was typed. `memberId`: who checked. */
export interface CheckWish {
  kind: CheckKind;
  result: CheckResult;
  on: string | null;
  memberId: string | null;
  note: string | null;
  /** Of the buyer; empty leaves what is known. */
  nationalId: string | null;
}

/**
 * Notes who checked what of a buyer, when, and with which result (#22, #31). The national id is asked for
 * here: read and checked as at registration; one live record only may have it, and where another has it the two
 * are a pair of the manager's list. Throws `dealFuture`, `checkerUnknown`, `nationalIdUnreadable`, and the blind
 * answer where the id is another record's.
 */
export async function noteCheck(
  ctx: Ctx,
  customerId: string,
  wish: CheckWish,
): Promise<{ customerId: string }> {
  const write = () => transact(ctx, (work) => saveCheck(work, ctx, customerId, wish));
  return blindly(ctx, write, pairTaken);
}

async function saveCheck(
  work: Work,
  ctx: Ctx,
  customerId: string,
  wish: CheckWish,
): Promise<{ customerId: string }> {
  const { actor } = ctx;
  const file = await lockFile(work, actor, { action: 'deal:change' }, customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const zone = (await findTeam(work.tx, file.teamId))?.zone ?? actor.zone;
  const on = requirePast(wish.on, { now: work.now, zone, locale: actor.locale });
  const note = readWords(wish.note, 'note');
  const memberId = await requireChecker(work, ctx, file, wish.memberId);
  const identity = await bringNationalId(work, ctx, { file, settings, typed: wish.nationalId });
  const before = await listNewestChecks(work.tx, null, file.id);
  const { kind, result } = wish;
  await insertCheck(work, file.dataKey, {
    ...{ customerId: file.id, kind, result, on, memberId, note },
    byId: actor.id,
  });
  audit(work, {
    actor,
    action: 'deal.check',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { kind, result, on, checkedBy: memberId },
    changes: [
      ...listChanges(
        { [`check.${kind}`]: before.find((one) => one.kind === kind)?.result ?? null },
        { [`check.${kind}`]: result, 'check.note': note },
      ),
      ...identity,
    ],
  });
  return { customerId: file.id };
}

/** Who checked: a colleague of the team, the person themselves where nobody is named. */
async function requireChecker(
  work: Work,
  { actor }: Ctx,
  file: CustomerFile,
  memberId: string | null,
): Promise<string> {
  if (!memberId || memberId === actor.id) return actor.id;
  const member = await findMember(work.tx, memberId);
  if (!member?.active || !member.teamIds.includes(file.teamId))
    throw new Refusal('checkerUnknown', {}, 'checker');
  return member.id;
}

/** Writes a national id that is new: nobody else's, of somebody who is born; material changes are reviewed. */
async function bringNationalId(
  work: Work,
  { actor }: Ctx,
  of: { file: CustomerFile; settings: Settings; typed: string | null },
): Promise<Change[]> {
  const { file, settings } = of;
  const { nationalId = null } = readFields({ nationalId: of.typed ?? '' }, settings);
  if (!nationalId || nationalId === file.values.nationalId) return [];
  requirePermission(actor, 'customer:update', file);
  requireBorn({ nationalId }, work.now);
  const values = { ...file.values, nationalId };
  const missing = listMissing(values, settings.completeFields);
  const completeness = completenessOf(missing.length, settings.completeFields.length);
  await bringPhones(work, { phones: [], nationalId, exceptId: file.id }, () =>
    updateCustomer(work, file, { values: { nationalId }, columns: { missing, completeness } }),
  );
  await noteChange(work, { file, fields: ['nationalId'], actor, settings });
  return [{ field: 'nationalId', old: file.values.nationalId, new: nationalId }];
}
