import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { unitOption } from '../../bot/views/property/lines.ts';
import { recordModal } from '../../bot/views/viewing/change.ts';
import {
  clashModal,
  type OpenAppointment,
  planViewingModal,
  type ViewingForm,
  viewingPlanned,
  viewingReadings,
} from '../../bot/views/viewing/form.ts';
import { viewingListModal, viewingsOfModal } from '../../bot/views/viewing/show.ts';
import { dropDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { listPicked } from '../../crm/properties/usecases/stock.ts';
import { MOST_UNITS } from '../../crm/viewings/rules.ts';
import { readUnitField } from '../../crm/viewings/schema.ts';
import {
  listMyViewings,
  planViewing,
  proposeViewing,
  readForViewing,
  readViewing,
} from '../../crm/viewings/usecases/index.ts';
import { refusalSentence } from '../../i18n/words.ts';
import { Refusal } from '../../lib/refusal.ts';
import { type Origin, origin, originOf, saysDone } from '../followup/back.ts';
import { notFound, optionOf } from '../log/start.ts';
import { findKept, type Kept, keyOf, NOTHING } from './kept.ts';

const text = z.string().max(4_000);

/** `/viewing` with anything but a subcommand: nothing lists, text arranges. */
const start = doing({
  id: 'viewing.start',
  can: 'viewing:see',
  input: z.object({ text }),
  async run(scene, input) {
    if (input.text.trim()) return planText(scene, input.text);
    return opens(viewingListModal(scene, await listMyViewings(scene, { scope: null, page: 0 })));
  },
});

/** 带看 on a card or a nudge: what is arranged already, or the form. */
const plan = doing({
  id: 'viewing.plan',
  can: 'viewing:plan',
  input: z.looseObject({ id: z.uuid().optional(), customerId: z.uuid().optional() }),
  async run(scene, input) {
    const customerId = input.customerId ?? input.id;
    if (!customerId) return opens(emptyForm());
    const known = await readForViewing(scene, customerId);
    if (known.planned.length > 0) {
      return opens(viewingsOfModal(scene, known.customer, known.planned, known.now));
    }
    return opens(await knownForm(scene, customerId, { origin: originOf(scene, input) }));

    function emptyForm() {
      return planViewingModal(scene, { ...EMPTY, who: { search: true }, memo: {} });
    }
  },
});

const EMPTY: Omit<ViewingForm, 'who' | 'memo'> = {
  people: [],
  when: null,
  units: [],
  note: null,
  planned: [],
};

/** One more viewing of a customer, or of one still to be chosen. */
const another = doing({
  id: 'viewing.new',
  can: 'viewing:plan',
  input: z.looseObject({ customerId: z.uuid().optional(), text: text.optional() }),
  async run(scene, input) {
    if (input.text?.trim()) return planText(scene, input.text);
    const { customerId } = input;
    if (!customerId) {
      return opens(planViewingModal(scene, { ...EMPTY, who: { search: true }, memo: {} }));
    }
    const kept = scene.place.view?.callbackId === 'viewing.clash';
    const view = await knownForm(scene, customerId, {
      origin: originOf(scene, input),
      ...(kept && { kept: await findKept(scene, customerId) }),
    });
    return kept ? replaces(view) : opens(view);
  },
});

async function knownForm(
  scene: Scene,
  customerId: string,
  given: { when?: string | null; notice?: string; origin: Origin; kept?: Kept | null },
) {
  const { customer, planned, people, now } = await readForViewing(scene, customerId);
  const { when = null, notice, kept } = given;
  const stock = await listPicked(scene, kept?.stock ?? []);
  const writer = { w: scene.w, locale: scene.actor.locale, now };
  return planViewingModal(scene, {
    ...{ who: { known: customer }, people, when },
    ...{ memberId: kept?.memberId ?? null, units: kept?.units ?? [], note: kept?.note ?? null },
    stock: stock.map((unit) => unitOption(unit, writer)),
    planned: planned.map(({ startsAt }) => startsAt),
    ...(notice && { notice }),
    memo: { customerId, origin: given.origin ?? null },
  });
}

/** `/viewing C-1042 Sat 3pm 3-1201`: arranged when nothing is in doubt, else asked with everything kept. */
async function planText(scene: Scene, line: string): Promise<Reply> {
  const { found, rest } = await findAddressees(scene, line);
  const [only] = found;
  if (!only || found.length > 1) return opens(whoModal(scene, found.map(optionOf), rest));
  if (!rest) return opens(await knownForm(scene, only.id, { origin: null }));
  try {
    const read = await proposeViewing(scene, { customerId: only.id, text: rest });
    const asked = { units: read.unitCodes, stock: [], note: read.note, memberId: null };
    return await settle(scene, { customer: read.customer, origin: null }, asked, read.starts);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === undefined) throw error;
    const notice = refusalSentence(scene.w, error);
    const when = rest.slice(0, 200);
    return opens(await knownForm(scene, only.id, { when, notice, origin: null }));
  }
}

function whoModal(scene: Scene, options: { value: string; label: string }[], rest: string) {
  return planViewingModal(scene, {
    ...EMPTY,
    who: options.length > 0 ? { several: options } : { search: true },
    when: rest.slice(0, 200) || null,
    notice: options.length > 0 ? scene.w.viewings.several : notFound(scene),
    memo: {},
  });
}

/** One reading is saved, several are asked about; so is another viewing at that time. */
async function settle(
  scene: Scene,
  open: OpenAppointment,
  asked: Kept,
  starts: Date[],
): Promise<Reply> {
  const [startsAt] = starts;
  if (!startsAt || starts.length > 1) {
    await keepDraft(scene, keyOf(open.customer.id), asked);
    return replaces(viewingReadings(scene, open, starts));
  }
  return save(scene, open, asked, { startsAt, clash: 'ask' });
}

async function save(
  scene: Scene,
  open: OpenAppointment,
  asked: Kept,
  at: { startsAt: Date; clash: 'ask' | 'keep' },
): Promise<Reply> {
  const customerId = open.customer.id;
  const { units: unitCodes, stock: unitIds, note, memberId } = asked;
  const wish = { customerId, unitCodes, unitIds, note, memberId };
  const planned = await planViewing(scene, { ...wish, ...at });
  if (planned.status === 'clash') {
    await keepDraft(scene, keyOf(customerId), asked);
    const { clashes } = planned;
    return replaces(clashModal(scene, open, { startsAt: at.startsAt, clashes }));
  }
  await dropDraft(scene, keyOf(customerId));
  if (planned.isPast) {
    return replaces(
      recordModal(
        scene,
        await readViewing(scene, planned.id, 'viewing:plan'),
        scene.w.viewings.past,
      ),
    );
  }
  const { title } = scene.w.viewings;
  const from = origin.parse(open.origin);
  return saysDone(scene, viewingPlanned(scene, planned), { title, origin: from });
}

const memo = z.object({ customerId: z.uuid().optional(), origin });

/** The form: words or a picked moment. */
const saveForm = doing({
  id: 'viewing.save',
  can: 'viewing:plan',
  input: memo.extend({
    values: z.object({
      customer: z.uuid().nullish(),
      when: z.string().nullish(),
      at: z.iso.datetime().nullish(),
      units: z.string().nullish(),
      stock: z.array(z.uuid()).max(MOST_UNITS).nullish(),
      member: z.uuid().nullish(),
      note: z.string().nullish(),
    }),
  }),
  async run(scene, { customerId, origin: from, values }) {
    const id = customerId ?? values.customer;
    if (!id) throw new Refusal('customerMissing', {}, 'customer');
    const when = (values.when ?? '').trim();
    const said = readUnitField(values.units);
    if (values.at && when) throw new Refusal('twoDates', {}, 'at');
    const read = values.at
      ? {
          customer: (await readForViewing(scene, id)).customer,
          ...{ starts: [new Date(values.at)], unitCodes: [], note: null },
        }
      : await proposeViewing(scene, { customerId: id, text: when });
    const asked = {
      units: [...new Set([...read.unitCodes, ...said])],
      stock: values.stock ?? [],
      note: [read.note, values.note?.trim()].filter(Boolean).join(' ') || null,
      memberId: values.member ?? null,
    };
    const open = { customer: read.customer, origin: from ?? null };
    return settle(scene, open, asked, read.starts);
  },
});

/** One of several readings, or the answer to "all the same". */
const saveAt = doing({
  id: 'viewing.save-at',
  can: 'viewing:plan',
  input: memo.extend({
    customerId: z.uuid(),
    at: z.iso.datetime(),
    clash: z.enum(['ask', 'keep']).default('ask'),
  }),
  async run(scene, { customerId, at, clash, origin: from }) {
    const { customer } = await readForViewing(scene, customerId);
    const asked = (await findKept(scene, customerId)) ?? NOTHING;
    const open = { customer, origin: from ?? null };
    return save(scene, open, asked, { startsAt: new Date(at), clash });
  },
});

export const viewingPlanDoings = [start, plan, another, saveForm, saveAt];
