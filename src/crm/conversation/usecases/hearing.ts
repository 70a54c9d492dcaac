import { transact } from '../../../db/transact.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import type { Exposed } from '../schema/exposed.ts';

/** How long an answer may take before a message that arrives again is taken for one nobody answered. */
const ANSWERED_WITHIN = '1 minute';

/**
 * Notes that a message arrived, before anything comes of it. False when it did before and was answered,
 * or is being answered right now; one that a process began and left is answered when it comes again.
 * The note is the event's id alone: what was written is kept nowhere.
 */
export async function beginHearing(ctx: Ctx): Promise<boolean> {
  if (ctx.delivery === undefined) return true;
  const begun = await ctx.db.$queryRaw<unknown[]>`
    INSERT INTO inbox (key) VALUES (${heard(ctx.delivery)})
    ON CONFLICT (key) DO UPDATE SET received_at = clock_timestamp()
      WHERE inbox.outcome IS NULL AND inbox.received_at < clock_timestamp() - ${ANSWERED_WITHIN}::interval
    RETURNING key`;
  return begun.length > 0;
}

/** Notes that it was answered. */
export async function endHearing(ctx: Ctx): Promise<void> {
  if (ctx.delivery === undefined) return;
  const outcome = { heard: true };
  await ctx.db.inbox.update({ where: { key: heard(ctx.delivery) }, data: { outcome } });
}

const heard = (delivery: string): string => `heard:${delivery}`;

/** Notes that a person wrote a full phone or id where others read: who, where and what kind, never the number. */
export async function noteExposure(
  ctx: Ctx,
  exposure: { channel: string; kinds: Exposed[] },
): Promise<void> {
  await transact(ctx, async (work) => {
    const { channel, kinds } = exposure;
    audit(work, {
      actor: ctx.actor,
      action: 'message.exposed',
      subject: { kind: 'channel', id: null },
      details: { channel, kinds },
    });
    return {};
  });
}
