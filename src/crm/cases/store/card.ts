import { z } from 'zod';
import { Prisma } from '../../../db/generated/client.ts';
import { can } from '../../access/rules.ts';
import { cardPart } from '../../customers/store-part.ts';

/** Open and lately decided cases of a customer that the person may see, the newest first. */
export const cases = cardPart({
  select: Prisma.sql`(SELECT json_agg(k ORDER BY k.opened_at DESC) FROM (
    SELECT id, number, state, team_id AS "teamId", opened_at,
      ARRAY(SELECT p.member_id FROM case_parties p WHERE p.case_id = s.id) AS parties
    FROM cases s WHERE s.customer_id = c.id ORDER BY opened_at DESC LIMIT 5) k)`,
  shape: z
    .array(
      z.object({
        id: z.uuid(),
        number: z.number(),
        state: z.string(),
        teamId: z.uuid(),
        parties: z.array(z.uuid()),
      }),
    )
    .nullable(),
  read: (rows, { actor }) =>
    (rows ?? []).filter(({ teamId, parties }) => {
      const repId = parties.includes(actor.id) ? actor.id : null;
      return can(actor, 'case:see', { repId, teamId });
    }),
});
