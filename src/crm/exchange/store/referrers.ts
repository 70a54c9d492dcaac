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
 * The customers that texts name, by number or whole name: those the importer may see that were here before
 * this import, by text. One question for all of them, each part of it through an index.
 */
export async function findReferrers(
  db: Handle,
  texts: readonly string[],
  of: { importId: string; actor: Actor },
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
      SELECT FROM import_rows r WHERE r.customer_id = c.id AND r.import_id = ${of.importId}::uuid
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
