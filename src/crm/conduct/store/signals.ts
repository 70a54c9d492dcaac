import type { Handle } from '../../../db/client.ts';
import { getOfficeKey } from '../../../db/data-keys.ts';
import { Prisma } from '../../../db/generated/client.ts';
import { open, seal } from '../../../db/sealing.ts';
import type { Reading, Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Calls, Copied, Found, LastDayContact, SignalFacts, SignalKind } from '../rules.ts';

/** Of whom and since when entries are looked at. */
interface Look {
  memberIds: string[];
  since: Date;
}

/** The same words under several customers of one person: by keyed hash, nothing is opened. */
export async function listCopied(
  db: Handle,
  { memberIds, since }: Look,
  least: number,
): Promise<Copied[]> {
  return db.$queryRaw<Copied[]>`
    SELECT member_id AS "memberId", encode(said_index, 'hex') AS mark,
      array_agg(DISTINCT customer_id::text) AS "customerIds"
    FROM interactions
    WHERE entered_at > ${since} AND member_id = ANY(${memberIds}::uuid[]) AND said_index IS NOT NULL
      AND effective AND withdrawn_at IS NULL
    GROUP BY member_id, said_index HAVING count(DISTINCT customer_id) >= ${least}`;
}

/** A moment as the warnings of protection name it in their slot; such texts stand in the order of time. */
const isoOf = (at: Prisma.Sql) =>
  Prisma.sql`to_char((${at}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Contacts of customers whose protection was to end within a day of the entry, in the order of entry. Every end
 * that was warned of counts: the contact itself has moved the one that stands now.
 */
export async function listLastDayContacts(
  db: Handle,
  { memberIds, since }: Look,
): Promise<LastDayContact[]> {
  return db.$queryRaw<LastDayContact[]>`
    SELECT i.member_id AS "memberId", i.customer_id AS "customerId", i.entered_at AS "enteredAt"
    FROM interactions i
    WHERE i.entered_at > ${since} AND i.member_id = ANY(${memberIds}::uuid[])
      AND i.effective AND i.withdrawn_at IS NULL
      AND EXISTS (SELECT FROM nudges n WHERE n.rule = 'protection' AND n.subject_id = i.customer_id
        AND n.slot BETWEEN ${isoOf(Prisma.sql`i.entered_at`)}
          AND ${isoOf(Prisma.sql`i.entered_at + interval '1 day'`)})
    ORDER BY i.entered_at, i.id`;
}

/** Calls of each person, and how many reached nobody. */
export async function countCalls(db: Handle, { memberIds, since }: Look): Promise<Calls[]> {
  return db.$queryRaw<Calls[]>`
    SELECT member_id AS "memberId", count(*)::int AS calls,
      count(*) FILTER (WHERE NOT effective)::int AS unanswered
    FROM interactions
    WHERE entered_at > ${since} AND member_id = ANY(${memberIds}::uuid[]) AND kind = 'phone'
      AND withdrawn_at IS NULL
    GROUP BY member_id`;
}

/** A signal as its row says. */
export interface SignalRow {
  id: string;
  kind: SignalKind;
  memberId: string;
  teamId: string;
  facts: SignalFacts;
  foundAt: Date;
  state: string;
  handledById: string | null;
  answerSealed: Uint8Array | null;
  answeredAt: Date | null;
}

/** Keeps what was found; null where it was asked about before. */
export async function insertSignal(
  { tx, now }: Work,
  teamId: string,
  { kind, memberId, slot, facts }: Found,
): Promise<string | null> {
  const id = newId(now);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO conduct_signals (id, kind, member_id, team_id, slot, facts, found_at)
    VALUES (${id}::uuid, ${kind}, ${memberId}::uuid, ${teamId}::uuid, ${slot},
      ${JSON.stringify(facts)}::jsonb, ${now})
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows[0]?.id ?? null;
}

/** Whether this was asked about before. */
export async function isKnown(
  db: Handle,
  { kind, memberId, slot }: Pick<Found, 'kind' | 'memberId' | 'slot'>,
): Promise<boolean> {
  return (await db.signal.count({ where: { kind, memberId, slot } })) > 0;
}

/** The signal of an id, or null. */
export async function findSignal(db: Handle, id: string): Promise<SignalRow | null> {
  const row = await db.signal.findUnique({ where: { id } });
  return row && { ...row, kind: row.kind as SignalKind, facts: row.facts as never };
}

/** Holds a signal's row until the transaction ends: of two clicks the first counts. */
export async function lockSignal(work: Work, id: string): Promise<SignalRow | null> {
  await work.tx.$queryRaw`SELECT id FROM conduct_signals WHERE id = ${id}::uuid FOR UPDATE`;
  return findSignal(work.tx, id);
}

const place = (id: string) => ({ table: 'conduct_signals', column: 'answer_sealed', rowId: id });

/** Writes how it goes on; an answer is sealed under the office's key. */
export async function saveSignal(
  work: Work,
  id: string,
  change: { state: string; handledById?: string; answer?: string },
): Promise<void> {
  const { state, handledById, answer } = change;
  const { tx, now, keys } = work;
  const sealed = answer && seal(await getOfficeKey(tx, keys), place(id), answer);
  await tx.signal.update({
    where: { id },
    data: {
      state,
      ...(handledById && { handledById, handledAt: now }),
      ...(sealed && { answerSealed: new Uint8Array(sealed), answeredAt: now }),
    },
  });
}

/** What the person answered, in the clear. */
export async function openAnswer(
  { db, keys }: Pick<Reading, 'db' | 'keys'>,
  { id, answerSealed }: SignalRow,
): Promise<string | null> {
  return answerSealed && open(await getOfficeKey(db, keys), place(id), answerSealed);
}

/** How the customers of a signal are called: their numbers. */
export async function listNumbers(db: Handle, ids: string[]): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    SELECT DISTINCT k.number FROM customers c JOIN customers k ON k.id = coalesce(c.merged_into_id, c.id)
    WHERE c.id = ANY(${ids}::uuid[]) ORDER BY k.number`;
  return rows.map(({ number }) => number);
}
