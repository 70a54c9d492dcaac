import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { satisfactionModal } from '../../bot/views/care/satisfaction.ts';
import {
  answerByCode,
  askSatisfaction,
  type CallBack,
  type Collected,
  readSatisfaction,
  tellSatisfaction,
} from '../../crm/care/usecases/satisfaction.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine, typedLine } from '../customer/typed-line.ts';
import { readWho } from '../customer/who.ts';

const id = z.uuid();

async function show(scene: Scene, customerId: string, done?: string): Promise<Reply> {
  const view = satisfactionModal(scene, await readSatisfaction(scene, customerId), done);
  return scene.place.view?.callbackId.startsWith('satisfaction.') ? replaces(view) : opens(view);
}

const said = ({ w }: Scene, { number, score, isLow }: Collected): string => {
  const words = w.care.satisfaction;
  const saved = words.saved({ customer: sayNumber(number), score });
  return isLow ? `${saved}\n${words.low}` : saved;
};

const open = doing({
  id: 'satisfaction.open',
  can: 'customer:see',
  input: z.object({ id }),
  run: (scene, input) => show(scene, input.id),
});

/** 满意度 `C-1042 5 都很好`: noted at once; a number alone: the screen. */
const typed = doing({
  id: 'satisfaction.typed',
  can: 'customer:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id: customerId, rest } = await readWho(scene, text);
    if (rest === '') return show(scene, customerId);
    const found = /^([1-5])\s*(?:分|星|\/\s*5)?(?:[\s,，:：]+(.*))?$/su.exec(
      rest.normalize('NFKC'),
    );
    if (!found) throw new Refusal('scoreUnreadable');
    const score = Number(found[1]);
    return says(said(scene, await tell(scene, { customerId, score, words: found[2] ?? null })));
  },
});

const tell = (
  scene: Scene,
  answer: { customerId: string; score: number; words: string | null },
): Promise<Collected> => tellSatisfaction(scene, { ...answer, callBack: callBack(scene) });

/** What the follow-up after a low score says. */
const callBack =
  ({ w }: Scene): CallBack =>
  (score) =>
    w.care.satisfaction.callBack({ score });

const ask = doing({
  id: 'satisfaction.ask',
  can: 'satisfaction:collect',
  input: z.object({ id }),
  async run(scene, input) {
    await askSatisfaction(scene, input.id);
    return show(scene, input.id);
  },
});

const save = doing({
  id: 'satisfaction.save',
  can: 'satisfaction:collect',
  input: z.object({
    id,
    values: z.object({
      score: z.coerce.number().int().min(1).max(5),
      words: z.string().nullish(),
    }),
  }),
  async run(scene, { id: customerId, values }) {
    const { score, words = null } = values;
    const collected = await tell(scene, { customerId, score, words });
    return show(scene, customerId, said(scene, collected));
  },
});

/** 回复码 `7K3Q9M 5 都很好`: what a customer texted back, typed or pasted to the bot. */
const code = doing({
  id: 'satisfaction.code',
  can: 'satisfaction:collect',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const line = requireLine(text);
    return says(
      esc(said(scene, await answerByCode(scene, { text: line, callBack: callBack(scene) }))),
    );
  },
});

export const satisfactionDoings = [open, typed, ask, save, code];
