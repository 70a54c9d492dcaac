import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { cardPart, jsonDate } from '../customers/store-part.ts';

/** Whether the assigned rep is away, until when, and who stands in: both see it. */
export const away = cardPart({
  select: Prisma.sql`(SELECT json_build_object('until', w.until, 'name', m.name, 'coverName', k.name)
    FROM away_at(t.now) w JOIN members m ON m.id = w.member_id LEFT JOIN members k ON k.id = w.cover_id
    WHERE w.member_id = c.rep_id)`,
  shape: z
    .object({ until: jsonDate, name: z.string(), coverName: z.string().nullable() })
    .nullable(),
  read: (found) => found,
});
