import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import type { Done } from '../../bot/views/done.ts';
import { withDone } from '../../bot/views/done.ts';
import {
  gradeModal,
  movedDone,
  stageModal,
  stageReasonModal,
} from '../../bot/views/followup-stage.ts';
import { missingModal, pastModal } from '../../bot/views/stage-move.ts';
import { GRADES, STAGES } from '../../crm/customers/fields.ts';
import {
  changeGrade,
  changeStage,
  type Moved,
  type Refused,
  readForMove,
} from '../../crm/stages/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { cardFor } from '../customer/showing.ts';

/** The card's menu says `id`, our own buttons `customerId`. */
const which = z
  .looseObject({ id: z.uuid().optional(), customerId: z.uuid().optional() })
  .transform(({ id, customerId }, context) => {
    const found = customerId ?? id;
    if (!found) context.addIssue({ code: 'custom', message: 'id' });
    return { customerId: found ?? '' };
  });

const text = z
  .string()
  .nullish()
  .transform((typed) => typed ?? null);

/** Stages in the place of the card; its button leads back. */
const askStage = doing({
  id: 'stage.change',
  can: 'customer:move-stage',
  input: which,
  async run(scene, { customerId }) {
    return replaces(stageModal(scene, await readForMove(scene, customerId)));
  },
});

const target = z.object({ customerId: z.uuid(), to: z.enum(STAGES) });

async function findMove(scene: Scene, { customerId, to }: z.infer<typeof target>) {
  const { customer, moves } = await readForMove(scene, customerId);
  const move = moves.find((one) => one.to === to);
  if (!move) throw new Refusal('moveNotOpen');
  return { customer, move };
}

const askReason = doing({
  id: 'stage.ask',
  can: 'customer:move-stage',
  input: target,
  async run(scene, input) {
    const { customer, move } = await findMove(scene, input);
    return opens(stageReasonModal(scene, customer, move));
  },
});

/** Forward in one tap, or what is missing for it. */
const setStage = doing({
  id: 'stage.set',
  can: 'customer:move-stage',
  input: target,
  async run(scene, { customerId, to }) {
    return showMoved(scene, await changeStage(scene, { customerId, to, reason: null, note: null }));
  },
});

/** Lost or back, with the reason; of a loss, to whom, what could bring them back, and when to try. */
const saveStage = doing({
  id: 'stage.save',
  can: 'customer:move-stage',
  input: target.extend({
    values: z.object({
      reason: z.string().max(40).nullish(),
      note: text,
      competitor: text,
      bringBack: text,
      winBackOn: z.iso.date().nullish(),
    }),
  }),
  async run(scene, { customerId, to, values }) {
    const { reason, note, competitor, bringBack, winBackOn } = values;
    const moved = await changeStage(scene, {
      customerId,
      to,
      reason: reason ?? null,
      note,
      loss: { competitor, bringBack, winBackOn: winBackOn ?? null },
    });
    return showMoved(scene, moved);
  },
});

/** A manager moves it past what is missing: why? */
const askPast = doing({
  id: 'stage.ask-past',
  can: 'customer:move-past',
  input: target,
  async run(scene, input) {
    const { customer, move } = await findMove(scene, input);
    if (!move.mayPass) throw new Refusal('needsNotPassable');
    return opens(pastModal(scene, customer, move));
  },
});

const savePast = doing({
  id: 'stage.save-past',
  can: 'customer:move-past',
  input: target.extend({ values: z.object({ past: text }) }),
  async run(scene, { customerId, to, values }) {
    const wish = { customerId, to, reason: null, note: null, past: values.past ?? '' };
    return showMoved(scene, await changeStage(scene, wish));
  },
});

function showMoved(scene: Scene, moved: Moved | Refused): Promise<Reply> | Reply {
  if (moved.status === 'moved')
    return showCard(scene, moved.customerId, movedDone(scene, moved, 'stage'));
  const view = missingModal(scene, moved.customer, moved.move);
  return scene.place.from === 'submission' ? goesBack(view) : replaces(view);
}

const askGrade = doing({
  id: 'grade.change',
  can: 'customer:move-stage',
  input: which,
  async run(scene, { customerId }) {
    const { customer, settings } = await readForMove(scene, customerId);
    return replaces(gradeModal(scene, customer, settings));
  },
});

const setGrade = doing({
  id: 'grade.set',
  can: 'customer:move-stage',
  input: z.object({ customerId: z.uuid(), to: z.enum(GRADES) }),
  async run(scene, { customerId, to }) {
    const moved = await changeGrade(scene, { customerId, to });
    return showCard(scene, customerId, movedDone(scene, moved, 'grade'));
  },
});

/** Back to the card without a change. */
const back = doing({
  id: 'stage.back',
  can: 'customer:see',
  input: which,
  run: (scene, { customerId }) => showCard(scene, customerId),
});

async function showCard(scene: Scene, customerId: string, done?: Done): Promise<Reply> {
  const card = cardModal(scene, await cardFor(scene, customerId));
  const view = done ? withDone(scene, card, done) : card;
  return scene.place.from === 'submission' ? goesBack(view) : replaces(view);
}

export const stageDoings = [
  askStage,
  askReason,
  setStage,
  saveStage,
  askPast,
  savePast,
  askGrade,
  setGrade,
  back,
];
