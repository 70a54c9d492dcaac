import type { Change } from '../../../crm/audit/rules.ts';
import { type FieldKey, fieldOf, INVALID_REASONS } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile, CustomerRecord } from '../../../crm/customers/store.ts';
import { maskValue } from '../../../crm/customers/values.ts';
import { formatDateTime } from '../../../i18n/format.ts';
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
import { channelSelect, radio } from '../../form.ts';
import { type Showing, showCanonical } from '../show.ts';

/** Phones and other contact details in the clear, after permission and with the note that it was looked at. */
export function revealModal(scene: Scene, file: CustomerFile): ModalView {
  const { w } = scene;
  const { values } = file;
  const lines = [
    ...values.phones.map((phone) => `<tel:${phone}|${phone}>`),
    values.wechat && `${w.fields.label.wechat}: ${esc(values.wechat)}`,
    values.email && `${w.fields.label.email}: ${esc(values.email)}`,
    values.address && `${w.fields.label.address}: ${esc(values.address)}`,
  ].filter((line): line is string => Boolean(line));
  return modal({
    id: 'customer.revealed',
    title: w.customers.reveal.title,
    close: w.common.back,
    blocks: [
      section(`*${sayNumber(file.number)} ${esc(values.name)}*`),
      section(lines.join('\n') || w.customers.reveal.none),
      context(w.customers.reveal.remembered, w.customers.reveal.noted),
    ],
  });
}

/** One entry of the history: who, when, what: old → new (#74). */
export interface HistoryEntry {
  at: Date;
  who: string | null;
  action: string;
  changes: Change[];
}

/** The history of a customer, newest first; contact details stay masked here too. */
export function historyModal(
  scene: Scene,
  data: {
    record: CustomerRecord;
    entries: HistoryEntry[];
    page: number;
    hasNext: boolean;
    now: Date;
    showing: Showing;
  },
): ModalView {
  const { w } = scene;
  const { record, page } = data;
  const turns = [
    ...(page > 0
      ? [
          button(
            w.common.previousPage,
            'customer.history',
            { id: record.id, page: page - 1 },
            { nth: 'previous' },
          ),
        ]
      : []),
    ...(data.hasNext
      ? [
          button(
            w.common.nextPage,
            'customer.history',
            { id: record.id, page: page + 1 },
            { nth: 'next' },
          ),
        ]
      : []),
  ];
  return modal({
    id: 'customer.history-page',
    title: w.customers.history.title,
    close: w.common.back,
    blocks: [
      section(`*${sayNumber(record.number)} ${esc(record.name)}*`),
      ...(data.entries.length > 0
        ? data.entries.map((entry) => historyLine(scene, entry, data.now, data.showing))
        : [section(w.customers.history.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function historyLine(scene: Scene, entry: HistoryEntry, now: Date, showing: Showing): AnyBlock {
  const { w, actor } = scene;
  const words = w.customers.history;
  const head = `${formatDateTime(entry.at, actor.locale, actor.zone, now)} · ${esc(entry.who ?? words.system)} · ${words.action[entry.action] ?? words.other}`;
  const changes =
    entry.action === 'customer.register'
      ? []
      : entry.changes.map((change) => changeLine(change, showing));
  return section([head, ...changes].join('\n'));
}

function changeLine(change: Change, showing: Showing): string {
  const { w } = showing;
  if (!(change.field in showing.w.fields.label) && change.field !== 'phones')
    return `• ${esc(change.old ?? '')} → ${esc(change.new ?? '')}`;
  const field = fieldOf(change.field as FieldKey);
  const say = (text: string | null) => {
    if (text === null) return w.customers.conflict.empty;
    if (field?.kind === 'phones')
      return (JSON.parse(text) as string[]).map((phone) => maskValue(field, phone)).join(', ');
    if (field?.indexed || field?.key === 'address') return maskValue(field, text);
    return field ? showCanonical(field, text, showing) : text;
  };
  const label = w.fields.label[change.field === 'phones' ? 'phone' : (change.field as 'name')];
  return `• ${label}: ${esc(say(change.old))} → ${esc(say(change.new))}`;
}

/** Which channel to share to. */
export function shareModal(
  scene: Scene,
  record: CustomerRecord,
  channelId: string | null,
): ModalView {
  const { w } = scene;
  const words = w.customers.share;
  return modal({
    id: 'customer.share-to',
    title: `${words.title} ${sayNumber(record.number)}`,
    submit: words.submit,
    close: w.common.cancel,
    memo: { id: record.id },
    blocks: [
      channelSelect({
        key: 'channel',
        label: words.channel,
        hint: words.hint,
        ...(channelId && { initial: channelId }),
      }),
    ],
  });
}

/** Why a record is no customer. */
export function invalidModal(scene: Scene, record: CustomerRecord): ModalView {
  const { w } = scene;
  const words = w.customers.invalid;
  return modal({
    id: 'customer.invalidate',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { id: record.id },
    blocks: [
      section(`*${sayNumber(record.number)} ${esc(record.name)}*`),
      radio({
        key: 'reason',
        label: words.reason,
        options: INVALID_REASONS.map((value) => ({ value, label: w.fields.invalidReason[value] })),
      }),
    ],
  });
}
