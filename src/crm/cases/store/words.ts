import { findCustomerKeys } from '../../../db/data-keys.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Evidence } from '../rules/evidence.ts';
import type { RuleId, Verdict } from '../rules/proposal.ts';
import type { Said } from '../schema.ts';
import type { CaseRow } from './cases.ts';

const place = (table: string, column: string, rowId: string) => ({ table, column, rowId });

/** The key a case is sealed under; null where it was destroyed with the customer. */
export async function findCaseKey(
  at: Pick<Reading, 'db' | 'keys'>,
  { keyCustomerId }: Pick<CaseRow, 'keyCustomerId'>,
): Promise<DataKey | null> {
  return (await findCustomerKeys(at.db, at.keys, [keyCustomerId])).get(keyCustomerId) ?? null;
}

export type WordKind = 'claim' | 'statement' | 'question' | 'appeal';

/** Something said in a case, in the clear; null where the customer was erased. */
export interface CaseWord {
  memberId: string;
  name: string;
  at: Date;
  kind: WordKind;
  said: Said | null;
}

/** Writes something said, sealed. */
export async function insertWord(
  { tx, now }: Work,
  key: DataKey,
  word: { caseId: string; memberId: string; kind: WordKind; said: Said },
): Promise<void> {
  const { said, ...rest } = word;
  const id = newId(now);
  const sealed = seal(key, place('case_words', 'sealed', id), JSON.stringify(said));
  await tx.caseWord.create({ data: { id, ...rest, at: now, sealed: new Uint8Array(sealed) } });
}

/** Everything said in a case, the first one first. */
export async function listWords(
  { db }: Pick<Reading, 'db'>,
  key: DataKey | null,
  caseId: string,
): Promise<CaseWord[]> {
  const rows = await db.$queryRaw<(Omit<CaseWord, 'said'> & { id: string; sealed: Uint8Array })[]>`
    SELECT s.id, s.member_id AS "memberId", m.name, s.at, s.kind, s.sealed
    FROM case_words s JOIN members m ON m.id = s.member_id
    WHERE s.case_id = ${caseId}::uuid ORDER BY s.at, s.id`;
  return rows.map(({ id, sealed, ...word }) => ({
    ...word,
    said: key && (JSON.parse(open(key, place('case_words', 'sealed', id), sealed)) as Said),
  }));
}

/** A verdict as it is written. `share`: percent of the sales credit for `toId`. */
export interface NewVerdict {
  caseId: string;
  instance: 1 | 2;
  verdict: Verdict;
  toId: string | null;
  share: number | null;
  byId: string;
  proposed: Verdict;
  proposedRule: RuleId;
  rulesVersion: number;
  rulesAt: Date;
  rules: Record<string, unknown>;
  reason: string;
  evidence: Evidence;
}

/** A verdict, in the clear; reason and evidence are null where the customer was erased. */
export interface StoredVerdict extends Omit<NewVerdict, 'reason' | 'evidence' | 'rules'> {
  at: Date;
  byName: string;
  toName: string | null;
  reason: string | null;
  evidence: Evidence | null;
}

/** Writes a verdict with the evidence as it stood; it never changes again. */
export async function insertVerdict(
  { tx, now }: Work,
  key: DataKey,
  { reason, evidence, rules, ...rest }: NewVerdict,
): Promise<void> {
  const id = newId(now);
  const sealed = (column: string, text: string) =>
    new Uint8Array(seal(key, place('case_verdicts', column, id), text));
  await tx.caseVerdict.create({
    data: {
      id,
      ...rest,
      at: now,
      rules: rules as never,
      reasonSealed: sealed('reason_sealed', reason),
      evidenceSealed: sealed('evidence_sealed', JSON.stringify(evidence)),
    },
  });
}

/** The verdicts of a case: the manager's, then the one on appeal. */
export async function listVerdicts(
  { db }: Pick<Reading, 'db'>,
  key: DataKey | null,
  caseId: string,
): Promise<StoredVerdict[]> {
  const rows = await db.caseVerdict.findMany({
    where: { caseId },
    orderBy: { instance: 'asc' },
  });
  const ids = rows.flatMap(({ byId, toId }) => (toId ? [byId, toId] : [byId]));
  const members = await db.member.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return rows.map(({ id, reasonSealed, evidenceSealed, ...row }) => {
    const clear = (column: string, sealed: Uint8Array) =>
      key && open(key, place('case_verdicts', column, id), sealed);
    const evidence = clear('evidence_sealed', evidenceSealed);
    return {
      ...row,
      instance: row.instance as 1 | 2,
      verdict: row.verdict as Verdict,
      proposed: row.proposed as Verdict,
      proposedRule: row.proposedRule as RuleId,
      byName: names.get(row.byId) ?? '',
      toName: row.toId ? (names.get(row.toId) ?? '') : null,
      reason: clear('reason_sealed', reasonSealed),
      evidence: evidence ? (JSON.parse(evidence) as Evidence) : null,
    };
  });
}
