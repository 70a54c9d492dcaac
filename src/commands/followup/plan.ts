import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { listModal } from '../../bot/views/followup.ts';
import {
  existsModal,
  type OpenQuestion,
  planModal,
  plannedDone,
  readingsModal,
} from '../../bot/views/followup-plan.ts';
import { canEver } from '../../crm/access/rules.ts';
import type { Due } from '../../crm/followups/rules.ts';
import { findPlanTrouble } from '../../crm/followups/schema.ts';
import {
  listFollowUps,
  planFollowUp,
  proposePlan,
  readForPlan,
} from '../../crm/followups/usecases/index.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { refusalSentence } from '../../i18n/words.ts';
import { Refusal } from '../../lib/refusal.ts';
import { notFound, optionOf } from '../log/start.ts';
import { type Origin, origin, originOf, saysDone } from './back.ts';
import { dropPlan, findLeftAt, findTask, keepTask, planDraftDoings } from './plan-draft.ts';

const text = z.string().max(20_000);

/** `/followup` with anything but a subcommand: nothing lists, text plans. */
const start = doing({
  id: 'followup.start',
  can: 'my-day:see',
  input: z.object({ text }),
  async run(scene, input) {
    if (!input.text.trim())
      return opens(listModal(scene, await listFollowUps(scene, { bucket: null, page: 0 })));
    if (!canEver(scene.actor, 'follow-up:plan')) throw new Refusal('notForRole');
    return planText(scene, input.text);
  },
});

/** The form of a plan, from the card, a list or the command. */
const plan = doing({
  id: 'followup.plan',
  can: 'follow-up:plan',
  input: z.looseObject({
    id: z.uuid().optional(),
    customerId: z.uuid().optional(),
    text: text.optional(),
    when: z.string().max(500).optional(),
  }),
  async run(scene, input) {
    const from = originOf(scene, input);
    const customerId = input.customerId ?? input.id;
    const when = input.when ?? null;
    if (customerId) return opens(await knownForm(scene, customerId, { when, origin: from }));
    if (input.text?.trim()) return planText(scene, input.text);
    return opens(
      planModal(scene, {
        who: { search: true },
        when: null,
        what: null,
        open: null,
        leftAt: await findLeftAt(scene, null),
        memo: { origin: from ?? null },
      }),
    );
  },
});

async function knownForm(
  scene: Scene,
  customerId: string,
  given: { when: string | null; notice?: string; origin: Origin },
) {
  const { customer, open } = await readForPlan(scene, customerId);
  const { when, notice, origin: from } = given;
  const memo = { customerId, origin: from ?? null };
  return planModal(scene, {
    who: { known: customer },
    when,
    what: null,
    open,
    ...(notice ? { notice } : { leftAt: await findLeftAt(scene, customerId) }),
    memo,
  });
}

/** `/followup C-1042 next Tue 3pm show flat`: planned when nothing is in doubt, else asked with everything kept. */
async function planText(scene: Scene, line: string): Promise<Reply> {
  const { found, rest } = await findAddressees(scene, line);
  const [only] = found;
  if (!only || found.length > 1) return opens(whoModal(scene, found.map(optionOf), rest));
  if (!rest) return opens(await knownForm(scene, only.id, { when: null, origin: null }));
  const { settings, now } = await readOwnSettings(scene);
  const { zone, locale } = scene.actor;
  const writer = { now, zone, locale, settings };
  const trouble = findPlanTrouble(rest, writer);
  if (trouble) {
    const notice = refusalSentence(scene.w, trouble);
    return opens(
      await knownForm(scene, only.id, { when: rest.slice(0, 500), notice, origin: null }),
    );
  }
  const { dues, ...plan } = await proposePlan(scene, { customerId: only.id, text: rest });
  return settle(scene, { ...plan, origin: null }, dues);
}

function whoModal(scene: Scene, options: { value: string; label: string }[], rest: string) {
  const { contact } = scene.w.work;
  return planModal(scene, {
    who: options.length > 0 ? { several: options } : { search: true },
    when: rest.slice(0, 500) || null,
    what: null,
    open: null,
    notice: options.length > 0 ? contact.several : notFound(scene),
    memo: { origin: null },
  });
}

/** One reading is saved, several are asked about; so is a plan that is there already. */
async function settle(scene: Scene, question: OpenQuestion, dues: Due[]): Promise<Reply> {
  const [due] = dues;
  if (!due || dues.length > 1) {
    await keepTask(scene, question);
    return replaces(readingsModal(scene, question, dues));
  }
  return savePlan(scene, question, due, 'ask');
}

async function savePlan(
  scene: Scene,
  question: OpenQuestion,
  due: Due,
  existing: 'ask' | 'replace' | 'keep',
): Promise<Reply> {
  const { customer, what } = question;
  const planned = await planFollowUp(scene, { customerId: customer.id, ...due, what, existing });
  if (planned.status === 'exists') {
    const there = { dueAt: new Date(planned.dueAt), grain: planned.grain };
    await keepTask(scene, question);
    return replaces(existsModal(scene, question, due, there));
  }
  await dropPlan(scene, customer.id);
  const { planTitle: title } = scene.w.work.followUp;
  return saysDone(scene, plannedDone(scene, planned, question.unofficial), {
    title,
    origin: origin.parse(question.origin),
  });
}

const memo = z.object({ customerId: z.uuid().optional(), origin });

/** The form: words or a picked moment. */
const save = doing({
  id: 'followup.save',
  can: 'follow-up:plan',
  input: memo.extend({
    values: z.object({
      customer: z.uuid().nullish(),
      when: z.string().nullish(),
      at: z.iso.datetime().nullish(),
      what: z.string().nullish(),
    }),
  }),
  async run(scene, { customerId, origin: from, values }) {
    const id = customerId ?? values.customer;
    if (!id) throw new Refusal('customerMissing', {}, 'customer');
    const { dues, ...plan } = await duesOf(scene, id, values);
    const task = [plan.what, values.what].filter(Boolean).join(' ') || null;
    return settle(scene, { ...plan, what: task, origin: from ?? null }, dues);
  },
});

/** The one moment that was typed or picked; `twoDates` when they differ. */
async function duesOf(
  scene: Scene,
  customerId: string,
  values: { when?: string | null | undefined; at?: string | null | undefined },
) {
  const when = (values.when ?? '').trim();
  if (!values.at) return proposePlan(scene, { customerId, text: when });
  if (when) throw new Refusal('twoDates', {}, 'at');
  const { customer } = await readForPlan(scene, customerId);
  return { customer, dues: [{ dueAt: new Date(values.at), grain: 'minute' }], what: null };
}

/** One of several readings, or the answer to "replace or keep both". */
const saveAt = doing({
  id: 'followup.save-at',
  can: 'follow-up:plan',
  input: memo.extend({
    customerId: z.uuid(),
    at: z.iso.datetime(),
    grain: z.enum(['minute', 'hour', 'daypart', 'day', 'coarse']),
    existing: z.enum(['ask', 'replace', 'keep']).default('ask'),
  }),
  async run(scene, { customerId, at, grain, existing, origin: from }) {
    const { customer } = await readForPlan(scene, customerId);
    const what = await findTask(scene, customerId);
    const question = { customer, what, origin: from ?? null };
    return savePlan(scene, question, { dueAt: new Date(at), grain }, existing);
  },
});

export const planDoings = [start, plan, save, saveAt, ...planDraftDoings];
