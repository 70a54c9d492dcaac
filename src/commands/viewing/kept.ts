import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { findDraft } from '../../crm/drafts/usecases.ts';

const kept = z.object({
  units: z.array(z.string()),
  stock: z.array(z.uuid()),
  note: z.string().nullable(),
  memberId: z.uuid().nullable(),
});
/** What was asked for, apart from when. */
export type Kept = z.infer<typeof kept>;
/** Nothing was kept. */
export const NOTHING: Kept = { units: [], stock: [], note: null, memberId: null };

/** Under which key it waits. */
export const keyOf = (customerId: string): string => `viewing.save:${customerId}`;

/** A person's words wait sealed while one more question is open; they travel in no button. */
export async function findKept(scene: Scene, customerId: string): Promise<Kept | null> {
  const draft = await findDraft<Kept>(scene, keyOf(customerId));
  return kept.safeParse(draft?.values).data ?? null;
}
