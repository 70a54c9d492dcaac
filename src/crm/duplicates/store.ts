import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { newId } from '../../lib/id.ts';
import type { Match } from './matching.ts';

/** Something a record is looked up by: what it is, and its keyed hash. */
export interface Probe {
  by: string;
  hash: Uint8Array;
}

/** A live record that may be the same person, or one of the family. */
export interface Likely extends Match {
  id: string;
}

/** A live record that shares something with what was looked for. */
export interface Hit {
  by: string;
  id: string;
  name: string;
}

const hits = z.array(z.object({ by: z.string(), id: z.uuid(), name: z.string() }));
const hex = ({ hash }: Probe): string => Buffer.from(hash).toString('hex');

/** Records that share one thing; what more of them share says little. */
const MOST = 40;

/**
 * Live records that share anything with what is looked for, by their keyed hashes only: one question, each
 * part of it through its own index.
 */
export async function findHits(
  db: Handle,
  probes: readonly Probe[],
  exceptId: string | null,
): Promise<Hit[]> {
  if (probes.length === 0) return [];
  return hits.parse(await db.$queryRaw<unknown[]>(hitsOf(probes, exceptId)));
}

/** SQL of the same, for a statement that reads more. */
export function hitsOf(probes: readonly Probe[], exceptId: string | null = null): Prisma.Sql {
  const live = Prisma.sql`c.status IN ('active', 'invalid')`;
  return Prisma.sql`
    WITH probe AS MATERIALIZED (
      SELECT by, decode(hash, 'hex') AS hash
      FROM unnest(${probes.map(({ by }) => by)}::text[], ${probes.map(hex)}::text[]) AS t(by, hash)
    )
    SELECT DISTINCT h.by, h.id, h.name FROM (
      SELECT p.by, f.* FROM probe p, LATERAL (
        SELECT c.id, c.name FROM customer_phones x JOIN customers c ON c.id = x.customer_id
        WHERE x.index = p.hash AND x.live AND ${live} LIMIT 1) f WHERE p.by = 'phone'
      UNION ALL SELECT p.by, f.* FROM probe p, LATERAL (
        SELECT c.id, c.name FROM customers c
        WHERE c.wechat_index = p.hash AND ${live} LIMIT ${MOST}) f WHERE p.by = 'wechat'
      UNION ALL SELECT p.by, f.* FROM probe p, LATERAL (
        SELECT c.id, c.name FROM customers c
        WHERE c.email_index = p.hash AND ${live} LIMIT ${MOST}) f WHERE p.by = 'email'
      UNION ALL SELECT p.by, f.* FROM probe p, LATERAL (
        SELECT c.id, c.name FROM customers c
        WHERE c.national_id_index = p.hash AND ${live} LIMIT 1) f WHERE p.by = 'nationalId'
      UNION ALL SELECT p.by, f.* FROM probe p, LATERAL (
        SELECT c.id, c.name FROM customers c
        WHERE c.match_keys @> ARRAY[p.hash] AND ${live} LIMIT ${MOST}) f
        WHERE p.by IN ('phone-part', 'phone-masked', 'address', 'door', 'referrer')
    ) h WHERE h.id IS DISTINCT FROM ${exceptId}::uuid`;
}

const shared = z.array(z.object({ hash: z.string(), id: z.uuid(), name: z.string() }));

/** So many records are met by what hundreds of others share; more of them say little. */
const MOST_MET = 3_000;

/**
 * The live records of some teams (null: of all) that share a keyed hash with many who are asked about at once,
 * with the hashes (in hex) they share: one look into one index.
 */
export async function findSharing(
  db: Handle,
  hashes: readonly string[],
  teamIds: readonly string[] | null,
): Promise<{ hash: string; id: string; name: string }[]> {
  if (hashes.length === 0) return [];
  const teams = teamIds ? Prisma.sql`AND c.team_id = ANY(${[...teamIds]}::uuid[])` : Prisma.empty;
  const rows = await db.$queryRaw<unknown[]>`
    WITH asked AS MATERIALIZED (
      SELECT array_agg(decode(hash, 'hex')) AS all FROM unnest(${[...hashes]}::text[]) AS t(hash)
    ), met AS MATERIALIZED (
      SELECT c.id, c.name, c.match_keys FROM customers c
      WHERE c.match_keys && (SELECT a.all FROM asked a) AND c.status IN ('active', 'invalid') ${teams}
      LIMIT ${MOST_MET}
    )
    SELECT encode(k.hash, 'hex') AS hash, m.id, m.name
    FROM met m CROSS JOIN LATERAL unnest(m.match_keys) AS k(hash)
    WHERE k.hash = ANY((SELECT a.all FROM asked a)::bytea[])`;
  return shared.parse(rows);
}

/** Remembers pairs that somebody is to look at; one that was decided stays as decided. */
export async function savePairs(
  db: Handle,
  of: { id: string; now: Date },
  likely: readonly Likely[],
): Promise<void> {
  if (likely.length === 0) return;
  const rows = likely.map((one) => {
    const [oneId, otherId] = [of.id, one.id].sort();
    return Prisma.sql`(${newId(of.now)}::uuid, ${oneId}::uuid, ${otherId}::uuid, ${one.kind}, ${one.score}::int,
      ${one.reasons}::text[], ${of.now}::timestamptz)`;
  });
  await db.$executeRaw`
    INSERT INTO duplicate_pairs (id, one_id, other_id, kind, score, reasons, found_at)
    VALUES ${Prisma.join(rows)}
    ON CONFLICT (one_id, other_id) DO UPDATE
      SET kind = excluded.kind, score = excluded.score, reasons = excluded.reasons
      WHERE duplicate_pairs.state = 'open'`;
}
