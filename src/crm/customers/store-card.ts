import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { can } from '../access/rules.ts';
import { cardPart } from './store-part.ts';

const numbered = z.object({ id: z.uuid(), number: z.number() });

/** The assigned rep's name; null in the pool. */
export const repName = cardPart({
  select: Prisma.sql`(SELECT to_json(m.name) FROM members m WHERE m.id = c.rep_id)`,
  shape: z.string().nullable(),
  read: (name) => name,
});

/** Who recommended the customer, as the record stands now; the name is empty where the person may not see them. */
export const referrer = cardPart({
  select: Prisma.sql`(SELECT json_build_object('id', r.id, 'number', r.number, 'name', r.name, 'repId', r.rep_id,
      'teamId', r.team_id)
    FROM customers f JOIN customers r ON r.id = coalesce(f.merged_into_id, f.id) WHERE f.id = c.referrer_id)`,
  shape: numbered
    .extend({ name: z.string(), repId: z.uuid().nullable(), teamId: z.uuid() })
    .nullable(),
  read: (found, { actor }) =>
    found && {
      id: found.id,
      number: found.number,
      name: can(actor, 'customer:see', found) ? found.name : '',
    },
});

/** Records that became part of this one, by number: their numbers still find it. */
export const former = cardPart({
  select: Prisma.sql`(SELECT json_agg(json_build_object('id', f.id, 'number', f.number) ORDER BY f.number)
    FROM customers f WHERE f.merged_into_id = c.id)`,
  shape: z.array(numbered).nullable(),
  read: (found) => found ?? [],
});
