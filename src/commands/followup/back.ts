import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { goesBack, type Reply, replaces, says } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { dayModal, HOME_LINES } from '../../bot/views/day.ts';
import { type Done, doneBlocks, doneModal, doneText, withDone } from '../../bot/views/done.ts';
import { listModal } from '../../bot/views/followup.ts';
import { readDay } from '../../crm/day/usecases/index.ts';
import { BUCKETS } from '../../crm/followups/rules.ts';
import { listFollowUps } from '../../crm/followups/usecases/index.ts';
import { cardFor } from '../customer/showing.ts';

/** The screen a form was opened from, so that saving leads back to it as it is now. */
export const origin = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('card'), id: z.uuid() }),
    z.object({
      kind: z.literal('list'),
      bucket: z.enum(BUCKETS),
      page: z.number().int().min(0).max(10_000),
    }),
    z.object({ kind: z.literal('day') }),
  ])
  .nullish()
  .catch(null);
export type Origin = z.infer<typeof origin>;

/** The memo parts that tell an origin; they come along with every button of such a screen. */
const memo = z.object({
  id: z.uuid().optional().catch(undefined),
  bucket: z.enum(BUCKETS).optional().catch(undefined),
  page: z.number().int().min(0).max(10_000).optional().catch(undefined),
  origin,
});

/** Which screen a button belongs to; the origin it carried along, for a screen that is itself on the way. */
export function originOf(scene: Scene, input: unknown): Origin {
  const known = memo.parse(input);
  switch (scene.place.view?.callbackId) {
    case 'customer.card':
      return known.id ? { kind: 'card', id: known.id } : null;
    case 'followup.list':
      return known.bucket ? { kind: 'list', bucket: known.bucket, page: known.page ?? 0 } : null;
    case 'day.open':
      return { kind: 'day' };
    default:
      return known.origin ?? null;
  }
}

/** Says what was done, where the person is: back on the screen it came from, in the modal, or as a line. */
export async function saysDone(
  scene: Scene,
  done: Done,
  at: { title: string; origin: Origin },
): Promise<Reply> {
  const { view, from } = scene.place;
  if (!view) return says(doneText(done), doneBlocks(scene, done));
  const screen = await originScreen(scene, at.origin, done);
  if (!screen) return replaces(doneModal(scene, at.title, done));
  return from === 'submission' ? goesBack(screen) : replaces(screen);
}

/** The screen of an origin as it is now, with what was just done on top; null where there is none. */
export async function originScreen(scene: Scene, from: Origin, done?: Done) {
  switch (from?.kind) {
    case 'card': {
      const card = cardModal(scene, await cardFor(scene, from.id));
      return done ? withDone(scene, card, done) : card;
    }
    case 'list': {
      const list = listModal(scene, await listFollowUps(scene, from));
      return done ? withDone(scene, list, done) : list;
    }
    case 'day':
      return dayModal(scene, await readDay(scene, HOME_LINES), done);
    default:
      return null;
  }
}
