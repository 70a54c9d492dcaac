import type { Handle } from '../../db/client.ts';

/** A unit of the stock that was named, and whether it can still be had. */
export interface NamedUnit {
  id: string;
  code: string;
  isGone: boolean;
}

/** The units of a team's stock that these codes name; what the stock does not know is left out. */
export async function findNamedUnits(
  db: Handle,
  teamId: string,
  codes: readonly string[],
): Promise<NamedUnit[]> {
  if (codes.length === 0) return [];
  return db.$queryRaw<NamedUnit[]>`
    SELECT DISTINCT ON (s.code) u.id, s.code, u.status IN ('sold', 'withdrawn') AS "isGone"
    FROM unnest(${[...codes]}::text[]) WITH ORDINALITY AS s (code, nth)
    JOIN units u ON u.team_id = ${teamId}::uuid
      AND (lower(u.code) = lower(s.code) OR lower(u.building || '-' || u.code) = lower(s.code))
    ORDER BY s.code, u.status IN ('sold', 'withdrawn'), u.id`;
}
