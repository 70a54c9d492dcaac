import type { Db } from '../db/client.ts';
import type { Message } from './rows.ts';

/**
 * Of several bundles for one recipient that come due together (after a night, a pause, a downtime) one
 * leaves, with the reasons of all. One that may have been posted already is left as it is.
 */
export async function gatherMessages(
  db: Db,
  messages: Message[],
  bundles: ReadonlySet<string>,
): Promise<Message[]> {
  const first = new Map<string, Message>();
  const gathered: { id: string; into: string; leaseOwner: string }[] = [];
  for (const message of messages) {
    if (!bundles.has(message.kind) || message.ambiguous) continue;
    const key = `${message.kind} ${message.recipient} ${message.target}`;
    const into = first.get(key);
    if (into) gathered.push({ id: message.id, into: into.id, leaseOwner: message.leaseOwner });
    else first.set(key, message);
  }
  if (gathered.length === 0) return messages;
  await db.$executeRaw`
    WITH g AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(gathered)}::jsonb) AS g(id uuid, "into" uuid, "leaseOwner" uuid)
    ), closed AS (
      UPDATE messages m SET state = 'suppressed', last_error = 'gathered', lease_until = NULL, lease_owner = NULL
      FROM g WHERE m.id = g.id AND m.state = 'sending' AND m.lease_owner = g."leaseOwner"
      RETURNING g.id, g."into"
    )
    UPDATE nudges n SET message_id = closed."into" FROM closed WHERE n.message_id = closed.id`;
  const gone = new Set(gathered.map(({ id }) => id));
  return messages.filter(({ id }) => !gone.has(id));
}
