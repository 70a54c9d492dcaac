import type { Handle } from '../../../db/client.ts';
import { blindIndex, type DataKey, type Keyring, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';

const place = (id: string, column: 'code_sealed' | 'words_sealed') => ({
  table: 'satisfactions',
  column,
  rowId: id,
});

/** How satisfied a customer was, or a question that still waits. */
export interface Satisfaction {
  id: string;
  customerId: string;
  askedAt: Date | null;
  expiresAt: Date | null;
  score: number | null;
  answeredAt: Date | null;
  how: string | null;
  collectedById: string | null;
  repId: string | null;
  codeSealed: Uint8Array | null;
  wordsSealed: Uint8Array | null;
}

/** The keyed hash by which a code is found. */
export const codeIndex = (keys: Keyring, code: string) =>
  blindIndex(keys, 'satisfactions.code', code);

/** Writes a question with its code; answers its id. */
export async function insertAsk(
  work: Work,
  ask: { customerId: string; dataKey: DataKey; byId: string; code: string; expiresAt: Date },
): Promise<string> {
  const id = newId(work.now);
  const { customerId, dataKey, byId, code, expiresAt } = ask;
  await work.tx.satisfaction.create({
    data: {
      id,
      customerId,
      askedById: byId,
      askedAt: work.now,
      codeIndex: codeIndex(work.keys, code),
      codeSealed: new Uint8Array(seal(dataKey, place(id, 'code_sealed'), code)),
      expiresAt,
    },
  });
  return id;
}

/** An answer as it is kept. */
export interface NewAnswer {
  score: number;
  words: string | null;
  how: 'told' | 'code';
  collectedById: string;
  repId: string | null;
}

/** Writes what a customer said without having been asked by a code; answers its id. */
export async function insertTold(
  work: Work,
  of: { customerId: string; dataKey: DataKey },
  answer: NewAnswer,
): Promise<string> {
  const id = newId(work.now);
  await work.tx.satisfaction.create({
    data: { id, customerId: of.customerId, ...answered(work, id, of.dataKey, answer) },
  });
  return id;
}

/** Writes the answer to a question that waits; false where it was answered meanwhile. */
export async function saveAnswer(
  work: Work,
  id: string,
  dataKey: DataKey,
  answer: NewAnswer,
): Promise<boolean> {
  const { count } = await work.tx.satisfaction.updateMany({
    where: { id, answeredAt: null },
    data: answered(work, id, dataKey, answer),
  });
  return count === 1;
}

function answered(work: Work, id: string, dataKey: DataKey, answer: NewAnswer) {
  const { words, ...rest } = answer;
  const sealed = words ? new Uint8Array(seal(dataKey, place(id, 'words_sealed'), words)) : null;
  return { ...rest, wordsSealed: sealed, answeredAt: work.now };
}

/** The question of a code: the one that waits, else one that was answered with it. Null: there is none. */
export async function findByCode(
  db: Handle,
  keys: Keyring,
  code: string,
): Promise<Satisfaction | null> {
  return db.satisfaction.findFirst({
    where: { codeIndex: codeIndex(keys, code) },
    orderBy: { answeredAt: { sort: 'desc', nulls: 'first' } },
  });
}

/** One of an id, or null. */
export async function findSatisfaction(db: Handle, id: string): Promise<Satisfaction | null> {
  return db.satisfaction.findUnique({ where: { id } });
}

/** The customer's question that waits and can still be answered, or null. */
export async function findOpenAsk(
  db: Handle,
  customerId: string,
  now: Date,
): Promise<Satisfaction | null> {
  return db.satisfaction.findFirst({
    where: { customerId, answeredAt: null, expiresAt: { gt: now } },
    orderBy: { askedAt: 'desc' },
  });
}

/** What the customer said so far, the newest first. */
export async function listAnswers(
  db: Handle,
  customerId: string,
  limit: number,
): Promise<Satisfaction[]> {
  return db.satisfaction.findMany({
    where: { customerId, answeredAt: { not: null } },
    orderBy: { answeredAt: 'desc' },
    take: limit,
  });
}

/** The code of a question, in the clear. */
export const openCode = (dataKey: DataKey, row: Pick<Satisfaction, 'id' | 'codeSealed'>) =>
  row.codeSealed ? open(dataKey, place(row.id, 'code_sealed'), row.codeSealed) : null;

/** The customer's words, in the clear. */
export const openWords = (dataKey: DataKey, row: Pick<Satisfaction, 'id' | 'wordsSealed'>) =>
  row.wordsSealed ? open(dataKey, place(row.id, 'words_sealed'), row.wordsSealed) : null;
