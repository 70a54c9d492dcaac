import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces, says } from '../../bot/reply.ts';
import type { Done } from '../../bot/views/done.ts';
import { reviewModal, standardWords } from '../../bot/views/review/card.ts';
import { standardModal } from '../../bot/views/review/forms.ts';
import { waitingModal } from '../../bot/views/review/list.ts';
import { readNumber } from '../../crm/customers/rules.ts';
import { searchCustomers } from '../../crm/customers/usecases/index.ts';
import { readReview, readStandard, readWaiting } from '../../crm/review/usecases/reading.ts';
import { aboutWhich, which } from './which.ts';

/** The list of what waits, with what was just done on top. */
export async function waitingAfter(scene: Scene, done?: Done) {
  return waitingModal(scene, await readWaiting(scene, 0), done);
}

/** Bare `/review`, or a number (or a name that fits one customer) that opens one. */
const start = doing({
  id: 'review.start',
  can: 'review:see',
  input: z.object({ text: z.string().max(4_000) }),
  async run(scene, { text }) {
    if (!text.trim()) return opens(await waitingAfter(scene));
    const id = (await findNamed(scene, text)) ?? (await aboutWhich(scene, { text })).id;
    return opens(reviewModal(scene, await readReview(scene, id)));
  },
});

/** The one customer whose name was typed instead of the number; null where none or several fit. */
async function findNamed(scene: Scene, text: string): Promise<string | null> {
  if (readNumber(text) !== null) return null;
  const { lines } = await searchCustomers(scene, { text: text.trim().slice(0, 60) }, 0);
  return lines.length === 1 ? lines[0]!.id : null;
}

const list = doing({
  id: 'review.list',
  can: 'review:see',
  input: z.object({ page: z.number().int().min(0).max(10_000).default(0) }),
  async run(scene, { page }) {
    return show(scene, waitingModal(scene, await readWaiting(scene, page)));
  },
});

const open = doing({
  id: 'review.open',
  can: 'review:see',
  input: which,
  async run(scene, input) {
    const { id } = await aboutWhich(scene, input);
    return show(scene, reviewModal(scene, await readReview(scene, id)));
  },
});

/** Within the list a review takes its place, and gives it back: the stack stays flat. */
function show(scene: Scene, view: Parameters<typeof opens>[0]): Reply {
  const from = scene.place.view?.callbackId;
  return from === 'review.waiting' || from === 'review.card' ? replaces(view) : opens(view);
}

/** What we review by (#26): in a modal a modal, in a channel a private line. */
const standard = doing({
  id: 'review.standard',
  can: 'review:see',
  input: z.object({}),
  async run(scene) {
    const text = standardWords(scene, await readStandard(scene));
    return scene.place.view ? opens(standardModal(scene, text)) : says(text);
  },
});

export const lookDoings = [start, list, open, standard];
