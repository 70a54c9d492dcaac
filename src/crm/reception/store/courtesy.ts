import type { Handle, Tx } from '../../../db/client.ts';

/** A colleague's customer came: who was called, who received, how a deal of that day is split. */
export interface Courtesy {
  id: string;
  arrivalId: string;
  customerId: string;
  assignedId: string;
  receiverId: string;
  calledAt: Date;
  answer: 'coming' | 'receive' | null;
  answeredAt: Date | null;
  /** The assigned rep's percent of a deal on that day. */
  assignedShare: number;
  messageId: string | null;
}

type Row = Omit<Courtesy, 'answer'> & { answer: string | null };
const courtesyOf = (row: Row): Courtesy => ({ ...row, answer: row.answer as Courtesy['answer'] });

/** Notes that the assigned rep is being called. */
export async function insertCourtesy(
  tx: Tx,
  courtesy: Omit<Courtesy, 'answer' | 'answeredAt'>,
): Promise<void> {
  await tx.courtesyReception.create({ data: courtesy });
}

/** A courtesy reception, or null. */
export async function findCourtesy(db: Handle, id: string): Promise<Courtesy | null> {
  const row = await db.courtesyReception.findUnique({ where: { id } });
  return row && courtesyOf(row);
}

/** The same, held until the transaction ends. */
export async function lockCourtesy(tx: Tx, id: string): Promise<Courtesy | null> {
  await tx.$queryRaw`SELECT 1 FROM courtesy_receptions WHERE id = ${id}::uuid FOR UPDATE`;
  return findCourtesy(tx, id);
}

/** The courtesy reception of an arrival, or null. */
export async function findCourtesyOf(db: Handle, arrivalId: string): Promise<Courtesy | null> {
  const row = await db.courtesyReception.findUnique({ where: { arrivalId } });
  return row && courtesyOf(row);
}

/** Keeps what the assigned rep answered. */
export async function saveAnswer(
  tx: Tx,
  id: string,
  answered: { answer: 'coming' | 'receive'; answeredAt: Date },
): Promise<void> {
  await tx.courtesyReception.update({ where: { id }, data: answered });
}

/** Every courtesy reception of a customer until a moment, the first one first: evidence for credit. */
export async function listCourtesiesOf(
  db: Handle,
  customerId: string,
  until: Date,
): Promise<Courtesy[]> {
  const rows = await db.courtesyReception.findMany({
    where: { customerId, calledAt: { lte: until } },
    orderBy: [{ calledAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(courtesyOf);
}
