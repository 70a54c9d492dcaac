import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { careModal } from '../../bot/views/care/days.ts';
import { readCare, saveCare } from '../../crm/care/usecases/days.ts';
import { typedLine } from '../customer/typed-line.ts';
import { readWho } from '../customer/who.ts';

const id = z.uuid();

async function show(scene: Scene, customerId: string, done?: string): Promise<Reply> {
  const view = careModal(scene, await readCare(scene, customerId), done);
  return scene.place.view?.callbackId === 'care.save' ? replaces(view) : opens(view);
}

const open = doing({
  id: 'care.open',
  can: 'customer:see',
  input: z.object({ id }),
  run: (scene, input) => show(scene, input.id),
});

const typed = doing({
  id: 'care.typed',
  can: 'customer:see',
  input: z.object({ text: typedLine }),
  run: async (scene, { text }) => show(scene, (await readWho(scene, text)).id),
});

const save = doing({
  id: 'care.save',
  can: 'care:change',
  input: z.object({
    id,
    values: z.object({
      agrees: z.array(z.string()).nullish(),
      birthday: z.string().max(60).nullish(),
      moveInOn: z.iso.date().nullish(),
    }),
  }),
  async run(scene, { id: customerId, values }) {
    const { birthday = null, moveInOn = null } = values;
    const agrees = Boolean(values.agrees?.length);
    const { kept } = await saveCare(scene, { customerId, agrees, birthday, moveInOn });
    const words = scene.w.care.days;
    return show(scene, customerId, kept ? words.saved : words.forgotten);
  },
});

export const daysDoings = [open, typed, save];
