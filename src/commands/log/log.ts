import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { contactModal } from '../../bot/views/contact.ts';
import { contactDone } from '../../bot/views/contact-done.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { dropDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { findPlanTrouble } from '../../crm/followups/schema.ts';
import { CONTACT_KINDS, RESULTS, resultsOf } from '../../crm/interactions/rules.ts';
import { readContactText, type TypedContact } from '../../crm/interactions/schema.ts';
import {
  type ContactWish,
  findAddressees,
  logContact,
  readTyped,
} from '../../crm/interactions/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { unwrap } from '../../lib/slack-text.ts';
import { type Origin, originOf, saysDone } from '../followup/back.ts';
import { logOffer } from '../talk/log.ts';
import { propose } from '../talk/proposal.ts';
import { type FormInput, formInput, lineOf, refilled } from './form.ts';
import { draftKey, type Given, knownForm, notFound, openForm } from './start.ts';

/** Slack's own limit of a command's text is far below this. */
const text = z.string().max(20_000);
const asInput = z.looseObject({
  id: z.uuid().optional(),
  customerId: z.uuid().optional(),
  followUpId: z.uuid().optional(),
  text: text.optional(),
});

/** The form of a contact, from the card, My day or the command; a whole line of text is saved at once. */
const start = doing({
  id: 'contact.log',
  can: 'contact:log',
  input: asInput,
  async run(scene, input) {
    const from = originOf(scene, input);
    const customerId = input.customerId ?? input.id;
    if (customerId) {
      const who = { customerId, followUpId: input.followUpId ?? null };
      return opens(contactModal(scene, await knownForm(scene, who, blank(from))));
    }
    if (input.text?.trim()) return logText(scene, input.text);
    return opens(contactModal(scene, await openForm(scene, [], blank(from))));
  },
});

const blank = (from: Origin): Given => ({
  kind: null,
  result: null,
  said: null,
  next: null,
  origin: from ?? null,
});

/** `/log C-1042 phone talked about price`: saved when nothing is in doubt, else the form with everything typed in it. */
async function logText(scene: Scene, line: string): Promise<Reply> {
  const { contact } = scene.w.work;
  const { found, rest } = await findAddressees(scene, line);
  const [only] = found;
  if (!only || found.length > 1) {
    const account = readContactText(rest);
    const notice = found.length > 1 ? contact.several : notFound(scene);
    return opens(
      contactModal(scene, await openForm(scene, found, { ...givenBy(account), notice })),
    );
  }
  const { account, happenedAt, isClear } = await readTyped(scene, only.id, rest);
  if (!isClear) {
    const card = await askNext(scene, only, rest, account);
    if (card) return card;
    const given = { ...givenBy(account), happenedAt, ...(rest && { notice: contact.incomplete }) };
    const who = { customerId: only.id, followUpId: null };
    return opens(contactModal(scene, await knownForm(scene, who, given)));
  }
  const logged = await logContact(scene, {
    customerId: only.id,
    followUpId: null,
    kind: account.kind!,
    result: account.result!,
    happenedAt,
    said: account.said,
    partySize: null,
    next: account.next ? { text: account.next } : 'usual',
    missing: null,
  });
  return saysDone(scene, contactDone(scene, logged), { title: contact.title, origin: null });
}

/** All is clear but when to meet again: each reading, or only the contact, is a button. */
async function askNext(
  scene: Scene,
  customer: CustomerLine,
  rest: string,
  account: TypedContact,
): Promise<Reply | null> {
  if (!account.kind || !account.result || !account.next) return null;
  const { settings, now } = await readOwnSettings(scene);
  const { zone, locale } = scene.actor;
  if (findPlanTrouble(account.next, { now, zone, locale, settings })) return null;
  const offer = await logOffer({ scene, settings, now, isShared: false }, customer, rest);
  return propose(scene, offer, [...offer.choices, offer.change]);
}

const givenBy = (account: TypedContact): Given => ({
  kind: account.kind,
  result: account.result,
  said: account.said || null,
  next: account.next,
  origin: null,
});

/** 记入客户 Add to file: a message's text becomes what was said; the customer is chosen in the form. */
const fromMessage = doing({
  id: 'contact.from-message',
  can: 'contact:log',
  input: z.object({ text: text.default('') }),
  async run(scene, input) {
    const message = unwrap(input.text).trim();
    const account = readContactText(message);
    const given: Given = { ...givenBy(account), said: message.slice(0, 2_000) || null };
    return opens(contactModal(scene, await openForm(scene, [], given)));
  },
});

const save = doing({
  id: 'contact.save',
  can: 'contact:log',
  input: formInput,
  async run(scene, input) {
    const logged = await saveContact(scene, input);
    const { title } = scene.w.work.contact;
    return saysDone(scene, contactDone(scene, logged), { title, origin: input.origin });
  },
});

/** Logs it; a refused form stays open as typed, and its draft is kept. */
async function saveContact(scene: Scene, input: FormInput) {
  try {
    const logged = await logContact(scene, wishOf(scene, input));
    await dropDraft(scene, draftKey(input));
    return logged;
  } catch (error) {
    if (lineOf(input.values.said)?.trim()) await keepDraft(scene, draftKey(input), input);
    throw error;
  }
}

function wishOf(scene: Scene, input: FormInput): ContactWish {
  const { values, asked } = input;
  const customerId = input.customerId ?? lineOf(values.customer);
  if (!customerId) throw new Refusal('customerMissing', {}, 'customer');
  const kind = input.kind ?? oneOf(CONTACT_KINDS, values.kind, 'kind');
  const result = input.result ?? oneOf(RESULTS, values.result, 'result');
  return {
    customerId,
    followUpId: input.followUpId ?? null,
    kind,
    result,
    happenedAt: momentOf(values.happenedAt),
    said: lineOf(values.said),
    partySize: lineOf(values.party),
    next: nextOf(scene, input),
    missing:
      asked && values[asked] !== undefined ? { key: asked, typed: values[asked] ?? null } : null,
  };
}

/** One of our words, or the refusal under its field. */
function oneOf<T extends string>(known: readonly T[], value: unknown, field: string): T {
  const found = known.find((one) => one === value);
  if (!found) throw new Refusal('badInput', {}, field);
  return found;
}

function momentOf(value: string | string[] | null | undefined): Date | null {
  if (!value) return null;
  const parsed = z.iso.datetime().safeParse(value);
  if (!parsed.success) throw new Refusal('badInput', {}, 'happenedAt');
  return new Date(parsed.data);
}

/** The proposed words left as they are mean "as usual"; emptied ones mean none. */
function nextOf(scene: Scene, { values, proposed }: FormInput): ContactWish['next'] {
  const words = (lineOf(values.when) ?? '').trim();
  if (words === (proposed ?? '')) return 'usual';
  if (words === '' || words === scene.w.customers.form.noneWord) return 'none';
  return { text: words };
}

/** Another kind was picked: the results that fit it, and the party where it is a visit. What was typed stays. */
const reform = doing({
  id: 'contact.reform',
  can: 'contact:log',
  input: formInput.extend({ picked: z.enum(CONTACT_KINDS) }),
  async run(scene, input) {
    const { picked: kind } = input;
    const result = resultsOf(kind)[0]!;
    return replaces(
      await refilled(scene, input, { kind, result, resumed: input.resumed ?? false }),
    );
  },
});

export const logDoings = [start, fromMessage, save, reform];
