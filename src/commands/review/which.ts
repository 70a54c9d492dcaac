import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { readAbout } from '../../crm/review/schema.ts';
import { getReviewedId } from '../../crm/review/usecases/reading.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine } from '../customer/typed-line.ts';

/** A button says the customer's id, a person its number. */
export const which = z
  .object({ id: z.uuid().optional(), text: z.string().max(4_000).optional() })
  .refine(({ id, text }) => id !== undefined || text !== undefined);

/**
 * The customer's id, whichever way it was said (button, number, name), and what was written after it. Throws
 * `reviewUnreadable` where nothing was written, `reviewNobody`, `oneCustomer` where it fits several, `tooLong`.
 */
export async function aboutWhich(
  scene: Scene,
  { id, text = '' }: z.infer<typeof which>,
): Promise<{ id: string; words: string }> {
  if (id) return { id, words: '' };
  if (!text.trim()) throw new Refusal('reviewUnreadable');
  const about = readAbout(text);
  if (about) return { id: await getReviewedId(scene, about.number), words: about.words };
  const { found, rest } = await findAddressees(scene, requireLine(text));
  const [only, ...others] = found;
  if (!only) throw new Refusal('reviewNobody');
  if (others.length > 0) throw new Refusal('oneCustomer');
  return { id: only.id, words: rest.trim() };
}

/** What the person saw when they decide. */
export const seen = z.object({
  id: z.uuid(),
  round: z.number().int().min(0).max(10_000),
  step: z.number().int().min(0).max(2),
  version: z.number().int().min(0).max(1_000_000_000),
});
