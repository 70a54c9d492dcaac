import { z } from 'zod';
import { section } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { closes, goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { arrivalModal, checklistModal, knownModal } from '../../bot/views/reception/arrival.ts';
import { detailsModal } from '../../bot/views/reception/rota.ts';
import {
  describeArrival,
  dismissArrival,
  linkKnown,
  readArrival,
  tickArrival,
  voidArrival,
} from '../../crm/reception/usecases/arrival.ts';
import { answerCourtesy } from '../../crm/reception/usecases/courtesy.ts';
import { answerRota } from './shared.ts';

const one = z.object({ id: z.uuid() });

/** What was done to an arrival: in a modal the arrival again, elsewhere a private line. */
async function answerArrival(scene: Scene, id: string, text: string): Promise<Reply> {
  if (scene.place.view?.callbackId === 'arrival.shown')
    return replaces(arrivalModal(scene, await readArrival(scene, id), text));
  const line = { text, blocks: [section(text)] };
  return scene.place.view ? closes(line) : says(text, line.blocks);
}

const open = doing({
  id: 'arrival.open',
  can: 'arrival:work',
  input: one,
  async run(scene, { id }) {
    return replaces(arrivalModal(scene, await readArrival(scene, id)));
  },
});

/** 人数、电话: who it is, asked at the door. */
const details = doing({
  id: 'arrival.details',
  can: 'reception:note',
  input: one,
  async run(scene, { id }) {
    await readArrival(scene, id, 'reception:note');
    return opens(detailsModal(scene, id));
  },
});

const optional = z.string().max(200).nullish();

const described = doing({
  id: 'arrival.described',
  can: 'reception:note',
  input: one.extend({ values: z.object({ partySize: optional, who: optional }) }),
  async run(scene, { id, values }) {
    const form = { partySize: values.partySize ?? null, who: values.who ?? null };
    const { told } = await describeArrival(scene, id, form);
    const { said } = scene.w.reception;
    const text = [said.described, told && said.told[told]].filter(Boolean).join('\n');
    return closes({ text, blocks: [section(text)] });
  },
});

const checklist = doing({
  id: 'arrival.checklist',
  can: 'arrival:work',
  input: one,
  async run(scene, { id }) {
    return opens(checklistModal(scene, await readArrival(scene, id)));
  },
});

const tick = doing({
  id: 'arrival.tick',
  can: 'arrival:work',
  input: one.extend({
    values: z.object({ ticked: z.array(z.string().max(40)).max(10).nullish() }),
  }),
  async run(scene, { id, values }) {
    await tickArrival(scene, id, values.ticked ?? []);
    return goesBack(
      arrivalModal(scene, await readArrival(scene, id), scene.w.reception.said.ticked),
    );
  },
});

/** 已是客户: which one. */
const known = doing({
  id: 'arrival.known',
  can: 'arrival:work',
  input: one,
  async run(scene, { id }) {
    await readArrival(scene, id);
    return opens(knownModal(scene, id));
  },
});

const link = doing({
  id: 'arrival.link',
  can: 'arrival:work',
  input: one.extend({ values: z.object({ customer: z.uuid() }) }),
  async run(scene, { id, values }) {
    await linkKnown(scene, id, values.customer);
    return goesBack(
      arrivalModal(scene, await readArrival(scene, id), scene.w.reception.said.linked),
    );
  },
});

/** 没留资料. */
const dismiss = doing({
  id: 'arrival.dismiss',
  can: 'arrival:work',
  input: one,
  async run(scene, { id }) {
    await dismissArrival(scene, id);
    return answerArrival(scene, id, scene.w.reception.said.dismissed);
  },
});

/** 按错了. */
const undo = doing({
  id: 'arrival.void',
  can: 'reception:note',
  input: one,
  async run(scene, { id }) {
    const { teamId } = await voidArrival(scene, id);
    return answerRota(scene, teamId, { text: scene.w.reception.said.voided });
  },
});

const courtesyDoings = (
  [
    ['come', 'coming'],
    ['receive', 'receive'],
  ] as const
).map(([id, answer]) =>
  doing({
    id: `courtesy.${id}`,
    can: 'courtesy:answer',
    input: one,
    async run(scene, input) {
      await answerCourtesy(scene, input.id, answer);
      return says(scene.w.reception.said[answer]);
    },
  }),
);

export const arrivalDoings = [
  open,
  details,
  described,
  checklist,
  tick,
  known,
  link,
  dismiss,
  undo,
  ...courtesyDoings,
];
