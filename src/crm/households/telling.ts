import type { Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import type { Actor } from '../access/actor.ts';
import type { LinkRow } from './store.ts';

/** Kind of the word to who asked and to whoever had a customer that went with the family. */
export const FAMILY_DECIDED = 'family-decided';

/** A customer that went to another rep, and who had them. */
export interface Moved {
  id: string;
  fromId: string | null;
}

/** What came of a decision: whom the family went to, and who of it. */
interface Done {
  toId: string | null;
  moved: readonly Moved[];
}

/** Who asked hears what was decided; whoever gets or had customers, which. */
export async function tellDecided(
  work: Work,
  actor: Actor,
  link: LinkRow,
  { toId, moved }: Done,
): Promise<void> {
  const { id, proposedById } = link;
  const of = { moved, slot: id, linkId: id };
  // Who asked and had one of them is told both in one word.
  const isFormer = moved.some(({ fromId }) => fromId === proposedById);
  if (!isFormer) await tellFormer(work, actor, { ...of, memberId: proposedById });
  if (toId) await tellMoved(work, actor, { ...of, toId });
}

/** Whoever gets customers of a family and whoever had them hear which. */
export async function tellMoved(
  work: Work,
  actor: Actor,
  of: { toId: string; moved: readonly Moved[]; slot: string; linkId?: string },
): Promise<void> {
  const { toId, moved, slot } = of;
  for (const memberId of new Set(moved.map(({ fromId }) => fromId)))
    if (memberId) await tellFormer(work, actor, { ...of, memberId });
  if (moved.length === 0) return;
  await planMessage(work.tx, {
    kind: 'hand-over',
    memberId: toId,
    target: 'dm',
    recipient: `member:${toId}`,
    slot: `hand-over:family:${slot}`,
    dueAt: work.now,
    content: { byId: actor.id, customerIds: moved.map(({ id }) => id) },
  });
}

async function tellFormer(
  work: Work,
  actor: Actor,
  of: { memberId: string; moved: readonly Moved[]; slot: string; linkId?: string },
): Promise<void> {
  const { memberId, moved, slot, linkId } = of;
  if (memberId === actor.id) return;
  const theirs = moved.flatMap(({ id, fromId }) => (fromId === memberId ? [id] : []));
  await planMessage(work.tx, {
    kind: FAMILY_DECIDED,
    memberId,
    target: 'dm',
    recipient: `member:${memberId}`,
    slot: `family:${slot}`,
    dueAt: work.now,
    content: { ...(linkId && { linkId }), customerIds: theirs },
  });
}
