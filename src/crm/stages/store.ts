import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';

/** A move as it is kept: what and when (#74). `reason` is a code. */
export interface NewMove {
  customerId: string;
  fromStage: string;
  toStage: string;
  byId: string;
  reason: string | null;
}

/** Writes a move; answers its id. */
export async function insertMove(work: Work, move: NewMove): Promise<string> {
  const id = newId(work.now);
  await work.tx.stageMove.create({ data: { id, at: work.now, ...move } });
  return id;
}

/** A move that was taken back never happened to the figures; the audit keeps it. */
export async function deleteMove(work: Work, id: string): Promise<void> {
  await work.tx.stageMove.delete({ where: { id } });
}
