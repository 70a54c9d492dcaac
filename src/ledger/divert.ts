import type { Db } from '../db/client.ts';
import { newId } from '../lib/id.ts';
import type { Target } from './plan.ts';
import type { Message } from './rows.ts';

/**
 * Sends a message another way: the old envelope is closed with the reason, a new one with an identity of
 * its own takes over what it carried. Each hop exists once, so two processes divert to one message.
 */
export async function divertMessage(
  db: Db,
  message: Message,
  target: Target,
  why: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const closed = await tx.$executeRaw`
      UPDATE messages SET state = 'suppressed', last_error = ${why}, lease_until = NULL, lease_owner = NULL
      WHERE id = ${message.id}::uuid AND state = 'sending' AND lease_owner = ${message.leaseOwner}::uuid`;
    if (closed === 0) return;
    const [next] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO messages (id, kind, member_id, target, recipient, slot, part, due_at, content, fallback_of)
      SELECT ${newId(message.dueAt)}::uuid, kind, member_id, ${target}, recipient, slot || '>' || ${target}, part,
        due_at, content, id
      FROM messages WHERE id = ${message.id}::uuid
      ON CONFLICT (recipient, slot, part) DO UPDATE SET part = messages.part
      RETURNING id`;
    await tx.$executeRaw`
      UPDATE nudges SET message_id = ${next?.id}::uuid WHERE message_id = ${message.id}::uuid`;
  });
}
