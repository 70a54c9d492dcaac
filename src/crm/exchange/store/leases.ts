import type { Handle } from '../../../db/client.ts';

const LEASE = '90 seconds';

/** Takes an import to work on it, unless another process is at it; answers whether it did. */
export async function takeImport(db: Handle, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE imports SET lease_until = clock_timestamp() + ${LEASE}::interval
    WHERE id = ${id}::uuid AND (lease_until IS NULL OR lease_until < clock_timestamp()) RETURNING id`;
  return rows.length === 1;
}

/** Keeps it for a while longer. */
export async function keepImport(tx: Handle, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE imports SET lease_until = clock_timestamp() + ${LEASE}::interval WHERE id = ${id}::uuid`;
}

/** Lets go of it. */
export async function releaseImport(db: Handle, id: string): Promise<void> {
  await db.$executeRaw`UPDATE imports SET lease_until = NULL WHERE id = ${id}::uuid`;
}

/** Imports that wait for a process, the oldest first: files from Slack, and whatever is to be taken back. */
export async function listWork(db: Handle): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM imports WHERE (state = 'undoing' OR (state IN ('received', 'running') AND origin = 'slack'))
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY created_at LIMIT 10`;
  return rows.map(({ id }) => id);
}
