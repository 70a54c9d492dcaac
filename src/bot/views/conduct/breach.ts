import { BREACH_KINDS, type BreachKind } from '../../../crm/conduct/rules.ts';
import type { BreachLine, BreachView } from '../../../crm/conduct/usecases/breaches.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerRecord } from '../../../crm/customers/store.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { radio, searchSelect, select, textInput } from '../../form.ts';
import { callName } from '../assignment.ts';

/** The register of breaches, as far as the person may read it. */
export function breachesModal(
  scene: Scene,
  data: { lines: BreachLine[]; mayRecord: boolean; now: Date },
): ModalView {
  const { w, actor } = scene;
  const words = w.conduct.breach;
  const lineOf = ({ id, number, name, kind, customerNumber, recordedAt }: BreachLine) =>
    section(
      words.line({
        n: number,
        who: esc(name),
        kind: [words.kinds[kind], customerNumber && sayNumber(customerNumber)]
          .filter(Boolean)
          .join(' · '),
        when: formatDateTime(recordedAt, actor.locale, actor.zone, data.now),
      }),
      { accessory: button(words.open, 'breach.show', { breachId: id }, { nth: id }) },
    );
  return modal({
    id: 'breach.listed',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(data.lines.length > 0 ? data.lines.map(lineOf) : [section(words.none)]),
      ...(data.mayRecord
        ? [actions(button(words.record, 'breach.new', {}, { style: 'primary' }))]
        : []),
    ],
  });
}

/** What of a breach is known before the form opens: from a question, a case, or a typed line. */
export interface BreachForm {
  people: { id: string; name: string }[];
  memberId?: string | undefined;
  kind?: BreachKind | undefined;
  customer?: Pick<CustomerRecord, 'id' | 'number' | 'name' | 'gender'> | undefined;
  what?: string | undefined;
  signalId?: string | undefined;
}

/** Records a breach; what is known already is filled in. */
export function newBreachModal(scene: Scene, data: BreachForm): ModalView {
  const { w, actor } = scene;
  const words = w.conduct.breach;
  const { people, memberId, signalId, kind, customer, what } = data;
  const input = (
    key: 'what' | 'decision' | 'consequence',
    more: { hint?: string; initial?: string } = {},
  ) => textInput({ key, label: words[key], multiline: true, maxLength: 1000, ...more });
  return modal({
    id: 'breach.save',
    title: words.record,
    submit: words.submit,
    close: w.common.cancel,
    memo: { ...(signalId && { signalId }) },
    blocks: [
      select({
        key: 'member',
        label: words.member,
        initial: memberId ?? null,
        options: people.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
      }),
      radio({
        key: 'kind',
        label: words.kind,
        initial: kind ?? null,
        options: BREACH_KINDS.map((value) => ({ value, label: words.kinds[value] })),
      }),
      searchSelect({
        key: 'customer',
        label: words.customer,
        hint: words.customerHint,
        optional: true,
        source: 'customers',
        ...(customer && {
          initial: { value: customer.id, label: callName(customer, actor.locale) },
        }),
      }),
      input('what', { hint: words.whatHint, ...(what && { initial: what }) }),
      input('decision'),
      input('consequence'),
      context(words.told),
    ],
  });
}

/** A breach with decision, consequence and what was said about it. */
export function breachModal(scene: Scene, view: BreachView, said?: string): ModalView {
  const { w, actor } = scene;
  const words = w.conduct.breach;
  const { row, text, replies } = view;
  const when = (at: Date) => formatDateTime(at, actor.locale, actor.zone);
  const part = (label: string, value: string) => section(`*${label}*\n${esc(value)}`);
  const kind = words.kinds[row.kind as keyof typeof words.kinds];
  return modal({
    id: 'breach.shown',
    title: words.number({ n: row.number }),
    close: w.common.close,
    memo: { breachId: row.id },
    blocks: [
      ...(said ? [section(said)] : []),
      section(`*${esc(view.name)}* · ${kind}`),
      ...customerBlocks(scene, view),
      part(words.what, text.what),
      part(words.decision, text.decision),
      part(words.consequence, text.consequence),
      context(words.by({ when: when(row.recordedAt), who: esc(view.byName) })),
      ...replies.map((one) =>
        section(`*${words.reply}* · ${esc(one.name)} · ${when(one.at)}\n${esc(one.text)}`),
      ),
      actions(button(words.reply, 'breach.reply', { breachId: row.id })),
    ],
  });
}

/** Whom it was about: by number to everybody concerned, opened by who may. */
function customerBlocks({ w, actor }: Scene, { customer }: BreachView): AnyBlock[] {
  if (!customer) return [];
  const { number, record } = customer;
  const value = record ? esc(callName(record, actor.locale)) : sayNumber(number);
  const open = record && button(w.customers.menu.open, 'customer.card', { id: record.id });
  return [
    section(
      w.common.pair({ label: w.conduct.breach.customer, value }),
      open ? { accessory: open } : {},
    ),
  ];
}

/** Says something about a breach. */
export function replyModal(scene: Scene, breachId: string): ModalView {
  const { w } = scene;
  const words = w.conduct.breach;
  return modal({
    id: 'breach.reply-save',
    title: words.replyTitle,
    submit: words.reply,
    close: w.common.cancel,
    memo: { breachId },
    blocks: [textInput({ key: 'text', label: words.replyText, multiline: true, maxLength: 1000 })],
  });
}

/** Tells the person concerned that a breach is on record, or that there is a reply. */
export function breachLetter(
  { breachId, number, news }: { breachId: string; number: number; news: 'recorded' | 'reply' },
  { conduct }: Messages,
): Letter {
  const words = conduct.breach;
  return {
    text: words.note,
    body: [
      section(words.news[news]({ n: number })),
      actions(button(words.open, 'breach.show', { breachId }, { style: 'primary' })),
    ],
  };
}
