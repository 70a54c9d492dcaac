import { z } from 'zod';
import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { viewingChange } from './changes.ts';
import { findViewing, saveViewing, type ViewingRow } from './store.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));

const dropped = z.object({ id: z.uuid(), version: z.number() });
const restored = dropped.extend({
  memberId: z.uuid(),
  startsAt: moment,
  endsAt: moment,
  zone: z.string(),
  dayAt: moment.nullable(),
  soonAt: moment.nullable(),
  askAt: moment.nullable(),
});

/** A viewing that was just planned is none any more; throws `undoChanged` where something became of it. */
export async function dropViewing(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const row = await unchanged(work, file, dropped.parse(step));
  const change = { state: 'cancelled', cancelReason: 'mistake', closedAt: work.now };
  await saveViewing(work, row, change);
  return viewingChange(row, change);
}

/** A viewing is planned again as it was: nothing came of it yet. */
export async function restoreViewing(
  work: Work,
  file: CustomerFile,
  step: unknown,
): Promise<Change[]> {
  const { id, version, ...before } = restored.parse(step);
  const row = await unchanged(work, file, { id, version });
  const change = {
    ...before,
    ...{ state: 'planned', outcome: null, cancelReason: null, closedAt: null },
    ...{ interactionId: null, partySize: null, decisionMaker: null },
  };
  await saveViewing(work, row, change, { dataKey: file.dataKey, liked: null, objections: null });
  return viewingChange(row, change);
}

async function unchanged(
  work: Work,
  file: CustomerFile,
  { id, version }: { id: string; version: number },
): Promise<ViewingRow> {
  const row = await findViewing(work.tx, id);
  if (row?.customerId !== file.id || row.version !== version) throw new Refusal('undoChanged');
  return row;
}
