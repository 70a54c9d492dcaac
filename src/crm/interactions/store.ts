import type { Handle } from '../../db/client.ts';
import { blindIndex, type DataKey, seal } from '../../db/sealing.ts';
import type { Work, Writing } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import { tally, wordingOf } from './rules.ts';

/** A contact as it is written: when it happened is given, when it was entered is now. */
export interface NewInteraction {
  customerId: string;
  memberId: string;
  kind: string;
  effective: boolean;
  outcome: string | null;
  happenedAt: Date;
  said: string | null;
  partySize: number | null;
}

/** Where what was said at a contact is sealed. */
export const saidPlace = (id: string) => ({
  table: 'interactions',
  column: 'said_sealed',
  rowId: id,
});

/** Writes a contact; what was said is sealed under the customer's key. Answers its id. */
export async function insertInteraction(
  work: Work,
  dataKey: DataKey,
  contact: NewInteraction,
): Promise<string> {
  const row = rowOf(work, dataKey, contact);
  await work.tx.interaction.create({ data: row });
  return row.id;
}

/** Puts a contact that nothing in the transaction reads back. */
export function putInteraction(work: Writing, dataKey: DataKey, contact: NewInteraction): void {
  work.puts.add('interactions', rowOf(work, dataKey, contact));
}

function rowOf({ now, keys }: Writing, dataKey: DataKey, { said, ...contact }: NewInteraction) {
  const id = newId(now);
  const wording = wordingOf(said);
  return {
    id,
    ...contact,
    enteredAt: now,
    saidSealed: said ? seal(dataKey, saidPlace(id), said) : null,
    saidIndex: wording ? blindIndex(keys, 'interactions.said', wording) : null,
  };
}

/** Takes a contact back; answers whether it still stood. */
export async function withdrawInteraction(
  work: Work,
  customerId: string,
  id: string,
): Promise<boolean> {
  const { count } = await work.tx.interaction.updateMany({
    where: { id, customerId, withdrawnAt: null },
    data: { withdrawnAt: work.now },
  });
  return count === 1;
}

/**
 * Sums a customer's contacts up again. The file's version stays: these columns stand in no form, so an
 * edit begun earlier does not collide with a logged contact.
 */
export async function recountContacts(work: Work, customerId: string): Promise<void> {
  const rows = await work.tx.interaction.findMany({
    where: { customerId },
    select: { kind: true, effective: true, happenedAt: true, withdrawnAt: true },
  });
  const counted = tally(rows.map((row) => ({ ...row, withdrawn: row.withdrawnAt !== null })));
  await work.tx.customer.update({
    where: { id: customerId },
    data: { ...counted, updatedAt: work.now },
  });
}

/** How many attempts stand since the customer was last reached. */
export async function countAttemptsInARow(db: Handle, customerId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM interactions
    WHERE customer_id = ${customerId}::uuid AND withdrawn_at IS NULL AND NOT effective
      AND happened_at > coalesce((SELECT max(happened_at) FROM interactions
        WHERE customer_id = ${customerId}::uuid AND withdrawn_at IS NULL AND effective), '-infinity')`;
  return row!.n;
}

/** How long a second tap on the same button is taken for the first one. */
const SAME_TAP_MS = 60_000;

/** Whether this person logged an attempt for this customer a moment ago. */
export async function wasJustLogged(
  work: Work,
  who: { customerId: string; memberId: string },
): Promise<boolean> {
  const since = new Date(work.now.getTime() - SAME_TAP_MS);
  const found = await work.tx.interaction.findFirst({
    where: { ...who, effective: false, withdrawnAt: null, enteredAt: { gt: since } },
    select: { id: true },
  });
  return found !== null;
}
