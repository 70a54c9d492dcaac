import { type DataKey, open, seal } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';

/** A move as it is kept: what and when (#74). `reason` is a code; what a loss was about is sealed. */
export interface NewMove {
  customerId: string;
  fromStage: string;
  toStage: string;
  byId: string | null;
  reason: string | null;
  loss: { competitor: string | null; bringBack: string | null; winBackOn: string | null } | null;
}

/** What of a loss is sealed. */
type LossColumn = 'competitor_sealed' | 'bring_back_sealed';

const place = (rowId: string, column: LossColumn) => ({ table: 'stage_moves', column, rowId });

/** Opens what was said about a loss, under the key of the move's customer. */
export const openMoveText = (
  dataKey: DataKey,
  { id, column, sealed }: { id: string; column: LossColumn; sealed: Uint8Array },
): string => open(dataKey, place(id, column), sealed);

/** Writes a move; answers its id. */
export async function insertMove(work: Work, dataKey: DataKey, move: NewMove): Promise<string> {
  const id = newId(work.now);
  const { loss, ...plain } = move;
  const sealed = (column: LossColumn, text: string | null | undefined) =>
    text ? new Uint8Array(seal(dataKey, place(id, column), text)) : null;
  await work.tx.stageMove.create({
    data: {
      id,
      at: work.now,
      ...plain,
      competitorSealed: sealed('competitor_sealed', loss?.competitor),
      bringBackSealed: sealed('bring_back_sealed', loss?.bringBack),
      winBackOn: loss?.winBackOn ? new Date(`${loss.winBackOn}T00:00:00Z`) : null,
    },
  });
  return id;
}

/**
 * A move that was taken back never happened to the figures; the audit keeps it. The customer is in its
 * stage since the move before, or since it was registered.
 */
export async function deleteMove(
  work: Work,
  move: { id: string; customerId: string },
): Promise<void> {
  await work.tx.stageMove.delete({ where: { id: move.id } });
  await work.tx.$executeRaw`
    UPDATE customers c SET stage_since = coalesce(
      (SELECT max(m.at) FROM stage_moves m WHERE m.customer_id = c.id), c.registered_at)
    WHERE c.id = ${move.customerId}::uuid`;
}
