import { z } from 'zod';
import { button } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { type Done, doneBlocks, doneText } from '../../bot/views/done.ts';
import { askModal, returnModal } from '../../bot/views/review/forms.ts';
import { callOf, stepLine } from '../../bot/views/review/parts.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { RETURN_REASONS } from '../../crm/review/rules/remarks.ts';
import { reasonOf } from '../../crm/review/schema.ts';
import {
  type Approved,
  approveReview,
  approveShown,
  type Decided,
  type TurnedBack,
  turnBack,
} from '../../crm/review/usecases/deciding.ts';
import { readForTurnBack, readReview } from '../../crm/review/usecases/reading.ts';
import { undo, undoTogether } from '../../crm/undo/usecases.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Refusal } from '../../lib/refusal.ts';
import { isAsSeen, shownAgain, waitingAfter } from './look.ts';
import { aboutWhich, seen, which } from './which.ts';

const text = z.string().max(4_000).nullish();

const approve = doing({
  id: 'review.approve',
  can: 'review:decide',
  input: seen,
  async run(scene, input) {
    const newer = await shownAgain(scene, input);
    if (newer) return replaces(newer);
    const approved = await approveReview(scene, input);
    const { text, notes = [] } = await approvedLine(scene, approved);
    const buttons = [takeBackButton(scene, [approved.undoId])];
    return replaces(await waitingAfter(scene, { text, notes, buttons }));
  },
});

const approveTyped = doing({
  id: 'review.approve-typed',
  can: 'review:decide',
  input: which,
  async run(scene, input) {
    // Several only together, below the list in which they were shown.
    if (ALL.test(input.text ?? '')) return opens(await waitingAfter(scene));
    const { id, words } = await aboutWhich(scene, input);
    if (/[\p{L}\p{N}]/u.test(words)) throw new Refusal('reviewApproveOne');
    return line(scene, await approvedLine(scene, await approveReview(scene, { id })));
  },
});

const ALL = /^(?:全部|全部通过|所有|无异议|all|everything)$/i;

/** What was approved, who looks next, what was planned. */
async function approvedLine(scene: Scene, decided: Approved): Promise<Done> {
  const words = scene.w.review;
  const { actor } = scene;
  const card = await readReview(scene, decided.id);
  const customer = callOf(scene, card.file);
  const dueAt = decided.followUpDueAt && new Date(decided.followUpDueAt);
  return {
    text:
      decided.state === 'approved'
        ? words.approved({ customer })
        : words.approvedStep({ customer }),
    undoId: decided.undoId,
    notes: [
      decided.state !== 'approved' && stepLine(scene, card),
      dueAt && words.planned({ when: formatDateTime(dueAt, actor.locale, actor.zone, card.now) }),
    ].filter((one): one is string => Boolean(one)),
  };
}

/** Approve the n without remarks: one tap after their list was shown. */
const clear = doing({
  id: 'review.clear',
  can: 'review:decide',
  input: z.object({ shown: z.array(seen).min(1).max(20) }),
  async run(scene, { shown }) {
    const { undoIds, ...cleared } = await approveShown(scene, shown);
    const buttons = undoIds.length > 0 ? [takeBackButton(scene, undoIds)] : [];
    return replaces(await waitingAfter(scene, { text: scene.w.review.cleared(cleared), buttons }));
  },
});

const takeBackButton = ({ w }: Scene, undoIds: string[]) =>
  button(w.common.undo, 'review.take-back', { undoIds });

/** Takes approvals back, one or those given together; the list stays, as it is then. */
const takeBack = doing({
  id: 'review.take-back',
  can: 'review:decide',
  input: z.object({ undoIds: z.array(z.uuid()).min(1).max(20) }),
  async run(scene, { undoIds: [first = '', ...others] }) {
    const text =
      others.length === 0
        ? scene.w.work.undo.done({ number: sayNumber((await undo(scene, first)).number) })
        : scene.w.review.takenBack(await undoTogether(scene, [first, ...others]));
    return replaces(await waitingAfter(scene, { text }));
  },
});

const returnForm = doing({
  id: 'review.return-form',
  can: 'review:decide',
  input: which,
  async run(scene, input) {
    const { id } = await aboutWhich(scene, input);
    return opens(returnModal(scene, await readForTurnBack(scene, id)));
  },
});

const askForm = doing({
  id: 'review.ask-form',
  can: 'review:decide',
  input: which,
  async run(scene, input) {
    const { id } = await aboutWhich(scene, input);
    return opens(askModal(scene, await readForTurnBack(scene, id)));
  },
});

const sendBack = doing({
  id: 'review.return',
  can: 'review:decide',
  input: seen.extend({ values: z.object({ reason: z.enum(RETURN_REASONS), text }) }),
  async run(scene, { values, ...at }) {
    const newer = await readForTurnBack(scene, at.id);
    if (!isAsSeen(newer, at)) return replaces(returnModal(scene, newer, values));
    const turned = { what: 'return' as const, reason: values.reason, text: values.text ?? null };
    return after(scene, await turnBack(scene, at, turned), turned);
  },
});

const ask = doing({
  id: 'review.ask',
  can: 'review:decide',
  input: seen.extend({ values: z.object({ text }) }),
  async run(scene, { values, ...at }) {
    const newer = await readForTurnBack(scene, at.id);
    if (!isAsSeen(newer, at)) return replaces(askModal(scene, newer, values));
    const turned = { what: 'ask' as const, text: values.text ?? null };
    return after(scene, await turnBack(scene, at, turned), turned);
  },
});

/** `退回 C-1042 电话打不通` at once; without words the form asks for them. */
const returnTyped = doing({
  id: 'review.return-typed',
  can: 'review:decide',
  input: which,
  async run(scene, input) {
    const { id, words } = await aboutWhich(scene, input);
    if (!words) return opens(returnModal(scene, await readForTurnBack(scene, id)));
    const turned = { what: 'return' as const, reason: reasonOf(words), text: words };
    return line(scene, await turnedLine(scene, await turnBack(scene, { id }, turned), turned));
  },
});

const askTyped = doing({
  id: 'review.ask-typed',
  can: 'review:decide',
  input: which,
  async run(scene, input) {
    const { id, words } = await aboutWhich(scene, input);
    if (!words) return opens(askModal(scene, await readForTurnBack(scene, id)));
    const turned = { what: 'ask' as const, text: words };
    return line(scene, await turnedLine(scene, await turnBack(scene, { id }, turned), turned));
  },
});

async function after(scene: Scene, decided: Decided, turned: TurnedBack): Promise<Reply> {
  return goesBack(await waitingAfter(scene, await turnedLine(scene, decided, turned)));
}

async function turnedLine(scene: Scene, { id }: Decided, { what }: TurnedBack): Promise<Done> {
  const words = scene.w.review;
  const customer = callOf(scene, (await readReview(scene, id)).file);
  return {
    text: what === 'ask' ? words.askedDone({ customer }) : words.returnedDone({ customer }),
  };
}

const line = (scene: Scene, done: Done): Reply => says(doneText(done), doneBlocks(scene, done));

export const decideDoings = [
  approve,
  approveTyped,
  clear,
  takeBack,
  returnForm,
  sendBack,
  returnTyped,
  askForm,
  ask,
  askTyped,
];
