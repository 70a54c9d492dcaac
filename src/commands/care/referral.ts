import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { introduceModal, referralModal } from '../../bot/views/care/referral.ts';
import {
  giveCredit,
  logIntroduction,
  readReferral,
  setReferrer,
} from '../../crm/care/usecases/referral.ts';
import { typedLine } from '../customer/typed-line.ts';
import { readWho } from '../customer/who.ts';

const id = z.uuid();

/** In place where it is open already. */
async function show(scene: Scene, customerId: string, done?: string): Promise<Reply> {
  const view = referralModal(scene, await readReferral(scene, customerId), done);
  return scene.place.view?.callbackId.startsWith('referral.') ? replaces(view) : opens(view);
}

const open = doing({
  id: 'referral.open',
  can: 'customer:see',
  input: z.object({ id }),
  run: (scene, input) => show(scene, input.id),
});

/** 老带新 `C-1042 C-1001`: the second brought the first; `C-1042 none`: nobody did; one alone: the screen. */
const typed = doing({
  id: 'referral.typed',
  can: 'customer:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id: customerId, rest } = await readWho(scene, text);
    if (rest === '') return show(scene, customerId);
    const isNobody = /^(?:none|nobody|clear|无|没有|没有人|清除)$/iu.test(rest);
    const referrerId = isNobody ? null : (await readWho(scene, rest)).id;
    await setReferrer(scene, { customerId, referrerId, isAsked: false });
    const words = scene.w.care.referral;
    return says(referrerId ? words.saved : words.cleared);
  },
});

const set = doing({
  id: 'referral.set',
  can: 'referral:change',
  input: z.object({
    id,
    values: z.object({ referrer: z.uuid().nullish(), asked: z.array(z.string()).nullish() }),
  }),
  async run(scene, { id: customerId, values }) {
    const referrerId = values.referrer ?? null;
    const isAsked = Boolean(values.asked?.length);
    await setReferrer(scene, { customerId, referrerId, isAsked });
    const words = scene.w.care.referral;
    return show(scene, customerId, referrerId ? words.saved : words.cleared);
  },
});

const introduce = doing({
  id: 'referral.introduce',
  can: 'referral:change',
  input: z.object({ id }),
  async run(scene, input) {
    const { record } = await readReferral(scene, input.id);
    return replaces(introduceModal(scene, record));
  },
});

const saveIntroduction = doing({
  id: 'referral.introduce-save',
  can: 'referral:change',
  input: z.object({ id, values: z.object({ phone: z.string().max(60) }) }),
  async run(scene, { id: customerId, values }) {
    await logIntroduction(scene, { customerId, phone: values.phone });
    return show(scene, customerId, scene.w.care.referral.introduced);
  },
});

/** 介绍 `C-1001 138 1234 5678`: that customer will bring this person; a number alone: the form. */
const introduceTyped = doing({
  id: 'referral.introduce-typed',
  can: 'referral:change',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id: customerId, rest } = await readWho(scene, text);
    if (rest === '')
      return opens(introduceModal(scene, (await readReferral(scene, customerId)).record));
    await logIntroduction(scene, { customerId, phone: rest });
    return says(scene.w.care.referral.introduced);
  },
});

const give = doing({
  id: 'referral.give',
  can: 'referral:give',
  input: z.object({ creditId: z.uuid(), customerId: id }),
  async run(scene, { creditId, customerId }) {
    await giveCredit(scene, { creditId, customerId });
    return show(scene, customerId, scene.w.care.referral.gave);
  },
});

export const referralDoings = [open, typed, set, introduce, saveIntroduction, introduceTyped, give];
