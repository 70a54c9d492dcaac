import { z } from 'zod';
import { doing, type Feature } from '../bot/doing.ts';
import { opens } from '../bot/reply.ts';
import { callsModal } from '../bot/views/why.ts';
import { listCalls } from '../crm/why/usecases.ts';

/** 今天该联系谁 Whom to call today, among one's own customers, with the reasons. */
const list = doing({
  id: 'why.list',
  can: 'my-day:see',
  input: z.looseObject({}),
  async run(scene) {
    return opens(callsModal(scene, await listCalls(scene)));
  },
});

/** The reasons to call somebody today. Typed through `/followup`. */
export const why: Feature = { doings: [list] };
