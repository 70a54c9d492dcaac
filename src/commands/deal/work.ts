import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens, type Reply } from '../../bot/reply.ts';
import {
  appointModal,
  checkModal,
  conditionModal,
  payModal,
} from '../../bot/views/deals/small-forms.ts';
import { SIDES } from '../../crm/deals/rules/conditions.ts';
import { CHECK_KINDS, CHECK_RESULTS } from '../../crm/deals/rules/eligibility.ts';
import { MARKS } from '../../crm/deals/rules/machine.ts';
import { readTypedDay, readTypedMoment } from '../../crm/deals/schema.ts';
import { appointSigning } from '../../crm/deals/usecases/appointing.ts';
import { noteCheck } from '../../crm/deals/usecases/checking.ts';
import { addCondition, meetCondition } from '../../crm/deals/usecases/conditions.ts';
import { markDeal } from '../../crm/deals/usecases/marking.ts';
import { receiveMoney } from '../../crm/deals/usecases/paying.ts';
import { Refusal } from '../../lib/refusal.ts';
import { day, typed } from './milestones.ts';
import { requireWhich, showsDeal, which, whichText, withDeal } from './which.ts';

/** 资格: who checked what, and the national id. */
const askCheck = doing({
  id: 'deal.check',
  can: 'deal:change',
  input: z.object({ ...whichText, kind: z.enum(CHECK_KINDS).optional().catch(undefined) }),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.check', (view) =>
      opens(checkModal(scene, view, { kind: input.kind, colleagues: view.colleagues })),
    ),
});

const saveCheck = doing({
  id: 'deal.check-save',
  can: 'deal:change',
  input: z.object({
    customerId: z.uuid(),
    values: z.object({
      kind: z.enum(CHECK_KINDS),
      result: z.enum(CHECK_RESULTS),
      nationalId: typed,
      checker: z.uuid().nullish(),
      on: day,
      note: typed,
    }),
  }),
  async run(scene, { customerId, values }) {
    await noteCheck(scene, customerId, {
      kind: values.kind,
      result: values.result,
      nationalId: values.nationalId ?? null,
      memberId: values.checker ?? null,
      on: values.on ?? null,
      note: values.note ?? null,
    });
    return showsDeal(scene, { customerId }, { text: scene.w.deals.saved.check });
  },
});

/** 约定: what one side has to do or bring. */
const askCondition = doing({
  id: 'deal.condition',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.condition', (view, rest) => {
      const { zone, locale } = scene.actor;
      const line = rest ? readTypedDay(rest, { now: view.now, zone, locale }) : {};
      return opens(conditionModal(scene, view, line));
    }),
});

const saveCondition = doing({
  id: 'deal.condition-save',
  can: 'deal:change',
  input: z.object({
    ...which,
    values: z.object({ side: z.enum(SIDES), what: typed, dueOn: day }),
  }),
  async run(scene, { values, ...named }) {
    const { side, what = null, dueOn = null } = values;
    const { dealId } = await addCondition(scene, requireWhich(named), { side, what, dueOn });
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.condition });
  },
});

const met = doing({
  id: 'deal.met',
  can: 'deal:change',
  input: z.object({ conditionId: z.uuid() }),
  async run(scene, { conditionId }) {
    const { dealId, undoId } = await meetCondition(scene, conditionId);
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.met, undoId });
  },
});

/** 约签: the signing appointment. */
const askAppointment = doing({
  id: 'deal.appoint',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.appoint', (view, rest) => {
      const { zone, locale } = scene.actor;
      const at = rest ? readTypedMoment(rest, { now: view.now, zone, locale }) : null;
      return opens(appointModal(scene, view, at ?? undefined));
    }),
});

const saveAppointment = doing({
  id: 'deal.appoint-save',
  can: 'deal:change',
  input: z.object({ ...which, values: z.object({ at: z.iso.datetime() }) }),
  async run(scene, { values, ...named }) {
    const at = new Date(values.at);
    const { dealId } = await appointSigning(scene, requireWhich(named), at);
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.appoint });
  },
});

/** 回款: money that came in. */
const askPayment = doing({
  id: 'deal.pay',
  can: 'deal:change',
  input: z.object(whichText),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.pay', (view, rest) => {
      if (view.payments.length === 0) throw new Refusal('dealNotNow');
      return opens(payModal(scene, view, rest ? { amount: rest.slice(0, 40) } : {}));
    }),
});

const savePayment = doing({
  id: 'deal.pay-save',
  can: 'deal:change',
  input: z.object({
    dealId: z.uuid(),
    seen: z.number().int().optional(),
    values: z.object({ payment: z.uuid(), amount: typed, on: day, note: typed }),
  }),
  async run(scene, { dealId, seen, values }) {
    const { undoId } = await receiveMoney(scene, dealId, {
      ...(seen !== undefined && { seen }),
      paymentId: values.payment,
      amount: values.amount ?? null,
      on: values.on ?? null,
      note: values.note ?? null,
    });
    return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.pay, undoId });
  },
});

/** 网签, 备案, 贷款, 交付 in one tap; a typed line may name another day. */
const mark = doing({
  id: 'deal.mark',
  can: 'deal:change',
  input: z.object({ ...whichText, mark: z.enum([...MARKS, 'delivered']) }),
  run: (scene, input) =>
    withDeal(scene, input, 'deal.open', async (view, rest): Promise<Reply> => {
      if (!view.deal) throw new Refusal('dealNotNow');
      const { zone, locale } = scene.actor;
      const { dueOn = null } = rest ? readTypedDay(rest, { now: view.now, zone, locale }) : {};
      const dealId = view.deal.id;
      const { undoId } = await markDeal(scene, dealId, { mark: input.mark, on: dueOn });
      const fact = scene.w.deals.fact[input.mark];
      return showsDeal(scene, { dealId }, { text: scene.w.deals.saved.mark({ fact }), undoId });
    }),
});

export const workDoings = [
  askCheck,
  saveCheck,
  askCondition,
  saveCondition,
  met,
  askAppointment,
  saveAppointment,
  askPayment,
  savePayment,
  mark,
];
