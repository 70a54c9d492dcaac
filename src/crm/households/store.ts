import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Work } from '../../db/transact.ts';
import { type Link, RELATIONS } from './rules.ts';

/** A link as it is kept. */
export interface LinkRow extends Link {
  id: string;
  state: string;
  proposedById: string;
  messageId: string | null;
}

/** Links as JSON or rows bring them. */
export const linkRows = z.array(
  z.object({
    id: z.uuid(),
    customerId: z.uuid(),
    otherId: z.uuid(),
    relation: z.enum(RELATIONS),
    state: z.string(),
    proposedById: z.uuid(),
    messageId: z.uuid().nullable(),
  }),
);

/** SQL of every link of a customer's family, through whomever, and of what is only proposed to the customer itself. */
export const familyLinks = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`
    WITH RECURSIVE family(id) AS (
      SELECT ${id}
      UNION
      SELECT CASE WHEN l.customer_id = f.id THEN l.other_id ELSE l.customer_id END
      FROM family f JOIN household_links l
        ON l.state = 'linked' AND (l.customer_id = f.id OR l.other_id = f.id)
    )
    SELECT l.id, l.customer_id AS "customerId", l.other_id AS "otherId", l.relation, l.state,
      l.proposed_by_id AS "proposedById", l.message_id AS "messageId"
    FROM household_links l
    WHERE (l.state = 'linked' AND l.customer_id IN (SELECT f.id FROM family f))
       OR (l.state = 'proposed' AND (l.customer_id = ${id} OR l.other_id = ${id}))
    ORDER BY l.proposed_at, l.id`;

/** Every link of a customer's family, and what is only proposed to the customer itself. */
export async function listFamilyLinks(db: Handle, id: string): Promise<LinkRow[]> {
  return linkRows.parse(await db.$queryRaw<unknown[]>(familyLinks(Prisma.sql`${id}::uuid`)));
}

/** The link of an id, locked until the transaction ends; null where there is none. */
export async function lockLink(tx: Handle, id: string): Promise<LinkRow | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id, customer_id AS "customerId", other_id AS "otherId", relation, state,
      proposed_by_id AS "proposedById", message_id AS "messageId"
    FROM household_links WHERE id = ${id}::uuid FOR UPDATE`;
  return linkRows.parse(rows)[0] ?? null;
}

/** The link of an id, or null. */
export async function findLink(db: Handle, id: string): Promise<LinkRow | null> {
  const row = await db.householdLink.findUnique({ where: { id } });
  return row && (linkRows.parse([row])[0] ?? null);
}

/** What stands between these two: linked or proposed; null: nothing. */
export async function findBetween(
  db: Handle,
  one: string,
  other: string,
): Promise<{ id: string; state: string } | null> {
  return db.householdLink.findFirst({
    where: {
      state: { in: ['linked', 'proposed'] },
      OR: [
        { customerId: one, otherId: other },
        { customerId: other, otherId: one },
      ],
    },
    select: { id: true, state: true },
  });
}

/** Writes a new link, linked at once or proposed. */
export async function insertLink(
  { tx, now }: Work,
  link: Link & { id: string; byId: string; isLinked: boolean; messageId: string | null },
): Promise<void> {
  const { id, customerId, otherId, relation, byId, isLinked, messageId } = link;
  await tx.householdLink.create({
    data: {
      id,
      customerId,
      otherId,
      relation,
      state: isLinked ? 'linked' : 'proposed',
      proposedById: byId,
      proposedAt: now,
      messageId,
      ...(isLinked && { decidedById: byId, decidedAt: now }),
    },
  });
}

/** Notes what became of a link, and who said so. */
export async function settleLink(
  { tx, now }: Work,
  id: string,
  settled: { state: 'linked' | 'declined' | 'ended'; byId: string },
): Promise<void> {
  const { state, byId } = settled;
  await tx.householdLink.update({
    where: { id },
    data:
      state === 'ended'
        ? { state, endedById: byId, endedAt: now }
        : { state, decidedById: byId, decidedAt: now },
  });
}
