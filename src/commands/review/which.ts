import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { readAbout } from '../../crm/review/schema.ts';
import { getReviewedId } from '../../crm/review/usecases/reading.ts';

/** A button says the customer's id, a person its number. */
export const which = z
  .object({ id: z.uuid().optional(), text: z.string().max(4_000).optional() })
  .refine(({ id, text }) => id !== undefined || text !== undefined);

/** The customer's id, whichever way it was said, and what was written after its number. */
export async function aboutWhich(
  scene: Scene,
  { id, text }: z.infer<typeof which>,
): Promise<{ id: string; words: string }> {
  if (id) return { id, words: '' };
  const { number, words } = readAbout(text ?? '');
  return { id: await getReviewedId(scene, number), words };
}

/** What the person saw when they decide. */
export const seen = z.object({
  id: z.uuid(),
  round: z.number().int().min(0).max(10_000),
  step: z.number().int().min(0).max(2),
  version: z.number().int().min(0).max(1_000_000_000),
});
