import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { FactKind } from '../rules/machine.ts';
import { dateOf, dayOf } from './days.ts';

/** A dated fact of a deal, in the clear. `note` is null where there is none or the customer was erased. */
export interface Fact {
  id: string;
  kind: FactKind;
  on: string;
  amount: bigint | null;
  memberId: string;
  reason: string | null;
  note: string | null;
  /** The number of a contract. */
  contract: string | null;
  byId: string;
  at: Date;
}

/** A fact as it is written. */
export interface NewFact {
  dealId: string;
  kind: FactKind;
  on: string;
  amount: bigint | null;
  memberId: string;
  teamId: string;
  reason: string | null;
  note: string | null;
  contract?: string;
  byId: string;
}

const place = (id: string, column: 'note_sealed' | 'contract_sealed') => ({
  table: 'deal_facts',
  column,
  rowId: id,
});

/** Writes a fact; answers its id. */
export async function insertFact({ tx, now }: Work, key: DataKey, fact: NewFact): Promise<string> {
  const id = newId(now);
  const { note, contract, on, ...rest } = fact;
  const sealed = (column: 'note_sealed' | 'contract_sealed', text: string | null) =>
    text === null ? null : new Uint8Array(seal(key, place(id, column), text));
  await tx.dealFact.create({
    data: {
      id,
      ...rest,
      on: dateOf(on),
      noteSealed: sealed('note_sealed', note),
      contractSealed: sealed('contract_sealed', contract ?? null),
      at: now,
    },
  });
  return id;
}

/** A fact that does not count any more: taken back, or another stands in its place. */
export async function voidFact(
  { tx, now }: Work,
  id: string,
  why: 'undone' | 'corrected',
): Promise<void> {
  await tx.dealFact.update({ where: { id }, data: { voidedAt: now, voidedWhy: why } });
}

/** The facts of a deal that stand, in the order of their days. */
export async function listFacts(db: Handle, key: DataKey | null, dealId: string): Promise<Fact[]> {
  const rows = await db.dealFact.findMany({
    where: { dealId, voidedAt: null },
    orderBy: [{ on: 'asc' }, { at: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FactKind,
    on: dayOf(row.on),
    amount: row.amount,
    memberId: row.memberId,
    reason: row.reason,
    note: key && row.noteSealed ? open(key, place(row.id, 'note_sealed'), row.noteSealed) : null,
    contract:
      key && row.contractSealed
        ? open(key, place(row.id, 'contract_sealed'), row.contractSealed)
        : null,
    byId: row.byId,
    at: row.at,
  }));
}

/** The fact of an id that stands, or null. */
export async function findFact(db: Handle, id: string) {
  const row = await db.dealFact.findUnique({ where: { id } });
  return row && row.voidedAt === null
    ? { ...row, kind: row.kind as FactKind, on: dayOf(row.on) }
    : null;
}
