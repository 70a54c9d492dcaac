import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { cardPart } from '../customers/store-part.ts';
import { familyOf } from './relatives.ts';
import { familyLinks, linkRows } from './store.ts';

const relative = z.object({
  id: z.uuid(),
  number: z.number(),
  name: z.string(),
  gender: z.string().nullable(),
  repId: z.uuid().nullable(),
  teamId: z.uuid(),
});

/** The family, as far as the person may see it. */
export const family = cardPart({
  select: Prisma.sql`(SELECT json_build_object('links', json_agg(l), 'relatives', (
      SELECT json_agg(json_build_object('id', r.id, 'number', r.number, 'name', r.name, 'gender', r.gender,
        'repId', r.rep_id, 'teamId', r.team_id) ORDER BY r.number)
      FROM customers r WHERE r.status IN ('active', 'invalid') AND r.id <> c.id
        AND r.id = ANY (array_agg(l."customerId") || array_agg(l."otherId"))))
    FROM (${familyLinks(Prisma.sql`c.id`)}) l HAVING count(*) > 0)`,
  shape: z.object({ links: linkRows, relatives: z.array(relative).nullable() }).nullable(),
  read: (found, { actor, file }) =>
    found ? familyOf(actor, found.links, { record: file, relatives: found.relatives ?? [] }) : [],
});
