import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens, replaces } from '../../bot/reply.ts';
import { doneModal } from '../../bot/views/done.ts';
import { followUpModal, listModal } from '../../bot/views/followup.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { BUCKETS } from '../../crm/followups/rules.ts';
import { listFollowUps, readForChange } from '../../crm/followups/usecases/index.ts';
import { undo } from '../../crm/undo/usecases.ts';
import { origin, originOf, originScreen, saysDone } from './back.ts';

const list = doing({
  id: 'followup.list',
  can: 'my-day:see',
  input: z.object({
    bucket: z.enum(BUCKETS).nullish(),
    page: z.number().int().min(0).max(10_000).default(0),
  }),
  async run(scene, { bucket, page }) {
    const view = listModal(scene, await listFollowUps(scene, { bucket: bucket ?? null, page }));
    return scene.place.view?.callbackId === 'followup.list' ? replaces(view) : opens(view);
  },
});

/** One follow-up, in the place of the list it was chosen from. */
const open = doing({
  id: 'followup.open',
  can: 'follow-up:change',
  input: z.looseObject({ followUpId: z.uuid() }),
  async run(scene, input) {
    const from = originOf(scene, input);
    const view = followUpModal(scene, await readForChange(scene, input.followUpId), from ?? null);
    return from ? replaces(view) : opens(view);
  },
});

/** Back to the screen an opened follow-up came from. */
const back = doing({
  id: 'followup.back',
  can: 'my-day:see',
  input: z.object({ origin }),
  async run(scene, input) {
    const screen = await originScreen(scene, input.origin ?? { kind: 'day' });
    return replaces(screen ?? doneModal(scene, scene.w.work.followUp.listTitle, { text: '' }));
  },
});

/** Takes a change of one tap back. */
const takeBack = doing({
  id: 'undo',
  can: 'my-day:see',
  input: z.looseObject({ undoId: z.uuid() }),
  async run(scene, input) {
    const { number } = await undo(scene, input.undoId);
    const done = { text: scene.w.work.undo.done({ number: sayNumber(number) }) };
    return saysDone(scene, done, { title: scene.w.common.undo, origin: originOf(scene, input) });
  },
});

export const listDoings = [list, open, back, takeBack];
