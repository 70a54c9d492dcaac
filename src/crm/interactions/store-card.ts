import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { open } from '../../db/sealing.ts';
import { cardPart, jsonBytes, jsonDate } from '../customers/store-part.ts';
import { saidPlace } from './store.ts';

/** The last contacts, newest first, with what was said. */
export const contacts = cardPart({
  select: Prisma.sql`(SELECT json_agg(i ORDER BY i."happenedAt" DESC) FROM (
    SELECT id, kind, effective, happened_at AS "happenedAt", said_sealed AS said FROM interactions
    WHERE customer_id = c.id AND withdrawn_at IS NULL ORDER BY happened_at DESC LIMIT 4) i)`,
  shape: z
    .array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        effective: z.boolean(),
        happenedAt: jsonDate,
        said: jsonBytes.nullable(),
      }),
    )
    .nullable(),
  read: (rows, { file }) =>
    (rows ?? []).map(({ id, said, ...contact }) => ({
      ...contact,
      said: said && open(file.dataKey, saidPlace(id), said),
    })),
});
