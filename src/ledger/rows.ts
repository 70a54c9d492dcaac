import { z } from 'zod';
import { Prisma } from '../db/generated/client.ts';

/** A message as a claim hands it out. */
export const messageRow = z.object({
  id: z.string(),
  kind: z.string(),
  recipient: z.string(),
  slot: z.string(),
  part: z.number(),
  memberId: z.string().nullable(),
  target: z.string(),
  content: z.record(z.string(), z.unknown()),
  dueAt: z.date(),
  attempts: z.number(),
  ambiguous: z.boolean(),
  plain: z.boolean(),
  firstTryAt: z.date().nullable(),
  slackChannel: z.string().nullable(),
  slackTs: z.string().nullable(),
  leaseOwner: z.string(),
  stale: z.number(),
});
export type Message = z.infer<typeof messageRow>;

/** The columns of `messageRow`, of the table called `m`. */
export const MESSAGE_COLUMNS = Prisma.sql`m.id, m.kind, m.recipient, m.slot, m.part, m.member_id AS "memberId",
  m.target, m.content, m.due_at AS "dueAt", m.attempts, m.ambiguous, m.plain, m.first_try_at AS "firstTryAt",
  m.slack_channel AS "slackChannel", m.slack_ts AS "slackTs", m.lease_owner AS "leaseOwner", m.stale`;
