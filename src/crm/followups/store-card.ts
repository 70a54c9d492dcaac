import { Prisma } from '../../db/generated/client.ts';
import { cardPart, jsonDate } from '../customers/store-part.ts';

/** When the next follow-up is due; null: none is planned. */
export const nextDueAt = cardPart({
  select: Prisma.sql`(SELECT to_json(min(f.due_at)) FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open')`,
  shape: jsonDate.nullable(),
  read: (dueAt) => dueAt,
});
