import { z } from 'zod';
import { doing, type Feature } from '../bot/doing.ts';
import { closes, opens, type Reply, replaces } from '../bot/reply.ts';
import { handOverForm, handOverPreview } from '../bot/views/hand-over.ts';
import {
  beginHandOver,
  type HandOverWish,
  previewHandOver,
  readForHandOver,
} from '../crm/assignment/usecases-handover.ts';
import { spellingsOf } from '../lib/colleague-name.ts';

/** 交接: whose customers, to whom; a name after the command picks the leaver. */
const open = doing({
  id: 'handover.open',
  can: 'customer:hand-over',
  input: z.object({ text: z.string().max(200).optional(), leaver: z.uuid().optional() }),
  async run(scene, { text, leaver }): Promise<Reply> {
    const people = await readForHandOver(scene);
    const said = (text ?? '').normalize('NFKC').replace(/^\s*@/u, '').trim().toLowerCase();
    const named = spellingsOf(people.holders).find(
      ({ spelling }) => spelling.toLowerCase() === said,
    );
    return opens(handOverForm(scene, people, leaver ?? named?.colleague.id ?? null));
  },
});

const wish = z.object({
  leaver: z.uuid(),
  receiver: z.union([z.literal('rules'), z.uuid()]),
  numbers: z.string().max(500).nullish(),
});

const wishOf = ({ leaver, receiver, numbers }: z.infer<typeof wish>): HandOverWish => ({
  fromId: leaver,
  toId: receiver === 'rules' ? null : receiver,
  numbers: numbers ?? null,
});

const preview = doing({
  id: 'handover.preview',
  can: 'customer:hand-over',
  input: z.object({ values: wish }),
  async run(scene, { values }): Promise<Reply> {
    const found = await previewHandOver(scene, wishOf(values));
    return replaces(handOverPreview(scene, found, { ...values, numbers: values.numbers ?? null }));
  },
});

/** Begins what was previewed; how far it is stands in the direct message. */
const begin = doing({
  id: 'handover.begin',
  can: 'customer:hand-over',
  input: wish,
  async run(scene, input): Promise<Reply> {
    const { total } = await beginHandOver(scene, wishOf(input));
    return closes({ text: scene.w.assignment.handOver.begun({ n: total }) });
  },
});

/** Handing over the customers of somebody who leaves. Typed through `/gatehouse`. */
export const handOver: Feature = { doings: [open, preview, begin] };
