import { findCustomerKeys } from '../../../db/data-keys.ts';
import type { Reading } from '../../../db/transact.ts';
import { openMoveText } from '../../stages/store.ts';
import { countNames, type Named } from '../rules.ts';
import type { Scope } from './conversion.ts';

/** So many losses are opened, the latest first; an office loses fewer in a year. */
const MOST_OPENED = 5_000;

/**
 * To whom customers were lost in the period: the same customers as `listLosses`, by what was named with the last
 * loss. The names are sealed, so they are opened here and counted by their spelling, not by the database.
 */
export async function listCompetitors(
  { db, keys }: Pick<Reading, 'db' | 'keys'>,
  { teamIds, period }: Scope,
): Promise<Named[]> {
  const { from, to } = period;
  const losses = await db.$queryRaw<{ id: string; customerId: string; sealed: Uint8Array }[]>`
    SELECT id, customer_id AS "customerId", competitor_sealed AS sealed
    FROM (
      SELECT DISTINCT ON (m.customer_id) m.id, m.customer_id, m.competitor_sealed, m.at
      FROM stage_moves m JOIN customers c ON c.id = m.customer_id
      WHERE m.to_stage = 'lost' AND m.at >= ${from} AND m.at < ${to}
        AND c.team_id = ANY(${teamIds}::uuid[]) AND c.status = 'active'
      ORDER BY m.customer_id, m.at DESC, m.id DESC
    ) l WHERE competitor_sealed IS NOT NULL ORDER BY at DESC LIMIT ${MOST_OPENED}`;
  const opened = await findCustomerKeys(
    db,
    keys,
    losses.map(({ customerId }) => customerId),
  );
  return countNames(
    losses.flatMap(({ id, customerId, sealed }) => {
      const key = opened.get(customerId);
      return key ? [openMoveText(key, { id, column: 'competitor_sealed', sealed })] : [];
    }),
  );
}
