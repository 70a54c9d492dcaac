import type { Handle } from '../../../db/client.ts';
import { fold } from '../../../lib/names.ts';
import { queryTokens } from '../../../lib/search-tokens.ts';
import type { Actor } from '../../access/actor.ts';
import { can } from '../../access/rules.ts';
import { readNumber } from '../../customers/rules.ts';

interface Found {
  asked: string;
  id: string;
  name: string;
  number: number;
  teamId: string;
  repId: string | null;
  status: string;
}

/** `C-1042`: a number with its letter. Digits alone may be those of another program. */
const isNumber = (text: string): boolean => /^c/iu.test(text.trim()) && readNumber(text) !== null;

/** So many records of one name are not told apart anyway. */
const MOST = 20;

/**
 * The customers that texts name, by number or whole name: those the importer may see, by text; with an import
 * only those that were here before it. One question for all of them, each part of it through an index.
 */
export async function findReferrers(
  db: Handle,
  texts: readonly string[],
  of: { importId?: string; actor: Actor },
): Promise<Map<string, string[]>> {
  const asked = [...new Set(texts)].map((text) =>
    isNumber(text)
      ? { text, number: readNumber(text), tokens: null }
      : { text, number: null, tokens: queryTokens(text) },
  );
  const usable = asked.filter(({ number, tokens }) => number !== null || (tokens?.length ?? 0) > 0);
  if (usable.length === 0) return new Map();
  const rows = await db.$queryRaw<Found[]>`
    SELECT w.text AS asked, c.id, c.name, c.number, c.team_id AS "teamId", c.rep_id AS "repId", c.status
    FROM jsonb_to_recordset(${JSON.stringify(usable)}::jsonb) AS w(text text, number int, tokens text[]),
    LATERAL (
      (SELECT * FROM customers n WHERE n.number = w.number)
      UNION ALL (SELECT * FROM customers t WHERE w.number IS NULL AND t.search_tokens @> w.tokens LIMIT ${MOST})
    ) c
    WHERE c.status IN ('active', 'invalid') AND NOT EXISTS (
      SELECT FROM import_rows r WHERE r.customer_id = c.id AND r.import_id = ${of.importId ?? null}::uuid
        AND r.outcome = 'created')`;
  const found = new Map<string, string[]>();
  for (const { asked: text, id, name, ...record } of rows) {
    const isMeant = isNumber(text) || plain(name) === plain(text);
    if (isMeant && can(of.actor, 'customer:see', record))
      found.set(text, [...(found.get(text) ?? []), id]);
  }
  return found;
}

const plain = (text: string): string => fold(text.normalize('NFKC')).replace(/\s+/gu, '');

/** What a created row says of itself until its referrer was looked for in the rest of the file. */
export const REFERRER_OPEN = 'referrerOpen';

/** The next created rows whose referrer is a text that may be somebody of the same file. */
export async function listReferrersToFind(
  db: Handle,
  importId: string,
  page: { after: number; limit: number },
): Promise<{ row: number; customerId: string }[]> {
  return db.$queryRaw`
    SELECT row, customer_id AS "customerId" FROM import_rows
    WHERE import_id = ${importId}::uuid AND row > ${page.after} AND outcome = 'created'
      AND customer_id IS NOT NULL AND ${REFERRER_OPEN} = ANY(reasons)
    ORDER BY row LIMIT ${page.limit}`;
}

/** They were looked for. */
export async function noteReferrersFound(
  tx: Handle,
  importId: string,
  rows: number[],
): Promise<void> {
  await tx.importRow.updateMany({
    where: { importId, row: { in: rows } },
    data: { reasons: [] },
  });
}

/** Who names one of these as referrer and is none of them, with the referrer's name. */
export async function listWithReferrers(
  db: Handle,
  customerIds: readonly string[],
): Promise<{ id: string; referrerName: string }[]> {
  return db.$queryRaw`
    SELECT c.id, r.name AS "referrerName" FROM customers c JOIN customers r ON r.id = c.referrer_id
    WHERE c.referrer_id = ANY(${[...customerIds]}::uuid[]) AND c.id <> ALL(${[...customerIds]}::uuid[])`;
}

/** Writes who recommended a customer, a record or a text; the version stays, and the sweep makes its keys anew. */
export async function setReferrer(
  tx: Handle,
  id: string,
  to: { referrerId: string | null; sealed: Uint8Array<ArrayBuffer> | null },
): Promise<void> {
  await tx.customer.update({
    where: { id },
    data: { referrerId: to.referrerId, referrerSealed: to.sealed, keyedAt: null },
    select: { id: true },
  });
}
