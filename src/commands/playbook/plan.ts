import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { doneBlocks, doneText } from '../../bot/views/done.ts';
import { planModal, skipModal, stepDone } from '../../bot/views/playbook/plan.ts';
import { SKIP_REASONS } from '../../crm/playbooks/rules.ts';
import {
  finishStep,
  readPlan,
  readStep,
  type StepChanged,
  skipStep,
} from '../../crm/playbooks/usecases/plan.ts';

/** A button says `stepId`, a choice of a menu `id`. */
const which = z
  .looseObject({ stepId: z.uuid().optional(), id: z.uuid().optional() })
  .transform(({ stepId, id }, context) => {
    const found = stepId ?? id;
    if (!found) context.addIssue({ code: 'custom', message: 'stepId' });
    return { stepId: found ?? '' };
  });

/** A customer's plan of the present stage. */
const open = doing({
  id: 'playbook.open',
  can: 'playbook:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const view = planModal(scene, await readPlan(scene, id));
    return scene.place.view?.callbackId === 'playbook.open' ? replaces(view) : opens(view);
  },
});

const finish = doing({
  id: 'playbook.done',
  can: 'playbook:do',
  input: which,
  async run(scene, { stepId }) {
    return showStep(scene, await finishStep(scene, stepId));
  },
});

const askSkip = doing({
  id: 'playbook.ask-skip',
  can: 'playbook:do',
  input: which,
  async run(scene, { stepId }) {
    return opens(skipModal(scene, await readStep(scene, stepId)));
  },
});

const skip = doing({
  id: 'playbook.skip',
  can: 'playbook:do',
  input: z.object({ stepId: z.uuid(), values: z.object({ reason: z.enum(SKIP_REASONS) }) }),
  async run(scene, { stepId, values }) {
    return showStep(scene, await skipStep(scene, stepId, values.reason));
  },
});

/** The plan as it is now, or a line where it was pressed in a message. */
async function showStep(scene: Scene, changed: StepChanged): Promise<Reply> {
  const done = stepDone(scene, changed);
  const { view, from } = scene.place;
  if (!view) return says(doneText(done), doneBlocks(scene, done));
  const plan = planModal(scene, await readPlan(scene, changed.customerId), doneBlocks(scene, done));
  return from === 'submission' ? goesBack(plan) : replaces(plan);
}

export const planDoings = [open, finish, askSkip, skip];
