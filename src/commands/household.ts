import { z } from 'zod';
import { doing, type Feature } from '../bot/doing.ts';
import { opens, type Reply, replaces } from '../bot/reply.ts';
import { doneModal } from '../bot/views/done.ts';
import { decisionModal, familyModal } from '../bot/views/duplicates/family.ts';
import { canEver } from '../crm/access/rules.ts';
import { RELATIONS } from '../crm/households/rules.ts';
import {
  decideFamily,
  endLink,
  gatherFamily,
  linkFamily,
  readDecision,
  readFamily,
} from '../crm/households/usecases/index.ts';
import { typedLine } from './customer/typed-line.ts';
import { readWho } from './customer/who.ts';

/** 家庭 Family: who is linked with a customer, and a form to add somebody. */
const open = doing({
  id: 'household.open',
  can: 'customer:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    return opens(familyModal(scene, await readFamily(scene, id)));
  },
});

/** 家庭 `C-1042`. */
const typed = doing({
  id: 'household.typed',
  can: 'customer:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id } = await readWho(scene, text);
    return opens(familyModal(scene, await readFamily(scene, id)));
  },
});

/** Links; where the two have two reps, whoever may decide it is asked at once. */
const link = doing({
  id: 'household.link',
  can: 'household:link',
  input: z.object({
    id: z.uuid(),
    values: z.object({ relative: z.uuid(), relation: z.enum(RELATIONS) }),
  }),
  async run(scene, { id, values }): Promise<Reply> {
    const { relative: otherId, relation } = values;
    const { state, linkId } = await linkFamily(scene, { customerId: id, otherId, relation });
    if (state === 'proposed' && canEver(scene.actor, 'household:decide'))
      return replaces(decisionModal(scene, await readDecision(scene, linkId)));
    const done = scene.w.duplicates.family[state];
    return replaces(familyModal(scene, await readFamily(scene, id), done));
  },
});

const unlink = doing({
  id: 'household.unlink',
  can: 'household:link',
  input: z.object({ linkId: z.uuid(), customerId: z.uuid() }),
  async run(scene, { linkId, customerId }) {
    await endLink(scene, linkId);
    const done = scene.w.duplicates.family.ended;
    return replaces(familyModal(scene, await readFamily(scene, customerId), done));
  },
});

const openDecision = doing({
  id: 'household.open-decision',
  can: 'household:decide',
  input: z.object({ linkId: z.uuid() }),
  async run(scene, { linkId }) {
    return opens(decisionModal(scene, await readDecision(scene, linkId)));
  },
});

const decide = doing({
  id: 'household.decide',
  can: 'household:decide',
  input: z.object({ linkId: z.uuid(), toId: z.uuid().optional() }),
  async run(scene, { linkId, toId }) {
    const { linked, moved } = await decideFamily(scene, { linkId, toId: toId ?? null });
    const words = scene.w.duplicates.family;
    const text = linked ? words.decided({ n: moved }) : words.declined;
    return replaces(doneModal(scene, words.decideTitle, { text }));
  },
});

/** A family that came under two reps goes to the rep of this customer. */
const gather = doing({
  id: 'household.gather',
  can: 'household:decide',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const { moved } = await gatherFamily(scene, id);
    const words = scene.w.duplicates.family;
    return opens(familyModal(scene, await readFamily(scene, id), words.decided({ n: moved })));
  },
});

/** Families: separate people, linked, under one assigned rep. */
export const household: Feature = {
  doings: [open, typed, link, unlink, openDecision, decide, gather],
};
