import type { Handle } from '../../../db/client.ts';
import { type DataKey, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Settings } from '../../settings/rules.ts';
import {
  type Checked,
  type CheckKind,
  type CheckResult,
  checksFor,
  listUnmet,
} from '../rules/eligibility.ts';
import { planOf } from '../rules/money.ts';
import { dateOf, dayOf } from './days.ts';

/** A check of a buyer, in the clear. */
export interface Check {
  id: string;
  kind: CheckKind;
  result: CheckResult;
  on: string;
  memberId: string;
  note: string | null;
}

const place = (id: string) => ({ table: 'eligibility_checks', column: 'note_sealed', rowId: id });

/** Writes a check; the newest of its kind counts. */
export async function insertCheck(
  { tx, now }: Work,
  key: DataKey,
  check: Omit<Check, 'id'> & { customerId: string; byId: string },
): Promise<string> {
  const id = newId(now);
  const { note, on, ...rest } = check;
  await tx.eligibilityCheck.create({
    data: {
      id,
      ...rest,
      on: dateOf(on),
      at: now,
      noteSealed: note === null ? null : new Uint8Array(seal(key, place(id), note)),
    },
  });
  return id;
}

/** The newest check of each kind of a customer. */
export async function listNewestChecks(
  db: Handle,
  key: DataKey | null,
  customerId: string,
): Promise<Check[]> {
  const rows = await db.eligibilityCheck.findMany({
    where: { customerId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    distinct: ['kind'],
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as CheckKind,
    result: row.result as CheckResult,
    on: dayOf(row.on),
    memberId: row.memberId,
    note: key && row.noteSealed ? open(key, place(row.id), row.noteSealed) : null,
  }));
}

/** How each kind of check stands. */
export async function findChecked(db: Handle, customerId: string): Promise<Checked> {
  const checks = await listNewestChecks(db, null, customerId);
  return Object.fromEntries(checks.map(({ kind, result }) => [kind, result]));
}

/** Whether everything the office asks for was checked of a buyer; a loan only where one is planned. */
export async function hasEligible(
  db: Handle,
  customerId: string,
  { eligibilityChecks }: Pick<Settings, 'eligibilityChecks'>,
): Promise<boolean> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: { payment: true },
  });
  const kinds = checksFor(eligibilityChecks, planOf(customer?.payment ?? null));
  return listUnmet(await findChecked(db, customerId), kinds).length === 0;
}
