import { transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { countActions } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import type { CustomerFile } from '../store.ts';
import { getFile } from './access.ts';

/** The customer's phones and other sealed lines in the clear: permitted, limited per hour, and noted (#93). */
export async function revealCustomer(ctx: Ctx, id: string): Promise<{ file: CustomerFile }> {
  let revealed: CustomerFile | undefined;
  await transact(ctx, async (work) => {
    const file = await getFile({ db: work.tx, keys: work.keys }, ctx, id, 'customer:reveal');
    const { revealsPerHour } = await getSettings(work.tx, file.teamId, work.now);
    const hourAgo = new Date(work.now.getTime() - 3_600_000);
    const made = await countActions(work.tx, ctx.actor.id, 'customer.reveal', hourAgo);
    if (made >= revealsPerHour) throw new Refusal('tooOften', { limit: revealsPerHour });
    audit(work, {
      actor: ctx.actor,
      action: 'customer.reveal',
      subject: { kind: 'customer', id },
      customer: file,
    });
    revealed = file;
    return { id };
  });
  // A repeated delivery ran nothing: it was permitted and noted the first time, and reads again here.
  return { file: revealed ?? (await getFile(ctx, ctx, id, 'customer:reveal')) };
}
