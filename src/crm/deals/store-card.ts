import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { cardPart } from '../customers/store-part.ts';
import { STATES } from './rules/machine.ts';

/** The deal of a customer that lives, the newest, with its unit and the day of its last milestone. */
export const deal = cardPart({
  select: Prisma.sql`(SELECT to_json(k) FROM (
    SELECT d.id, d.state, d.currency, d.intent_amount AS "intentAmount", d.sign_by AS "signBy",
      u.id AS "unitId", u.building, u.code, (t.now AT TIME ZONE tm.zone)::date AS today,
      (SELECT max(f.on) FROM deal_facts f WHERE f.deal_id = d.id AND f.voided_at IS NULL
        AND f.kind IN ('intent', 'subscription', 'contract', 'delivered')) AS on
    FROM deals d JOIN teams tm ON tm.id = d.team_id LEFT JOIN units u ON u.id = d.unit_id
    WHERE d.customer_id = c.id AND d.ended_at IS NULL
    ORDER BY d.created_at DESC LIMIT 1) k)`,
  shape: z
    .object({
      id: z.uuid(),
      state: z.enum(STATES),
      currency: z.string(),
      intentAmount: z.number().nullable(),
      signBy: z.string().nullable(),
      unitId: z.uuid().nullable(),
      building: z.string().nullable(),
      code: z.string().nullable(),
      today: z.string(),
      on: z.string().nullable(),
    })
    .nullable(),
  read: (row) =>
    row && {
      deal: {
        state: row.state,
        currency: row.currency,
        intentAmount: row.intentAmount === null ? null : BigInt(row.intentAmount),
        signBy: row.signBy,
      },
      unitId: row.unitId,
      unit: row.code === null ? null : { building: row.building ?? '', code: row.code },
      on: row.on,
      today: row.today,
    },
});
