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
import { GRADES, STAGES, type Stage } from '../../crm/customers/fields.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { listMoves } from '../../crm/stages/rules.ts';
import { changeGrade, changeStage, readForMove } from '../../crm/stages/usecases.ts';
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

/** Stages in the place of the card; its button leads back. */
const askStage = doing({
  id: 'stage.change',
  can: 'customer:move-stage',
  input: which,
  async run(scene, { customerId }) {
    return replaces(stageModal(scene, await readForMove(scene, customerId)));
  },
});

const askReason = doing({
  id: 'stage.ask',
  can: 'customer:move-stage',
  input: z.object({ customerId: z.uuid(), to: z.enum(STAGES) }),
  async run(scene, { customerId, to }) {
    const customer = await readForMove(scene, customerId);
    const move = listMoves(customer.stage as Stage).find((one) => one.to === to);
    if (!move) throw new Refusal('moveNotOpen');
    return opens(stageReasonModal(scene, customer, move));
  },
});

/** Forward in one tap. */
const setStage = doing({
  id: 'stage.set',
  can: 'customer:move-stage',
  input: z.object({ customerId: z.uuid(), to: z.enum(STAGES) }),
  async run(scene, { customerId, to }) {
    const moved = await changeStage(scene, { customerId, to, reason: null, note: null });
    return showCard(scene, customerId, movedDone(scene, moved, 'stage'));
  },
});

/** Lost or back, with the reason. */
const saveStage = doing({
  id: 'stage.save',
  can: 'customer:move-stage',
  input: z.object({
    customerId: z.uuid(),
    to: z.enum(STAGES),
    values: z.object({ reason: z.string().max(40).nullish(), note: z.string().nullish() }),
  }),
  async run(scene, { customerId, to, values }) {
    const { reason, note } = values;
    const moved = await changeStage(scene, {
      customerId,
      to,
      reason: reason ?? null,
      note: note ?? null,
    });
    return showCard(scene, customerId, movedDone(scene, moved, 'stage'));
  },
});

const askGrade = doing({
  id: 'grade.change',
  can: 'customer:move-stage',
  input: which,
  async run(scene, { customerId }) {
    const [customer, { settings }] = await Promise.all([
      readForMove(scene, customerId),
      readOwnSettings(scene),
    ]);
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

export const stageDoings = [askStage, askReason, setStage, saveStage, askGrade, setGrade, back];
