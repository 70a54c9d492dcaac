import { z } from 'zod';
import { button } from '../bot/blocks.ts';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../bot/reply.ts';
import { cardModal } from '../bot/views/customer/card.ts';
import { compareModal, pickModal } from '../bot/views/merging/compare.ts';
import { confirmModal } from '../bot/views/merging/confirm.ts';
import { undoModal } from '../bot/views/merging/undo.ts';
import { sayNumber } from '../crm/customers/rules.ts';
import { type Choices, SIDES } from '../crm/merging/rules/choices.ts';
import { comparePair, findLost, findPair, readForMerge } from '../crm/merging/usecases/compare.ts';
import { mergeCustomers } from '../crm/merging/usecases/merge.ts';
import { readUndo } from '../crm/merging/usecases/preview.ts';
import { undoMerge } from '../crm/merging/usecases/undo.ts';
import { cardFor } from './customer/showing.ts';

const pair = z.object({ keepId: z.uuid(), loseId: z.uuid() });
const version = z.number().int().positive();
const choices = z.record(z.string().max(40), z.enum(SIDES).nullable());

/** 合并: two records side by side; with one known or none, a form that asks for the others. */
const open = doing({
  id: 'merging.open',
  can: 'customer:merge',
  input: z.object({
    keepId: z.uuid().optional(),
    loseId: z.uuid().optional(),
    /** How often the two were swapped. */
    revision: z.number().int().min(0).max(10_000).default(0),
    text: z.string().max(200).optional(),
  }),
  async run(scene, { keepId, loseId, revision, text }) {
    if (text?.trim()) return compare(scene, await findPair(scene, text), 0);
    if (keepId && loseId) return compare(scene, { keepId, loseId }, revision);
    if (!keepId) return opens(pickModal(scene));
    const keep = await readForMerge(scene, keepId);
    return opens(
      pickModal(scene, { value: keep.id, label: `${sayNumber(keep.number)} ${keep.name}` }),
    );
  },
});

/** In place where the comparison is open already. */
async function compare(
  scene: Scene,
  ids: { keepId: string; loseId: string },
  revision: number,
): Promise<Reply> {
  const view = compareModal(scene, await comparePair(scene, ids), revision);
  const isOurs = scene.place.view?.callbackId.startsWith('merging.');
  return isOurs ? replaces(view) : opens(view);
}

const picked = doing({
  id: 'merging.compare',
  can: 'customer:merge',
  input: z.object({ values: z.object({ keep: z.uuid(), lose: z.uuid() }) }),
  async run(scene, { values }) {
    return compare(scene, { keepId: values.keep, loseId: values.lose }, 0);
  },
});

/** The choices are made: what will happen, to be confirmed. */
const review = doing({
  id: 'merging.review',
  can: 'customer:merge',
  input: pair.extend({ keepVersion: version, loseVersion: version, values: choices }),
  async run(scene, { keepId, loseId, keepVersion, loseVersion, values }) {
    const data = await comparePair(scene, { keepId, loseId });
    const chosen = { keepVersion, loseVersion, choices: made(values) };
    return replaces(confirmModal(scene, data, chosen));
  },
});

/** Without what nobody chose. */
function made(values: z.infer<typeof choices>): Choices {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, side]) => (side ? [[key, side]] : [])),
  );
}

const merge = doing({
  id: 'merging.save',
  can: 'customer:merge',
  input: pair.extend({ keepVersion: version, loseVersion: version, choices }),
  async run(scene, wish) {
    const { merging: words } = scene.w;
    const done = await mergeCustomers(scene, { ...wish, choices: made(wish.choices) });
    const two = { number: sayNumber(done.number), former: sayNumber(done.former) };
    const undo = button(words.undoButton, 'merging.undo-ask', { loseId: done.formerId });
    const isApart = done.apart > 0;
    const gather = button(words.gather, 'household.gather', { id: done.id });
    const card = await cardFor(scene, done.id, {
      text: isApart ? `${words.done(two)}\n${words.apart({ n: done.apart })}` : words.done(two),
      buttons: isApart ? [gather, undo] : [undo],
    });
    return goesBack(cardModal(scene, card));
  },
});

/** 撤销合并: what undoing would do. */
const askUndo = doing({
  id: 'merging.undo-ask',
  can: 'customer:merge',
  input: z.object({ loseId: z.uuid().optional(), text: z.string().max(200).optional() }),
  async run(scene, { loseId, text }) {
    const id = loseId ?? (await findLost(scene, text ?? ''));
    return opens(undoModal(scene, await readUndo(scene, id)));
  },
});

const undo = doing({
  id: 'merging.undo',
  can: 'customer:merge',
  input: z.object({ loseId: z.uuid() }),
  async run(scene, { loseId }) {
    const words = scene.w.merging.undo;
    const done = await undoMerge(scene, loseId);
    const former = sayNumber(done.former);
    const buttons = [button(words.open({ former }), 'customer.card', { id: done.formerId })];
    const text = words.done({ number: sayNumber(done.number), former });
    return goesBack(cardModal(scene, await cardFor(scene, done.id, { text, buttons })));
  },
});

/** Two records of one person become one, and two again. */
export const merging: Feature = { doings: [open, picked, review, merge, askUndo, undo] };
