import { z } from 'zod';
import { Prisma } from '../../../db/generated/client.ts';
import { cardPart, jsonDate } from '../../customers/store-part.ts';
import { progressOf, standOf } from '../rules.ts';
import { stepTextSchema } from '../schema.ts';

const row = z.object({
  stepId: z.string(),
  stage: z.string(),
  key: z.string(),
  dueAt: jsonDate,
  state: z.string(),
  followUp: z
    .object({ state: z.string(), cancelReason: z.string().nullable(), dueAt: jsonDate })
    .nullable(),
  text: stepTextSchema.nullable(),
});

/** How far the customer is in the playbook of its stage, and the step that is next; null without a plan. */
export const plan = cardPart({
  select: Prisma.sql`(SELECT json_agg(json_build_object('stepId', s.id, 'stage', r.stage, 'key', s.key,
      'dueAt', s.due_at, 'state', s.state,
      'followUp', (SELECT json_build_object('state', f.state, 'cancelReason', f.cancel_reason, 'dueAt', f.due_at)
        FROM follow_ups f WHERE f.step_id = s.id
        ORDER BY f.state = 'open' DESC, f.state = 'done' DESC, f.closed_at DESC, f.id DESC LIMIT 1),
      'text', (SELECT e -> 'text' FROM playbook_versions v, jsonb_array_elements(v.steps) e
        WHERE v.id = r.version_id AND e ->> 'key' = s.key)) ORDER BY s.position)
    FROM playbook_runs r JOIN playbook_steps s ON s.run_id = r.id
    WHERE r.customer_id = c.id AND r.stage = c.stage AND r.state <> 'ended')`,
  shape: z.array(row).nullable(),
  read: (rows) => {
    if (!rows) return null;
    return progressOf(
      rows.map((one) => ({
        ...one,
        stand: standOf(one),
        dueAt: one.followUp?.state === 'open' ? one.followUp.dueAt : one.dueAt,
      })),
    );
  },
});
