import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { historyModal } from '../../bot/views/customer/history.ts';
import { invalidModal, revealModal, shareModal } from '../../bot/views/customer/small.ts';
import { type Done, doneBlocks, doneText } from '../../bot/views/done.ts';
import { INVALID_REASONS } from '../../crm/customers/fields.ts';
import {
  readFile,
  readHistory,
  revealCustomer,
  shareChannel,
  shareCustomer,
} from '../../crm/customers/usecases/index.ts';
import {
  confirmCustomer,
  invalidateCustomer,
  restoreCustomer,
} from '../../crm/validity/usecases.ts';
import { cardFor, showingFor } from './showing.ts';
import { typedLine } from './typed-line.ts';
import { readWho } from './who.ts';

/** A button of ours says `id`, a nudge's says `customerId`. */
const which = z
  .object({ id: z.uuid().optional(), customerId: z.uuid().optional() })
  .transform(({ id, customerId }, context) => {
    const found = id ?? customerId;
    if (!found) context.addIssue({ code: 'custom', message: 'id' });
    return { id: found ?? '' };
  });

const card = doing({
  id: 'customer.card',
  can: 'customer:see',
  input: which,
  async run(scene, { id }) {
    const view = cardModal(scene, await cardFor(scene, id));
    // A notice that led here has done its duty.
    return scene.place.view?.callbackId === 'common.notice' ? replaces(view) : opens(view);
  },
});

const reveal = doing({
  id: 'customer.reveal',
  can: 'customer:reveal',
  input: which,
  async run(scene, { id }) {
    const { file } = await revealCustomer(scene, id);
    return opens(revealModal(scene, file));
  },
});

const history = doing({
  id: 'customer.history',
  can: 'customer:see',
  input: z.object({ id: z.uuid(), page: z.number().int().min(0).max(10_000).default(0) }),
  async run(scene, { id, page }) {
    const { settings, ...found } = await readHistory(scene, id, page);
    const view = historyModal(scene, { ...found, page, showing: showingFor(scene, settings) });
    return scene.place.view?.callbackId === 'customer.history-page' ? replaces(view) : opens(view);
  },
});

/** 历史 `C-1042`. */
const typedHistory = doing({
  id: 'customer.history-typed',
  can: 'customer:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    return scene.ask('customer.history', { id: (await readWho(scene, text)).id });
  },
});

/** 还对吗 Still right: one tap on the card or on the nudge. */
const confirm = doing({
  id: 'customer.confirm',
  can: 'customer:update',
  input: which,
  async run(scene, { id }) {
    const { undoId } = await confirmCustomer(scene, id);
    return showDone(scene, id, { text: `✅ ${scene.w.customers.card.confirmed}`, undoId });
  },
});

/** The card with what was done on top; where no modal is open, a private line. */
async function showDone(scene: Scene, id: string, done: Done): Promise<Reply> {
  if (!scene.place.view) return says(doneText(done), doneBlocks(scene, done));
  return replaces(cardModal(scene, await cardFor(scene, id, done)));
}

const askInvalid = doing({
  id: 'customer.invalid',
  can: 'customer:invalidate',
  input: which,
  async run(scene, { id }) {
    const { file } = await readFile(scene, id, 'customer:invalidate');
    return opens(invalidModal(scene, file));
  },
});

const invalidate = doing({
  id: 'customer.invalidate',
  can: 'customer:invalidate',
  input: z.object({ id: z.uuid(), values: z.object({ reason: z.enum(INVALID_REASONS) }) }),
  async run(scene, { id, values }) {
    const { undoId } = await invalidateCustomer(scene, id, values.reason);
    const done = { text: scene.w.customers.saved.invalid, undoId };
    return goesBack(cardModal(scene, await cardFor(scene, id, done)));
  },
});

const restore = doing({
  id: 'customer.restore',
  can: 'customer:invalidate',
  input: which,
  async run(scene, { id }) {
    const { undoId } = await restoreCustomer(scene, id);
    return showDone(scene, id, { text: scene.w.customers.saved.restored, undoId });
  },
});

const askShare = doing({
  id: 'customer.share',
  can: 'customer:share',
  input: which,
  async run(scene, { id }) {
    const { file, channelId } = await shareChannel(scene, id);
    return opens(shareModal(scene, file, channelId));
  },
});

const share = doing({
  id: 'customer.share-to',
  can: 'customer:share',
  input: z.object({
    id: z.uuid(),
    values: z.object({ channel: z.string().regex(/^[CG][A-Z0-9_]+$/) }),
  }),
  async run(scene, { id, values }) {
    await shareCustomer(scene, id, values.channel);
    const done = { text: scene.w.customers.saved.shared({ channel: `<#${values.channel}>` }) };
    return goesBack(cardModal(scene, await cardFor(scene, id, done)));
  },
});

export const cardDoings = [
  card,
  reveal,
  history,
  typedHistory,
  confirm,
  askInvalid,
  invalidate,
  restore,
  askShare,
  share,
];
