import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { backModal, correctModal } from '../../bot/views/deals/small-forms.ts';
import { WAYS_BACK } from '../../crm/deals/rules/machine.ts';
import { correctFact } from '../../crm/deals/usecases/correcting.ts';
import { goBack } from '../../crm/deals/usecases/going-back.ts';
import { Refusal } from '../../lib/refusal.ts';
import { day, typed } from './milestones.ts';
import { showsDeal, whichText, withDeal } from './which.ts';

/** 退筹, 退认购, 挞定, 退房. */
const askBack = doing({
  id: 'deal.back',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.back', (view) => {
      if (view.waysBack.length === 0) throw new Refusal('dealNoWayBack');
      return opens(backModal(scene, view));
    }),
});

const saveBack = doing({
  id: 'deal.back-save',
  can: 'deal:change',
  input: z.object({
    dealId: z.uuid(),
    values: z.object({
      way: z.enum(WAYS_BACK),
      reason: z.string().max(40).nullish(),
      on: day,
      note: typed,
    }),
  }),
  async run(scene, { dealId, values }) {
    const { way, reason = null, on = null, note = null } = values;
    await goBack(scene, dealId, { way, reason, on, note });
    const fact = scene.w.deals.form.ways[way];
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.back({ fact }) });
  },
});

/** 更正: a fact that was written down wrong. */
const askCorrection = doing({
  id: 'deal.correct',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.correct', (view) => {
      if (view.facts.length === 0) throw new Refusal('dealNotNow');
      return opens(correctModal(scene, view));
    }),
});

const saveCorrection = doing({
  id: 'deal.correct-save',
  can: 'deal:change',
  input: z.object({
    dealId: z.uuid(),
    values: z.object({ fact: z.uuid(), on: day, amount: typed, contract: typed, note: typed }),
  }),
  async run(scene, { dealId, values }) {
    await correctFact(scene, dealId, {
      factId: values.fact,
      on: values.on ?? null,
      amount: values.amount ?? null,
      contract: values.contract ?? null,
      note: values.note ?? null,
    });
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.correct });
  },
});

export const amendDoings = [askCorrection, saveCorrection, askBack, saveBack];
