import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { cardPart, jsonDate } from '../customers/store-part.ts';

/** The next viewing, or the one that is to be written up; null: none is arranged. */
export const viewing = cardPart({
  select: Prisma.sql`(SELECT json_build_object('id', v.id, 'startsAt', v.starts_at, 'unitCodes', v.unit_codes)
    FROM viewings v WHERE v.customer_id = c.id AND v.state = 'planned' ORDER BY v.starts_at LIMIT 1)`,
  shape: z
    .object({ id: z.string(), startsAt: jsonDate, unitCodes: z.array(z.string()) })
    .nullable(),
  read: (found) => found,
});
