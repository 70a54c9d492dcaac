import { z } from 'zod';
import { button } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import type { Done } from '../../bot/views/done.ts';
import {
  cancelViewingModal,
  moveViewingModal,
  recordModal,
  viewingChanged,
  viewingRecorded,
} from '../../bot/views/viewing/change.ts';
import { viewingListModal, viewingModal } from '../../bot/views/viewing/show.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { CANCEL_REASONS, OUTCOMES, SCOPES } from '../../crm/viewings/rules.ts';
import { readViewing as readText, readUnitField } from '../../crm/viewings/schema.ts';
import {
  cancelViewing,
  findOpenViewing,
  listMyViewings,
  moveViewing,
  readViewing,
  recordViewing,
} from '../../crm/viewings/usecases/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { saysDone } from '../followup/back.ts';

/** A viewing by a button, or the next one of a customer by a typed line. */
const which = z.looseObject({
  viewingId: z.uuid().optional(),
  text: z.string().max(400).optional(),
});

async function idOf(scene: Scene, { viewingId, text }: z.infer<typeof which>): Promise<string> {
  if (viewingId) return viewingId;
  const { found } = await findAddressees(scene, text ?? '');
  const [only] = found;
  if (!only || found.length > 1) throw new Refusal('viewingWho');
  return findOpenViewing(scene, only.id);
}

const list = doing({
  id: 'viewing.list',
  can: 'viewing:see',
  input: z.looseObject({
    scope: z.enum(SCOPES).nullish(),
    page: z.number().int().min(0).max(10_000).default(0),
  }),
  async run(scene, { scope, page }) {
    const view = viewingListModal(
      scene,
      await listMyViewings(scene, { scope: scope ?? null, page }),
    );
    return scene.place.view?.callbackId === 'viewing.list' ? replaces(view) : opens(view);
  },
});

const show = doing({
  id: 'viewing.show',
  can: 'viewing:see',
  input: which,
  async run(scene, input) {
    return opens(viewingModal(scene, await readViewing(scene, await idOf(scene, input))));
  },
});

const openRecord = doing({
  id: 'viewing.record',
  can: 'viewing:plan',
  input: which,
  async run(scene, input) {
    return onTop(scene, recordModal(scene, await open(scene, input)));
  },
});

const openMove = doing({
  id: 'viewing.move',
  can: 'viewing:plan',
  input: which,
  async run(scene, input) {
    return onTop(scene, moveViewingModal(scene, await open(scene, input)));
  },
});

const openCancel = doing({
  id: 'viewing.cancel',
  can: 'viewing:plan',
  input: which,
  async run(scene, input) {
    return onTop(scene, cancelViewingModal(scene, await open(scene, input)));
  },
});

/** A viewing that is still planned. */
async function open(scene: Scene, input: z.infer<typeof which>) {
  const opened = await readViewing(scene, await idOf(scene, input), 'viewing:plan');
  if (opened.viewing.state !== 'planned') throw new Refusal('viewingClosed');
  return opened;
}

/** What is asked about a viewing takes the place of its screen: saving leads beneath it. */
function onTop(scene: Scene, view: ReturnType<typeof recordModal>): Reply {
  return scene.place.view?.callbackId === 'viewing.show' ? replaces(view) : opens(view);
}

const nullish = z.string().nullish();

const record = doing({
  id: 'viewing.recorded',
  can: 'viewing:plan',
  input: z.object({
    viewingId: z.uuid(),
    values: z.object({
      outcome: z.enum(OUTCOMES),
      party: nullish,
      decider: z.enum(['yes', 'no']).nullish(),
      liked: nullish,
      objections: nullish,
      alsoIn: z.array(z.string()).nullish(),
      again: nullish,
      againAt: z.iso.datetime().nullish(),
    }),
  }),
  async run(scene, { viewingId, values }) {
    const text = (values.again ?? '').trim();
    if (text && values.againAt) throw new Refusal('twoDates', {}, 'againAt');
    const recorded = await recordViewing(scene, {
      ...{ id: viewingId, outcome: values.outcome, partySize: values.party ?? null },
      decisionMaker: values.decider ? values.decider === 'yes' : null,
      ...{ liked: values.liked ?? null, objections: values.objections ?? null },
      keepObjections: values.alsoIn?.includes('file') ?? false,
      again: values.againAt ? { at: new Date(values.againAt) } : text ? { text } : null,
    });
    return told(scene, viewingRecorded(scene, recorded), recorded.customerId);
  },
});

/** 没来 Did not come: one tap on the question of the evening. */
const missed = doing({
  id: 'viewing.missed',
  can: 'viewing:plan',
  input: which,
  async run(scene, input) {
    const id = await idOf(scene, input);
    const recorded = await recordViewing(scene, {
      ...{ id, outcome: 'not', partySize: null, decisionMaker: null },
      ...{ liked: null, objections: null, keepObjections: false, again: null },
    });
    return told(scene, viewingRecorded(scene, recorded), recorded.customerId);
  },
});

const move = doing({
  id: 'viewing.move-to',
  can: 'viewing:plan',
  input: z.object({
    viewingId: z.uuid(),
    values: z.object({
      when: nullish,
      at: z.iso.datetime().nullish(),
      units: nullish,
      member: z.uuid().nullish(),
    }),
  }),
  async run(scene, { viewingId, values }) {
    const when = (values.when ?? '').trim();
    if (when && values.at) throw new Refusal('twoDates', {}, 'at');
    const changed = await moveViewing(scene, {
      id: viewingId,
      startsAt: values.at ? new Date(values.at) : when ? await startOf(scene, when) : null,
      memberId: values.member ?? null,
      unitCodes: readUnitField(values.units),
    });
    return told(scene, viewingChanged(scene, changed), changed.customerId);
  },
});

/** The one moment that was typed. */
async function startOf(scene: Scene, when: string): Promise<Date> {
  const { settings, now } = await readOwnSettings(scene);
  const { zone, locale } = scene.actor;
  const { starts } = readText(when, { now, zone, locale, settings });
  const [start] = starts;
  if (!start || starts.length > 1) throw new Refusal('whenAmbiguous', {}, 'when');
  return start;
}

const cancel = doing({
  id: 'viewing.cancel-with',
  can: 'viewing:plan',
  input: z.object({ viewingId: z.uuid(), values: z.object({ reason: z.enum(CANCEL_REASONS) }) }),
  async run(scene, { viewingId, values }) {
    const changed = await cancelViewing(scene, viewingId, values.reason);
    return told(scene, viewingChanged(scene, changed), changed.customerId);
  },
});

/** Says what was done in the place of the form. */
function told(scene: Scene, done: Done, customerId: string): Promise<Reply> {
  const { title, card } = scene.w.viewings;
  const open = button(card, 'customer.card', { customerId });
  return saysDone(
    scene,
    { ...done, buttons: [...(done.buttons ?? []), open] },
    { title, origin: null },
  );
}

export const viewingChangeDoings = [
  list,
  show,
  openRecord,
  openMove,
  openCancel,
  record,
  missed,
  move,
  cancel,
];
