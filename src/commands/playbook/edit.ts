import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { playbookModal, playbooksModal, stepForm } from '../../bot/views/playbook/edit.ts';
import { STAGES } from '../../crm/customers/fields.ts';
import {
  newStepKey,
  readTypedStep,
  withMoved,
  withoutStep,
  withStep,
} from '../../crm/playbooks/fields.ts';
import { STEP_DAYS, STEP_KINDS, STEP_ROLES, type Step } from '../../crm/playbooks/schema.ts';
import {
  changePlaybook,
  letFollow,
  listPlaybooks,
  openPlaybook,
  type PlaybookChange,
} from '../../crm/playbooks/usecases/editing.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';

const teamId = z
  .uuid()
  .nullish()
  .transform((id) => id ?? null);
const place = z.object({ teamId, stage: z.enum(STAGES) });
/** A change comes from a playbook as it was shown. */
const shown = place.extend({ seen: z.number().int().min(0) });
const stepKey = z.string().regex(/^[a-z0-9_]{1,30}$/);
/** A choice of a menu says the step's key as `id`. */
const stepOf = shown.extend({ id: stepKey });
const text = z
  .string()
  .nullish()
  .transform((typed) => typed ?? null);

const list = doing({
  id: 'playbooks.list',
  can: 'playbook:see',
  // Without a choice one starts at one's own team; null is the office.
  input: z.object({ teamId: z.uuid().nullable().optional() }),
  async run(scene, input) {
    const start = input.teamId === undefined ? (scene.actor.teamIds[0] ?? null) : input.teamId;
    return replaces(playbooksModal(scene, await listPlaybooks(scene, start)));
  },
});

const stage = doing({
  id: 'playbooks.stage',
  can: 'playbook:see',
  input: place,
  async run(scene, at) {
    return opens(playbookModal(scene, await openPlaybook(scene, at.teamId, at.stage)));
  },
});

/** The form of a step that is there, or of a new one. */
const step = doing({
  id: 'playbooks.step',
  can: 'playbook:change',
  input: shown.extend({ id: stepKey.optional() }),
  async run(scene, { id, ...at }) {
    const opened = await openPlaybook(scene, at.teamId, at.stage);
    const found = opened.playbook.steps.find(({ key }) => key === id) ?? null;
    if (id && !found) throw new Refusal('stepGone');
    return opens(stepForm(scene, opened, found));
  },
});

const saveStep = doing({
  id: 'playbooks.save-step',
  can: 'playbook:change',
  input: shown.extend({
    key: stepKey.optional(),
    values: z.object({
      titleZh: text,
      titleEn: text,
      kind: z.enum(STEP_KINDS),
      role: z.enum(STEP_ROLES),
      after: z.string(),
      days: z.enum(STEP_DAYS),
      limit: text,
      give: text,
      findZh: text,
      findEn: text,
    }),
  }),
  async run(scene, { key, values, ...at }) {
    const saved = readTypedStep(key ?? newStepKey(newId()), values);
    return change(scene, at, (steps) => {
      if (key && !steps.some((one) => one.key === key)) throw new Refusal('stepGone');
      return withStep(steps, saved);
    });
  },
});

const up = doing({
  id: 'playbooks.up',
  can: 'playbook:change',
  input: stepOf,
  run: (scene, { id, ...at }) => change(scene, at, (steps) => withMoved(steps, id, -1)),
});

const down = doing({
  id: 'playbooks.down',
  can: 'playbook:change',
  input: stepOf,
  run: (scene, { id, ...at }) => change(scene, at, (steps) => withMoved(steps, id, 1)),
});

const remove = doing({
  id: 'playbooks.remove',
  can: 'playbook:change',
  input: stepOf,
  run: (scene, { id, ...at }) => change(scene, at, (steps) => withoutStep(steps, id)),
});

/** A team follows the office's playbook again. */
const reset = doing({
  id: 'playbooks.reset',
  can: 'playbook:change',
  input: shown,
  run: (scene, at) => change(scene, at, () => null),
});

/** Plans that began by an earlier version follow this one. */
const follow = doing({
  id: 'playbooks.follow',
  can: 'playbook:change',
  input: shown,
  async run(scene, at) {
    await letFollow(scene, at);
    return replaces(playbookModal(scene, await openPlaybook(scene, at.teamId, at.stage)));
  },
});

async function change(
  scene: Scene,
  at: PlaybookChange,
  make: (steps: readonly Step[]) => Step[] | null,
): Promise<Reply> {
  await changePlaybook(scene, at, make);
  const opened = await openPlaybook(scene, at.teamId, at.stage);
  const view = playbookModal(scene, opened, scene.w.playbooks.edit.saved);
  return scene.place.from === 'submission' ? goesBack(view) : replaces(view);
}

export const editDoings = [list, stage, step, saveStep, up, down, remove, reset, follow];
