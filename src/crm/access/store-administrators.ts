import type { Handle, Tx } from '../../db/client.ts';

/** Ids of the active administrators, locked, so that two of them cannot remove each other at once. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM members WHERE role = 'administrator' AND active ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** How many active administrators there are. */
export async function countAdministrators(db: Handle): Promise<number> {
  return db.member.count({ where: { role: 'administrator', active: true } });
}

/** Whether people of the practice workspace, or of a real one, are among the members: only its ids have an underscore. */
export async function findOfficeKinds(db: Handle): Promise<{ practice: boolean; real: boolean }> {
  const [row] = await db.$queryRaw<{ practice: boolean; real: boolean }[]>`
    SELECT coalesce(bool_or(slack_user_id LIKE 'U\\_%'), false) AS practice,
           coalesce(bool_or(slack_user_id NOT LIKE 'U\\_%'), false) AS real
    FROM members`;
  return row!;
}
