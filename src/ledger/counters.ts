import type { Db } from '../db/client.ts';

/** How delivery is: what an operator looks at. */
export interface Counters {
  /** Due now and not sent. */
  due: number;
  /**
   * How long the one that waits longest has waited to be sent, in seconds: since it was due, or since it was planned
   * where that was later. A bot that comes back plans what it missed, and is not late with it at that moment.
   */
  oldestDueSeconds: number;
  sending: number;
  /** May have been posted; looked at before anything else. */
  ambiguous: number;
  /** Given up. The aim is 0. */
  dead: number;
  /** Posted cards that wait to be drawn again. */
  stale: number;
}

/** Counts what is under way; reads only the partial indexes. */
export async function countMessages(db: Db): Promise<Counters> {
  const [row] = await db.$queryRaw<Counters[]>`
    SELECT due.n AS due, due.age AS "oldestDueSeconds", sending.n AS sending, sending.doubtful AS ambiguous,
      (SELECT count(*)::int FROM messages WHERE state = 'dead') AS dead,
      (SELECT count(*)::int FROM messages WHERE state = 'sent' AND stale > 0) AS stale
    FROM (
      SELECT count(*)::int AS n, coalesce(
        max(extract(epoch FROM least(app_now() - due_at, clock_timestamp() - created_at))), 0)::float8 AS age
      FROM messages WHERE state = 'planned' AND due_at <= app_now()
    ) due, (
      SELECT count(*)::int AS n,
        count(*) FILTER (WHERE ambiguous OR (first_try_at IS NOT NULL AND lease_until < clock_timestamp()))::int AS doubtful
      FROM messages WHERE state = 'sending'
    ) sending`;
  if (!row) throw new Error('the database does not count');
  return row;
}
