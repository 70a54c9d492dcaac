import { z } from 'zod';
import { button, esc } from '../bot/blocks.ts';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../bot/reply.ts';
import { callName } from '../bot/views/assignment.ts';
import { cardModal } from '../bot/views/customer/card.ts';
import { type Done, doneBlocks, doneText } from '../bot/views/done.ts';
import { answerBlocks, answerText, checkModal } from '../bot/views/ownership/check.ts';
import { holdModal } from '../bot/views/ownership/hold.ts';
import { ownerModal } from '../bot/views/ownership/owner.ts';
import { poolModal } from '../bot/views/ownership/pool.ts';
import { protectionLine } from '../bot/views/ownership/protection.ts';
import { keepDraft } from '../crm/drafts/usecases.ts';
import { type Checked, checkIdentity } from '../crm/ownership/usecases/check.ts';
import { endHold, holdCustomer, readForHold } from '../crm/ownership/usecases/hold.ts';
import { answerOwner, readOwner } from '../crm/ownership/usecases/owner.ts';
import { claimCustomer, readPool } from '../crm/ownership/usecases/pool.ts';
import { CHECKED, typedAs } from './customer/checked.ts';
import { cardFor } from './customer/showing.ts';
import { typedOwnership } from './ownership-typed.ts';

/** Checks; who is free can be registered without typing it again, so that it is kept for a while. */
async function checkFor(scene: Scene, text: string): Promise<Checked> {
  const checked = await checkIdentity(scene, text);
  if (checked.answers.length === 0) await keepDraft(scene, CHECKED, typedAs(checked.asked));
  return checked;
}

/** 查重: without text a form, with text the answer at once. */
const check = doing({
  id: 'ownership.check',
  can: 'customer:check',
  input: z.object({ text: z.string().max(4000).optional() }),
  async run(scene, { text }) {
    if (!text?.trim()) return opens(checkModal(scene));
    const checked = await checkFor(scene, text);
    return says(answerText(scene, checked), answerBlocks(scene, checked, 'line'));
  },
});

const checkIt = doing({
  id: 'ownership.check-it',
  can: 'customer:check',
  input: z.object({
    revision: z.number().int().min(0).max(100_000).default(0),
    values: z.object({ identity: z.string().max(120) }),
  }),
  async run(scene, { revision, values }) {
    const checked = await checkFor(scene, values.identity);
    return replaces(checkModal(scene, { checked, revision: revision + 1 }));
  },
});

const pool = doing({
  id: 'pool.open',
  can: 'pool:see',
  input: z.object({}),
  async run(scene) {
    return opens(poolModal(scene, await readPool(scene, 0)));
  },
});

const poolPage = doing({
  id: 'pool.page',
  can: 'pool:see',
  input: z.object({ page: z.number().int().min(0).max(10_000) }),
  async run(scene, { page }) {
    return replaces(poolModal(scene, await readPool(scene, page)));
  },
});

/** 领取 Claim: in the channel a private line, in a modal the card. */
const claim = doing({
  id: 'pool.claim',
  can: 'pool:claim',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }): Promise<Reply> {
    await claimCustomer(scene, id);
    const card = await cardFor(scene, id);
    const { pool: words } = scene.w.ownership;
    const text = words.claimed({ customer: esc(callName(card.file, scene.actor.locale)) });
    if (scene.place.view) return replaces(cardModal(scene, { ...card, done: { text } }));
    const protection = protectionLine(scene, card.file, {
      settings: card.showing.settings,
      now: card.now,
    });
    const line: Done = {
      text,
      notes: protection ? [protection] : [],
      buttons: [
        button(words.open, 'customer.card', { id }),
        button(scene.w.customers.card.planFollowUp, 'followup.plan', { id }),
      ],
    };
    return says(doneText(line), doneBlocks(scene, line));
  },
});

const openHold = doing({
  id: 'hold.open',
  can: 'protection:hold',
  input: z.object({ id: z.uuid(), reason: z.string().max(4000).optional() }),
  async run(scene, { id, reason }) {
    const { file, hold } = await readForHold(scene, id);
    return opens(holdModal(scene, file, { hold, reason }));
  },
});

const saveHold = doing({
  id: 'hold.save',
  can: 'protection:hold',
  input: z.object({
    id: z.uuid(),
    values: z.object({ reason: z.string().nullish(), until: z.iso.datetime().nullish() }),
  }),
  async run(scene, { id, values }) {
    const until = values.until ? new Date(values.until) : null;
    await holdCustomer(scene, { id, reason: values.reason ?? null, until });
    const done = { text: scene.w.ownership.hold.held };
    return goesBack(cardModal(scene, await cardFor(scene, id, done)));
  },
});

const stopHold = doing({
  id: 'hold.end',
  can: 'protection:hold',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    await endHold(scene, id);
    const done = { text: scene.w.ownership.hold.ended };
    return replaces(cardModal(scene, await cardFor(scene, id, done)));
  },
});

/** 归属 `C-1042 on 3 May`: as of that day, with its evidence. */
const ownerAsOf = doing({
  id: 'owner.ask',
  can: 'owner:see',
  input: z.object({ text: z.string().max(200) }),
  async run(scene, { text }) {
    return opens(ownerModal(scene, await answerOwner(scene, text)));
  },
});

const ownerNow = doing({
  id: 'owner.open',
  can: 'owner:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    return opens(ownerModal(scene, await readOwner(scene, id)));
  },
});

/** Whose a customer is: asked blindly, protected, in the pool, held, and whose it was. */
export const ownership: Feature = {
  doings: [
    check,
    checkIt,
    pool,
    poolPage,
    claim,
    openHold,
    saveHold,
    stopHold,
    ownerAsOf,
    ownerNow,
    ...typedOwnership,
  ],
};
