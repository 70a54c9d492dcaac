import { Prisma } from '../../../db/generated/client.ts';
import type { PricedTeam } from '../rules/snapshot.ts';
import type { DigestWindow } from '../rules/week.ts';

/**
 * Deals of a week, as rows of (key, member, customer, n), money in units of the team's currency: what is
 * priced in another one counts its sets only. 认购 and 签约 are whose credit they are, each by their part. All as
 * it stood at the end, by the days of the facts: what was ended or signed later does not change a week that is
 * counted again.
 */
export function ofDeals(team: PricedTeam, window: DigestWindow): Prisma.Sql {
  const days = daysOf(team, window);
  return Prisma.sql`${ofFacts(team, days)} UNION ALL ${ofUnsigned(team, days)} UNION ALL ${ofPayments(team, days)}`;
}

/** Civil days of the team: the first and the last that count, and the one before which a day is over. */
interface Days {
  first: Prisma.Sql;
  last: Prisma.Sql;
  today: Prisma.Sql;
}

function daysOf({ zone }: PricedTeam, { from, until, dayStart }: DigestWindow): Days {
  return {
    first: Prisma.sql`(${from}::timestamptz AT TIME ZONE ${zone})::date`,
    last: Prisma.sql`((${until}::timestamptz - interval '1 microsecond') AT TIME ZONE ${zone})::date`,
    today: Prisma.sql`(${dayStart}::timestamptz AT TIME ZONE ${zone})::date`,
  };
}

/** 认购 and 签约 of the week, each with sets and amount of its own, whatever became of them since. */
function ofFacts({ teamId, currency }: PricedTeam, { first, last }: Days): Prisma.Sql {
  return Prisma.sql`
    SELECT v.key, k.member_id, d.customer_id, v.n * k.percent / 100
    FROM deal_facts f
    JOIN deals d ON d.id = f.deal_id
    JOIN deal_credits k ON k.deal_id = f.deal_id
    JOIN customers c ON c.id = d.customer_id AND c.status = 'active'
    CROSS JOIN LATERAL (VALUES
      (CASE f.kind WHEN 'subscription' THEN 'subscribedSets' ELSE 'contractSets' END, 1::numeric),
      (CASE f.kind WHEN 'subscription' THEN 'subscribedMoney' ELSE 'contractMoney' END,
        CASE WHEN d.currency = ${currency} THEN f.amount ELSE 0 END::numeric)
    ) AS v (key, n)
    WHERE f.team_id = ${teamId}::uuid AND f.kind IN ('subscription', 'contract') AND f.voided_at IS NULL
      AND f."on" BETWEEN ${first} AND ${last}`;
}

/** 大定逾期未签: subscriptions that stood at the end past the day they were to be signed by. */
function ofUnsigned({ teamId }: PricedTeam, { last, today }: Days): Prisma.Sql {
  return Prisma.sql`
    SELECT 'unsignedSets', coalesce(c.rep_id, c.registered_by_id), d.customer_id, 1
    FROM deals d JOIN customers c ON c.id = d.customer_id AND c.status = 'active'
    WHERE d.team_id = ${teamId}::uuid AND d.sign_by < ${today}
      AND ${hasFact(['subscription'], last)}
      AND NOT ${hasFact(['contract', 'dropped', 'withdrawn', 'cancelled', 'forfeited', 'returned'], last)}`;
}

/**
 * 回款 of contracts that stood at the end: due by then less what had come in before the week (so earlier
 * arrears are in it), what came in within the week, and what is open past its day.
 */
function ofPayments({ teamId, currency }: PricedTeam, { first, last, today }: Days): Prisma.Sql {
  return Prisma.sql`
    SELECT v.key, p.member_id, p.customer_id, v.n::bigint
    FROM (
      SELECT coalesce(c.rep_id, c.registered_by_id) AS member_id, d.customer_id, p.amount,
        p.due_on <= ${last} AS is_due, p.due_on < ${today} AS is_late,
        coalesce(sum(r.amount) FILTER (WHERE r."on" < ${first}), 0) AS earlier,
        coalesce(sum(r.amount) FILTER (WHERE r."on" BETWEEN ${first} AND ${last}), 0) AS within
      FROM payments p
      JOIN deals d ON d.id = p.deal_id
      JOIN customers c ON c.id = d.customer_id AND c.status = 'active'
      LEFT JOIN payment_receipts r ON r.payment_id = p.id AND r.voided_at IS NULL
      WHERE d.team_id = ${teamId}::uuid AND d.currency = ${currency}
        AND ${hasFact(['contract'], last)} AND NOT ${hasFact(['returned'], last)}
      GROUP BY p.id, d.id, c.id
    ) p
    CROSS JOIN LATERAL (VALUES
      ('moneyDue', CASE WHEN is_due THEN greatest(amount - earlier, 0) ELSE 0 END),
      ('moneyReceived', within),
      ('moneyOverdue', CASE WHEN is_late THEN greatest(amount - earlier - within, 0) ELSE 0 END)
    ) AS v (key, n)`;
}

function hasFact(kinds: string[], last: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM deal_facts x
    WHERE x.deal_id = d.id AND x.kind = ANY(${kinds}) AND x.voided_at IS NULL AND x."on" <= ${last}
  )`;
}
