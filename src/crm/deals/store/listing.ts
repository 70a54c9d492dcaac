import type { Handle } from '../../../db/client.ts';
import type { Actor } from '../../access/actor.ts';
import { visibleTo } from '../../customers/store-search.ts';
import type { DutyKind } from '../rules/duties.ts';
import { type Deal, listDealsByIds } from './deals.ts';

interface Row {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  on: string | null;
  kind: DutyKind | null;
  dueOn: string | null;
}

/** Deals the person may see that are on their way, or have something to do: what is due first. */
export async function listStanding(db: Handle, actor: Actor) {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.id, c.number, c.name, c.gender, next.kind, next.due_on::text AS "dueOn",
      (SELECT max(f.on)::text FROM deal_facts f WHERE f.deal_id = d.id AND f.voided_at IS NULL
        AND f.kind IN ('intent', 'subscription', 'contract', 'delivered')) AS on
    FROM deals d JOIN customers c ON c.id = d.customer_id
    LEFT JOIN LATERAL (
      SELECT kind, due_on, due_at FROM deal_duties u WHERE u.deal_id = d.id AND u.state = 'open'
      ORDER BY due_at LIMIT 1
    ) next ON true
    WHERE (d.state IN ('open', 'intent', 'subscribed') OR (d.state = 'signed' AND next.kind IS NOT NULL))
      AND ${visibleTo(actor, 'deal:see')}
    ORDER BY next.due_at NULLS LAST, d.created_at DESC LIMIT 100`;
  const deals = await listDealsByIds(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id, number, name, gender, on, kind, dueOn }) => {
    const deal: Deal | undefined = deals.get(id);
    if (!deal) return [];
    const next = kind && dueOn ? { kind, dueOn } : null;
    return [{ deal, customer: { number, name, gender }, on, next }];
  });
}
