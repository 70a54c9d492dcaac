import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens, replaces, says } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import {
  historyModal,
  invalidModal,
  revealModal,
  shareModal,
} from '../../bot/views/customer/small.ts';
import { INVALID_REASONS } from '../../crm/customers/fields.ts';
import { readHistory } from '../../crm/customers/history.ts';
import { shareCustomer } from '../../crm/customers/share.ts';
import {
  confirmCustomer,
  invalidateCustomer,
  readFile,
  restoreCustomer,
  revealCustomer,
} from '../../crm/customers/usecases.ts';
import { cardFor, showingFor } from './showing.ts';

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
    return opens(cardModal(scene, await cardFor(scene, id)));
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

/** 还对吗 Still right: one tap on the card. */
const confirm = doing({
  id: 'customer.confirm',
  can: 'customer:update',
  input: which,
  async run(scene, { id }) {
    await confirmCustomer(scene, id);
    const { confirmed } = scene.w.customers.card;
    if (!scene.place.view) return says(`✅ ${confirmed}`);
    return replaces(cardModal(scene, await cardFor(scene, id, `✅ ${confirmed}`)));
  },
});

const askInvalid = doing({
  id: 'customer.invalid',
  can: 'customer:invalidate',
  input: which,
  async run(scene, { id }) {
    const { file } = await readFile(scene, id);
    return opens(invalidModal(scene, file));
  },
});

const invalidate = doing({
  id: 'customer.invalidate',
  can: 'customer:invalidate',
  input: z.object({ id: z.uuid(), values: z.object({ reason: z.enum(INVALID_REASONS) }) }),
  async run(scene, { id, values }) {
    await invalidateCustomer(scene, id, values.reason);
    return goesBack(cardModal(scene, await cardFor(scene, id, scene.w.customers.saved.invalid)));
  },
});

const restore = doing({
  id: 'customer.restore',
  can: 'customer:invalidate',
  input: which,
  async run(scene, { id }) {
    await restoreCustomer(scene, id);
    return replaces(cardModal(scene, await cardFor(scene, id, scene.w.customers.saved.restored)));
  },
});

const askShare = doing({
  id: 'customer.share',
  can: 'customer:share',
  input: which,
  async run(scene, { id }) {
    const { file } = await readFile(scene, id);
    const team = await scene.db.team.findUnique({
      where: { id: file.teamId },
      select: { channelId: true },
    });
    return opens(shareModal(scene, file, team?.channelId ?? null));
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
    const done = scene.w.customers.saved.shared({ channel: `<#${values.channel}>` });
    return goesBack(cardModal(scene, await cardFor(scene, id, done)));
  },
});

export const cardDoings = [
  card,
  reveal,
  history,
  confirm,
  askInvalid,
  invalidate,
  restore,
  askShare,
  share,
];
