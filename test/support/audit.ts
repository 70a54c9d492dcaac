import { PrismaPg } from '@prisma/adapter-pg';
import type { Db, Handle } from '../../src/db/client.ts';
import { PrismaClient } from '../../src/db/generated/client.ts';
import { newId } from '../../src/lib/id.ts';

/** A client that stays the owner: who could tamper with the audit, if anybody. */
export function ownerClient(ownerUrl: string): Db {
  return new PrismaClient({ adapter: new PrismaPg(ownerUrl) });
}

/** Writes plain audit rows, each with something in every kind of column. */
export async function writeAudit(handle: Handle, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await handle.$executeRaw`
      INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, details, sealed, delivery)
      VALUES (${newId()}::uuid, app_now(), 'member', ${newId()}::uuid, 'customer.update', 'customer', ${newId()}::uuid,
              ${JSON.stringify({ fields: ['grade', 'note'], n })}::jsonb, ${Buffer.from(`sealed ${n}`)}, ${`Ev${n}`})`;
  }
}
