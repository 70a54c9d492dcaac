import { z } from 'zod';
import { doing, type Feature } from '../bot/doing.ts';
import { goesBack, opens, replaces } from '../bot/reply.ts';
import { contactDone } from '../bot/views/contact-done.ts';
import { textForm, textsModal } from '../bot/views/texts/editor.ts';
import { firstKey, messageModal } from '../bot/views/texts/message.ts';
import { logContact } from '../crm/interactions/usecases/index.ts';
import { readText, TEXT_KEYS, type TextKey } from '../crm/texts/rules.ts';
import { readForCustomer, readTeamText, readTeamTexts, saveText } from '../crm/texts/usecases.ts';
import { words } from '../i18n/words.ts';
import type { Locale } from '../lib/locale.ts';
import { saysDone } from './followup/back.ts';

const key = z.enum(TEXT_KEYS);

/** 给客户的话: from a card, a follow-up, or wherever a text fits, named by its key; a menu calls it `item`. */
const open = doing({
  id: 'texts.open',
  can: 'contact:log',
  input: z.looseObject({
    id: z.uuid().optional(),
    customerId: z.uuid().optional(),
    key: key.optional(),
    item: key.optional().catch(undefined),
  }),
  async run(scene, input) {
    const id = input.customerId ?? input.id ?? '';
    const data = await readForCustomer(scene, z.uuid().parse(id));
    const view = messageModal(scene, data, input.item ?? input.key ?? firstKey(data));
    return scene.place.view?.callbackId === 'texts.message' ? replaces(view) : opens(view);
  },
});

/** 已发 Sent: logged as an attempt in one tap; until the customer answers it is no contact. */
const sent = doing({
  id: 'texts.sent',
  can: 'contact:log',
  input: z.object({ id: z.uuid(), key }),
  async run(scene, { id, key: which }) {
    const { file, followUpId } = await readForCustomer(scene, id);
    const { wechat, email } = file.values;
    const logged = await logContact(scene, {
      ...{ customerId: id, followUpId, happenedAt: null, partySize: null, missing: null },
      kind: !wechat && email ? 'email' : 'wechat',
      result: 'sent',
      said: words(scene.actor.locale).texts.names[which],
      next: 'usual',
      once: true,
    });
    const { title } = scene.w.texts;
    return saysDone(scene, contactDone(scene, logged), { title, origin: null });
  },
});

const list = doing({
  id: 'texts.list',
  can: 'text:edit',
  input: z.object({ teamId: z.uuid().nullish() }),
  async run(scene, { teamId }) {
    return replaces(textsModal(scene, await readTeamTexts(scene, teamId ?? null)));
  },
});

const edit = doing({
  id: 'texts.edit',
  can: 'text:edit',
  input: z.object({ teamId: z.uuid(), key }),
  async run(scene, { teamId, key: which }) {
    return opens(textForm(scene, await readTeamText(scene, teamId, which), which));
  },
});

/** What was left as the default says it is no version of its own. */
const ownWords = (typed: string | null | undefined, which: TextKey, locale: Locale) =>
  readText(typed, locale) === words(locale).texts.defaults[which] ? null : (typed ?? null);

const save = doing({
  id: 'texts.save',
  can: 'text:edit',
  input: z.object({
    teamId: z.uuid(),
    key,
    values: z.object({ zh: z.string().nullish(), en: z.string().nullish() }),
  }),
  async run(scene, { teamId, key: which, values }) {
    const zh = ownWords(values.zh, which, 'zh');
    const en = ownWords(values.en, which, 'en');
    await saveText(scene, { teamId, key: which, zh, en });
    const said = scene.w.texts.saved({ name: scene.w.texts.names[which] });
    return goesBack(textsModal(scene, await readTeamTexts(scene, teamId), said));
  },
});

export const texts: Feature = { doings: [open, sent, list, edit, save] };
