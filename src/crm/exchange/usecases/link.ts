import { seal } from '../../../db/sealing.ts';
import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, listFiles } from '../../customers/store.ts';
import { lockImport } from '../store/imports.ts';
import {
  findReferrers,
  listReferrersToFind,
  listWithReferrers,
  noteReferrersFound,
  setReferrer,
} from '../store/referrers.ts';

const BATCH = 200;

/**
 * After the last row: who named somebody of the same file as referrer is linked to them, wherever in the file
 * they stand; a name that several have stays as written. May be stopped and continued at any point.
 */
export async function linkWithin(ctx: Ctx, id: string): Promise<void> {
  for (let after = 0; ; ) {
    const { last } = await transact(ctx, (work) => linkBatch(work, ctx, { id, after }));
    if (last === null) return;
    after = last;
  }
}

async function linkBatch(
  work: Work,
  ctx: Ctx,
  { id, after }: { id: string; after: number },
): Promise<{ last: number | null }> {
  if ((await lockImport(work, id))?.state !== 'running') throw new Refusal('importMoved');
  const rows = await listReferrersToFind(work.tx, id, { after, limit: BATCH });
  const files = await listFiles(
    { db: work.tx, keys: work.keys },
    rows.map(({ customerId }) => customerId),
  );
  const named = files.flatMap(({ values }) => values.referrer ?? []);
  const found = await findReferrers(work.tx, named, { actor: ctx.actor });
  for (const file of files) {
    const [referrerId, another] = (found.get(file.values.referrer ?? '') ?? []).filter(
      (one) => one !== file.id,
    );
    if (referrerId && !another) await link(work, ctx, { importId: id, file, referrerId });
  }
  await noteReferrersFound(
    work.tx,
    id,
    rows.map(({ row }) => row),
  );
  audit(work, {
    actor: ctx.actor,
    action: 'import.link',
    subject: { kind: 'import', id },
    details: { rows: rows.length },
  });
  return { last: rows.at(-1)?.row ?? null };
}

/** It is still the import that writes: the record's version stays, unless somebody has changed it meanwhile. */
async function link(
  work: Work,
  ctx: Ctx,
  of: { importId: string; file: CustomerFile; referrerId: string },
): Promise<void> {
  const { importId, file, referrerId } = of;
  if (file.version !== 1) return;
  await setReferrer(work.tx, file.id, { referrerId, sealed: null });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { import: importId, version: file.version },
    changes: [{ field: 'referrerId', old: null, new: referrerId }],
  });
}

/**
 * Records of these go: whoever of the same file named them as referrer, and stays, names them by their name as
 * the file did.
 */
export async function unlinkFrom(work: Work, customerIds: readonly string[]): Promise<void> {
  const rows = await listWithReferrers(work.tx, customerIds);
  const files = new Map(
    (
      await listFiles(
        { db: work.tx, keys: work.keys },
        rows.map(({ id }) => id),
      )
    ).map((file) => [file.id, file]),
  );
  for (const { id, referrerName } of rows) {
    const file = files.get(id);
    if (!file) continue;
    const place = { table: 'customers', column: 'referrer_sealed', rowId: id };
    const sealed = new Uint8Array(seal(file.dataKey, place, referrerName));
    await setReferrer(work.tx, id, { referrerId: null, sealed });
  }
}
