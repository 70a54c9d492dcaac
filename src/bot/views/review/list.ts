import type { ReviewCard, WaitingPage } from '../../../crm/review/usecases/reading.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { type Done, doneBlocks } from '../done.ts';
import { callOf, causeLines, remarkLine, stepLine } from './parts.ts';

/** What waits for the person; those without remarks can be approved in one tap below their list. */
export function waitingModal(scene: Scene, waiting: WaitingPage, done?: Done): ModalView {
  const { w } = scene;
  const words = w.review;
  const { cards, page, hasNext } = waiting;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'review.list', { page: to }, { nth });
  const below = [
    ...clearButton(scene, cards),
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
    button(words.standard, 'review.standard'),
  ];
  return modal({
    id: 'review.waiting',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(done ? doneBlocks(scene, done) : []),
      section(headOf(scene, waiting)),
      ...cards.map((card) => lineOf(scene, card)),
      actions(...below),
      context(words.typeNumber({ command: scene.command('review') })),
    ],
  });
}

function headOf({ w }: Scene, { cards, page, hasNext, total }: WaitingPage): string {
  if (cards.length === 0) return w.review.nothing;
  return page > 0 || hasNext ? w.review.waitingMore({ n: total }) : w.review.waiting({ n: total });
}

/** Ids, rounds and versions as they were shown: what is newer is not approved with them. */
function clearButton({ w }: Scene, cards: ReviewCard[]) {
  const clear = cards.flatMap(({ file, review, remarks, may }) =>
    review && may.approve && remarks.length === 0
      ? [{ id: file.id, round: review.round, step: review.approvals.length, version: file.version }]
      : [],
  );
  if (clear.length === 0) return [];
  const label = w.review.clear({ n: clear.length });
  return [button(label, 'review.clear', { shown: clear }, { style: 'primary' })];
}

function lineOf(scene: Scene, card: ReviewCard): AnyBlock {
  const words = scene.w.review;
  const { file, review, may } = card;
  const { id } = file;
  const state =
    review?.state === 'waiting' ? stepLine(scene, card) : words.standing[review?.state ?? ''];
  const lines = [
    `*${callOf(scene, file)}*`,
    state,
    ...causeLines(scene, card),
    remarkLine(scene, card),
  ];
  const toDo = may.answer && !may.approve;
  return section(lines.filter(Boolean).join('\n'), {
    accessory: toDo
      ? button(
          review?.state === 'asked' ? words.answerIt : words.fix,
          'review.fix',
          { id },
          { nth: id },
        )
      : button(words.open, 'review.open', { id }, { nth: id }),
  });
}
