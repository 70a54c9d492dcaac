import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { open, seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { BreachKind } from '../rules.ts';

/** What a manager writes of a breach. */
export interface BreachText {
  what: string;
  decision: string;
  consequence: string;
}

/** A breach as its row says. */
export interface BreachRow {
  id: string;
  number: number;
  memberId: string;
  teamId: string;
  kind: string;
  customerId: string | null;
  recordedAt: Date;
  recordedById: string;
}

/** A breach in a list. */
export interface BreachLine extends Omit<BreachRow, 'kind' | 'customerId'> {
  kind: BreachKind;
  name: string;
  /** The number of the customer it was about, of the record that stands now. */
  customerNumber: number | null;
}

/** What was said about a breach afterwards, in the clear. */
export interface BreachReply {
  memberId: string;
  name: string;
  at: Date;
  text: string;
}

const place = (table: string, id: string) => ({ table, column: 'sealed', rowId: id });

/** Writes a breach, sealed under the office's key; it never changes again. */
export async function insertBreach(
  { tx, now, keys }: Work,
  breach: {
    memberId: string;
    teamId: string;
    kind: BreachKind;
    customerId: string | null;
    signalId: string | null;
    recordedById: string;
    text: BreachText;
  },
): Promise<{ id: string; number: number }> {
  const { text, ...rest } = breach;
  const id = newId(now);
  const key = await getOfficeKey(tx, keys);
  const sealed = seal(key, place('breaches', id), JSON.stringify(text));
  return tx.breach.create({
    data: { id, ...rest, recordedAt: now, sealed: new Uint8Array(sealed) },
    select: { id: true, number: true },
  });
}

/** The row of a breach, or null. */
export async function findBreach(db: Handle, id: string): Promise<BreachRow | null> {
  return db.breach.findUnique({ where: { id } });
}

/** Breaches of a person and of some teams (null: of all), the newest first. */
export async function listBreachLines(
  db: Handle,
  who: { memberId: string; teamIds: string[] | null; limit: number },
): Promise<BreachLine[]> {
  return db.$queryRaw<BreachLine[]>`
    SELECT b.id, b.number, b.member_id AS "memberId", b.team_id AS "teamId", b.kind,
      b.recorded_at AS "recordedAt", b.recorded_by_id AS "recordedById", m.name,
      k.number AS "customerNumber"
    FROM breaches b JOIN members m ON m.id = b.member_id
    LEFT JOIN customers c ON c.id = b.customer_id
    LEFT JOIN customers k ON k.id = coalesce(c.merged_into_id, c.id)
    WHERE b.member_id = ${who.memberId}::uuid OR ${who.teamIds === null}
      OR b.team_id = ANY(${who.teamIds ?? []}::uuid[])
    ORDER BY b.recorded_at DESC, b.id DESC LIMIT ${who.limit}`;
}

/** What was written of a breach, and said about it since. */
export async function openBreach(
  { db, keys }: Pick<Reading, 'db' | 'keys'>,
  id: string,
): Promise<{ text: BreachText; replies: BreachReply[] }> {
  const key = await getOfficeKey(db, keys);
  const row = await db.breach.findUniqueOrThrow({ where: { id }, select: { sealed: true } });
  const replies = await db.$queryRaw<
    (Omit<BreachReply, 'text'> & { id: string; sealed: Uint8Array })[]
  >`
    SELECT r.id, r.member_id AS "memberId", m.name, r.at, r.sealed
    FROM breach_replies r JOIN members m ON m.id = r.member_id
    WHERE r.breach_id = ${id}::uuid ORDER BY r.at, r.id`;
  return {
    text: JSON.parse(open(key, place('breaches', id), row.sealed)) as BreachText,
    replies: replies.map(({ sealed, id: replyId, ...reply }) => ({
      ...reply,
      text: open(key, place('breach_replies', replyId), sealed),
    })),
  };
}

/** Writes what somebody says about a breach. */
export async function insertReply(
  { tx, now, keys }: Work,
  reply: { breachId: string; memberId: string; text: string },
): Promise<void> {
  const { text, ...rest } = reply;
  const id = newId(now);
  const sealed = seal(await getOfficeKey(tx, keys), place('breach_replies', id), text);
  await tx.breachReply.create({ data: { id, ...rest, at: now, sealed: new Uint8Array(sealed) } });
}
