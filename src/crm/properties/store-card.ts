import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { cardPart, jsonDate } from '../customers/store-part.ts';
import { UNIT_STATUSES } from './fields.ts';

/** What is held, reserved or sold for a customer, the earliest end first. */
export const units = cardPart({
  select: Prisma.sql`(SELECT json_agg(k ORDER BY k."heldUntil" NULLS LAST) FROM (
    SELECT u.id, u.building, u.code, u.status, u.held_until AS "heldUntil", p.name_zh AS "projectZh",
      p.name_en AS "projectEn"
    FROM units u JOIN projects p ON p.id = u.project_id
    WHERE u.customer_id = c.id AND (u.status <> 'held' OR u.held_until > t.now)) k)`,
  shape: z
    .array(
      z.object({
        id: z.uuid(),
        building: z.string(),
        code: z.string(),
        status: z.enum(UNIT_STATUSES),
        heldUntil: jsonDate.nullable(),
        projectZh: z.string(),
        projectEn: z.string(),
      }),
    )
    .nullable(),
  read: (rows) => rows ?? [],
});

/** One of them. */
export type CardUnit = ReturnType<typeof units.read>[number];
