import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply } from '../../bot/reply.ts';
import { followUpDone } from '../../bot/views/followup.ts';
import {
  cancelModal,
  handOverModal,
  laterModal,
  moveModal,
} from '../../bot/views/followup-change.ts';
import { CANCEL_REASONS, type Due, SNOOZES } from '../../crm/followups/rules.ts';
import { readPlan } from '../../crm/followups/schema.ts';
import {
  type Changed,
  cancelFollowUp,
  finishFollowUp,
  handOverFollowUp,
  moveFollowUp,
  oneDue,
  readForChange,
  snoozeFollowUp,
} from '../../crm/followups/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { origin, originOf, saysDone } from './back.ts';

/** A button says `followUpId`, a choice of a menu `id`; behind a menu the view's memo may say it too. */
const which = z
  .looseObject({ followUpId: z.uuid().optional(), id: z.uuid().optional(), origin })
  .transform(({ followUpId, id, ...rest }, context) => {
    const found = followUpId ?? id;
    if (!found) context.addIssue({ code: 'custom', message: 'followUpId' });
    return { ...rest, followUpId: found ?? '' };
  });

async function saysChanged(scene: Scene, changed: Changed, input: unknown): Promise<Reply> {
  const { openTitle: title } = scene.w.work.followUp;
  return saysDone(scene, followUpDone(scene, changed), { title, origin: originOf(scene, input) });
}

const done = doing({
  id: 'followup.done',
  can: 'follow-up:change',
  input: which,
  async run(scene, input) {
    return saysChanged(scene, await finishFollowUp(scene, input.followUpId), input);
  },
});

/** 改期 Later, from a nudge: tonight, tomorrow, or a time of one's own. */
const later = doing({
  id: 'followup.later',
  can: 'follow-up:change',
  input: which,
  async run(scene, { followUpId }) {
    return opens(laterModal(scene, await readForChange(scene, followUpId)));
  },
});

const snooze = doing({
  id: 'followup.snooze',
  can: 'follow-up:change',
  input: z.looseObject({ followUpId: z.uuid(), to: z.enum(SNOOZES) }),
  async run(scene, input) {
    return saysChanged(scene, await snoozeFollowUp(scene, input.followUpId, input.to), input);
  },
});

const move = doing({
  id: 'followup.move',
  can: 'follow-up:change',
  input: which,
  async run(scene, input) {
    const opened = await readForChange(scene, input.followUpId);
    return opens(moveModal(scene, opened, originOf(scene, input) ?? null));
  },
});

const moveTo = doing({
  id: 'followup.move-to',
  can: 'follow-up:change',
  input: z.object({
    followUpId: z.uuid(),
    origin,
    values: z.object({ when: z.string().nullish(), at: z.iso.datetime().nullish() }),
  }),
  async run(scene, input) {
    const due = await dueOf(scene, input.values);
    return saysChanged(scene, await moveFollowUp(scene, input.followUpId, due), input);
  },
});

async function dueOf(
  scene: Scene,
  values: { when?: string | null | undefined; at?: string | null | undefined },
): Promise<Due> {
  const when = (values.when ?? '').trim();
  if (values.at && when) throw new Refusal('twoDates', {}, 'at');
  if (values.at) return { dueAt: new Date(values.at), grain: 'minute' };
  const { settings, now } = await readOwnSettings(scene);
  const { zone, locale } = scene.actor;
  return oneDue(readPlan(when, { now, zone, locale, settings }).dues);
}

const cancel = doing({
  id: 'followup.cancel',
  can: 'follow-up:change',
  input: which,
  async run(scene, input) {
    const opened = await readForChange(scene, input.followUpId);
    return opens(cancelModal(scene, opened, originOf(scene, input) ?? null));
  },
});

const cancelWith = doing({
  id: 'followup.cancel-with',
  can: 'follow-up:change',
  input: z.object({
    followUpId: z.uuid(),
    origin,
    values: z.object({ reason: z.enum(CANCEL_REASONS) }),
  }),
  async run(scene, input) {
    const { followUpId, values } = input;
    return saysChanged(scene, await cancelFollowUp(scene, followUpId, values.reason), input);
  },
});

const handOver = doing({
  id: 'followup.hand-over',
  can: 'follow-up:hand-over',
  input: which,
  async run(scene, input) {
    const opened = await readForChange(scene, input.followUpId);
    return opens(handOverModal(scene, opened, originOf(scene, input) ?? null));
  },
});

const handTo = doing({
  id: 'followup.hand-to',
  can: 'follow-up:hand-over',
  input: z.object({ followUpId: z.uuid(), origin, values: z.object({ colleague: z.uuid() }) }),
  async run(scene, input) {
    const { followUpId, values } = input;
    return saysChanged(scene, await handOverFollowUp(scene, followUpId, values.colleague), input);
  },
});

export const changeDoings = [
  done,
  later,
  snooze,
  move,
  moveTo,
  cancel,
  cancelWith,
  handOver,
  handTo,
];
