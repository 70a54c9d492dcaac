import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces, says } from '../../bot/reply.ts';
import type { Done } from '../../bot/views/done.ts';
import { reviewModal, standardWords } from '../../bot/views/review/card.ts';
import { standardModal } from '../../bot/views/review/forms.ts';
import { waitingModal } from '../../bot/views/review/list.ts';
import {
  type ReviewCard,
  readReview,
  readStandard,
  readWaiting,
} from '../../crm/review/usecases/reading.ts';
import { aboutWhich, type seen, which } from './which.ts';

/** The list of what waits, with what was just done on top. */
export async function waitingAfter(scene: Scene, done?: Done) {
  return waitingModal(scene, await readWaiting(scene, 0), done);
}

/**
 * The card as it is now, where it is no longer what the person saw when they decided: shown again first.
 * Null where it still is.
 */
export async function shownAgain(scene: Scene, at: z.infer<typeof seen>) {
  const card = await readReview(scene, at.id);
  return isAsSeen(card, at) ? null : reviewModal(scene, card, { text: scene.w.review.lookAgain });
}

/** Whether it still waits for what the person decides, and nothing of the file is newer. */
export const isAsSeen = ({ file, review, may }: ReviewCard, at: z.infer<typeof seen>): boolean =>
  (may.turnBack || may.approve) &&
  review?.round === at.round &&
  review.approvals.length === at.step &&
  file.version === at.version;

/** Bare `/review`, or a number (or a name that fits one customer) that opens one. */
const start = doing({
  id: 'review.start',
  can: 'review:see',
  input: z.object({ text: z.string().max(4_000) }),
  async run(scene, { text }) {
    if (!text.trim()) return opens(await waitingAfter(scene));
    const glued = readGlued(text);
    if (glued) return scene.ask(glued.doing, { text: glued.rest });
    const { id } = await aboutWhich(scene, { text });
    return opens(reviewModal(scene, await readReview(scene, id)));
  },
});

/** `退回C-1042 电话打不通`: in Chinese nobody puts a blank after the verb. */
const GLUED: [RegExp, string][] = [
  [/^(?:通过|批准)/u, 'review.approve-typed'],
  [/^(?:退回|驳回)/u, 'review.return-typed'],
  [/^(?:询问|提问)/u, 'review.ask-typed'],
  [/^(?:核对|核实)/u, 'review.verify-form'],
  [/^(?:重新提交|提交|回答)/u, 'review.fix'],
];

function readGlued(text: string): { doing: string; rest: string } | null {
  const line = text.trim();
  for (const [verb, doing] of GLUED) {
    const [said] = verb.exec(line) ?? [];
    if (said) return { doing, rest: line.slice(said.length) };
  }
  return null;
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
