import { type FieldKey, fieldOf } from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import {
  CONTACT_KINDS,
  type ContactKind,
  isVisit,
  MAX_SAID,
  type Result,
  resultsOf,
} from '../../crm/interactions/rules.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import { formatEcho } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/words.ts';
import { truncate } from '../../lib/slack-text.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { instantPicker, type Option, searchSelect, select, textInput } from '../form.ts';
import type { FormValues } from '../form-values.ts';
import { fieldInput } from './customer/inputs.ts';
import { draftOffer } from './draft.ts';
import { labelOf } from './show.ts';

/** Longest words for a date. */
const MAX_WHEN = 200;

/** What travels with the form of a contact; all of it comes back as the client's word. */
export interface ContactMemo {
  customerId?: string;
  followUpId?: string;
  /** The proposed words for the next date: left as they are, they mean "as usual". */
  proposed?: string;
  /** The missing field that is asked for. */
  asked?: FieldKey;
  /** The short form of "Reached" does not ask how and what came of it. */
  kind?: ContactKind;
  result?: Result;
  /** The few customers to choose from. */
  several?: Option[];
  /** Where to go back to: the modal it was opened from. */
  origin?: Record<string, unknown> | null;
  /** Counted up when initial values are replaced. */
  revision?: number;
  /** It was left and continued: every initial value is a replaced one. */
  resumed?: boolean;
}

/** Whom the contact is with: known, to be chosen of a few, or to be searched for. */
export type Who =
  | { known: { number: number; name: string } }
  | { several: Option[] }
  | { search: true };

export interface ContactForm {
  who: Who;
  now: Date;
  kind: ContactKind;
  result: Result;
  said: string | null;
  happenedAt?: Date | null;
  /** The words in the field of the next date. */
  next: string | null;
  /** The proposed date, said in full. */
  nextEcho: string | null;
  settings: Settings;
  notice?: string;
  /** When an unfinished form of the same customer was left that could be continued. */
  draftAt?: Date;
  /** What a continued form held in the inputs that have no value of their own. */
  typed?: FormValues;
  memo: ContactMemo;
}

/** The form of a contact: how, what came of it, when, what was said, what is next, and one missing field. */
export function contactModal(scene: Scene, form: ContactForm): ModalView {
  const { w } = scene;
  const { contact } = w.work;
  return modal({
    id: 'contact.save',
    title: contact.title,
    submit: contact.submit,
    close: w.common.cancel,
    notifyOnClose: true,
    memo: { ...form.memo },
    blocks: [
      ...offers(scene, form),
      ...(form.notice ? [section(form.notice)] : []),
      ...whoBlocks(scene, form.who),
      select({
        key: 'kind',
        label: contact.kind,
        options: CONTACT_KINDS.map((value) => ({ value, label: w.fields.contactKind[value] })),
        initial: form.kind,
        asks: 'contact.reform',
        ...replaced(form),
      }),
      select({
        key: 'result',
        label: contact.result,
        hint: contact.resultHint,
        options: resultsOf(form.kind).map((value) => ({
          value,
          label: resultLabel(w, form.kind, value),
        })),
        initial: form.result,
        ...(form.memo.revision && { revision: form.memo.revision }),
      }),
      instantPicker({
        key: 'happenedAt',
        label: contact.happenedAt,
        hint: contact.happenedHint,
        initial: form.happenedAt ?? form.now,
        ...replaced(form),
      }),
      ...(isVisit(form.kind) ? [partyInput(scene, form)] : []),
      ...saidAndNext(scene, form),
    ],
  });
}

/** 打通了 Reached: one field, the next date pre-filled by cadence, and at most one missing field. */
export function reachedModal(scene: Scene, form: ContactForm): ModalView {
  const { w } = scene;
  const { contact } = w.work;
  const who = 'known' in form.who ? sayWho(form.who.known) : '';
  return modal({
    id: 'contact.save',
    title: contact.reachedTitle,
    submit: contact.submit,
    close: w.common.cancel,
    notifyOnClose: true,
    memo: { ...form.memo, kind: form.kind, result: form.result },
    blocks: [
      ...offers(scene, form),
      section(contact.reachedIntro({ who })),
      ...saidAndNext(scene, form),
    ],
  });
}

/** A continued form replaces initial values; they keep their new names from then on. */
const replaced = ({ memo }: ContactForm): { revision?: number } =>
  memo.resumed ? { revision: 1 } : {};

function offers(scene: Scene, { draftAt, memo }: ContactForm): AnyBlock[] {
  if (!draftAt) return [];
  const { customerId } = memo;
  return [draftOffer(scene, draftAt, 'contact.resume', customerId ? { customerId } : {})];
}

function partyInput(scene: Scene, form: ContactForm): AnyBlock {
  const initial = form.typed?.party;
  return textInput({
    key: 'party',
    label: scene.w.work.contact.party,
    optional: true,
    maxLength: 10,
    ...(typeof initial === 'string' && { initial }),
    ...replaced(form),
  });
}

function whoBlocks(scene: Scene, who: Who): AnyBlock[] {
  const { contact } = scene.w.work;
  const common = { key: 'customer', label: contact.customer };
  if ('known' in who) return [section(`*${sayWho(who.known)}*`)];
  if ('several' in who) return [select({ ...common, options: who.several })];
  return [searchSelect({ ...common, hint: contact.customerHint, source: 'customers' })];
}

function saidAndNext(scene: Scene, form: ContactForm): AnyBlock[] {
  const { w } = scene;
  const { contact } = w.work;
  const { asked } = form.memo;
  return [
    textInput({
      key: 'said',
      label: contact.said,
      hint: contact.saidHint,
      multiline: true,
      optional: true,
      maxLength: MAX_SAID,
      ...(form.said && { initial: truncate(form.said, MAX_SAID) }),
      ...replaced(form),
    }),
    textInput({
      key: 'when',
      label: contact.next,
      hint: nextHint(scene, form),
      optional: true,
      maxLength: MAX_WHEN,
      ...(form.next && { initial: truncate(form.next, MAX_WHEN) }),
      ...replaced(form),
    }),
    ...(asked
      ? [
          context(contact.ask({ field: labelOf(w, asked) })),
          fieldInput(
            fieldOf(asked),
            { w, locale: scene.actor.locale, settings: form.settings },
            { ...(form.typed && { typed: form.typed }), ...replaced(form) },
          ),
        ]
      : []),
  ];
}

function nextHint(scene: Scene, { who, nextEcho }: ContactForm): string {
  const { w } = scene;
  if (!('known' in who)) return w.customers.form.cadenceHint;
  return nextEcho ? w.work.contact.nextProposed({ when: nextEcho }) : w.work.contact.nextHint;
}

/** A result's words; of a message, "effective" means that it was answered. */
export function resultLabel(w: Messages, kind: string, result: string): string {
  const { contact } = w.work;
  if (result === 'effective' && (kind === 'wechat' || kind === 'email')) return contact.answered;
  return contact.results[result as Result];
}

/** The echo of a due time: full date, weekday, time and zone. */
export function sayDue(scene: Scene, due: { dueAt: Date; grain: string }): string {
  return formatEcho(due.dueAt, scene.actor.locale, scene.actor.zone, due.grain);
}

/** `C-1042 王晓芳`: for screens that only the person sees; escaped for mrkdwn. */
export function sayWho(customer: { number: number; name: string }): string {
  return `${sayNumber(customer.number)} ${esc(customer.name)}`;
}
