import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { intentModal, signModal, subscribeModal, type Typed } from '../../bot/views/deals/forms.ts';
import { unitNameOption } from '../../bot/views/deals/words.ts';
import { PLANS } from '../../crm/deals/rules/money.ts';
import { readSubscriptionLine } from '../../crm/deals/schema.ts';
import type { DealView } from '../../crm/deals/usecases/reading.ts';
import { signContract } from '../../crm/deals/usecases/signing.ts';
import { subscribe, takeIntent } from '../../crm/deals/usecases/subscribing.ts';
import { proposeUnits } from '../../crm/deals/usecases/units.ts';
import { requireWhich, showsDeal, which, whichText, withDeal } from './which.ts';

/** What an input of these forms holds. */
export const typed = z.string().max(4000).nullish();
export const day = z.iso.date().nullish();

/** 认筹 */
const askIntent = doing({
  id: 'deal.intent',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.intent', (view, rest) =>
      opens(intentModal(scene, view, rest ? { amount: rest.slice(0, 40) } : {})),
    ),
});

const saveIntent = doing({
  id: 'deal.intent-save',
  can: 'deal:change',
  input: z.object({
    ...which,
    values: z.object({ amount: typed, on: day, note: typed }),
  }),
  async run(scene, { values, ...named }) {
    const { amount = null, on = null, note = null } = values;
    const saved = await takeIntent(scene, requireWhich(named), { amount, on, note });
    return showsDeal(scene, { dealId: saved.dealId }, { text: scene.w.deals.saved.intent });
  },
});

/** 认购: `C-1042 3栋1201 420万 定金5万 8月5日` fills the form. */
const askSubscription = doing({
  id: 'deal.subscribe',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.subscribe', async (view, rest) =>
      opens(subscribeModal(scene, view, await typedIn(scene, view, rest))),
    ),
});

async function typedIn(scene: Scene, view: DealView, text: string): Promise<Typed> {
  const { actor } = scene;
  const line = readSubscriptionLine(text, {
    now: view.now,
    zone: actor.zone,
    locale: actor.locale,
  });
  const units = await proposeUnits(scene, view.file, line.unit);
  return {
    ...(line.price !== null && { price: line.price.toLocaleString('en-US') }),
    ...(line.deposit !== null && { deposit: line.deposit.toLocaleString('en-US') }),
    ...(line.signBy && { signBy: line.signBy }),
    ...(units.length > 0 && { units: units.map((unit) => unitNameOption(scene.w, unit)) }),
  };
}

const saveSubscription = doing({
  id: 'deal.subscribe-save',
  can: 'deal:change',
  input: z.object({
    ...which,
    values: z.object({
      unit: z.uuid().nullish(),
      price: typed,
      deposit: typed,
      signBy: day,
      on: day,
      note: typed,
    }),
  }),
  async run(scene, { values, ...named }) {
    const saved = await subscribe(scene, requireWhich(named), {
      unitId: values.unit ?? null,
      price: values.price ?? null,
      deposit: values.deposit ?? null,
      on: values.on ?? null,
      signBy: values.signBy ?? null,
      note: values.note ?? null,
    });
    return showsDeal(scene, { dealId: saved.dealId }, { text: scene.w.deals.saved.subscribe });
  },
});

/** 签约 */
const askContract = doing({
  id: 'deal.sign',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.sign', async (view, rest) =>
      opens(signModal(scene, view, await typedIn(scene, view, rest))),
    ),
});

const saveContract = doing({
  id: 'deal.sign-save',
  can: 'deal:change',
  input: z.object({
    ...which,
    values: z.object({
      contract: typed,
      unit: z.uuid().nullish(),
      price: typed,
      plan: z.enum(PLANS),
      payments: typed,
      on: day,
      note: typed,
    }),
  }),
  async run(scene, { values, ...named }) {
    const saved = await signContract(scene, requireWhich(named), {
      contract: values.contract ?? null,
      unitId: values.unit ?? null,
      price: values.price ?? null,
      plan: values.plan,
      payments: values.payments ?? null,
      on: values.on ?? null,
      note: values.note ?? null,
    });
    return showsDeal(scene, { dealId: saved.dealId }, { text: scene.w.deals.saved.sign });
  },
});

export const milestoneDoings = [
  askIntent,
  saveIntent,
  askSubscription,
  saveSubscription,
  askContract,
  saveContract,
];
