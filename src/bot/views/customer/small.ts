import { INVALID_REASONS } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile, CustomerRecord } from '../../../crm/customers/store.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { channelSelect, radio } from '../../form.ts';

/** Phones and other contact details in the clear, after permission and with the note that it was looked at. */
export function revealModal(scene: Scene, file: CustomerFile): ModalView {
  const { w } = scene;
  const { values } = file;
  const pair = (key: 'wechat' | 'email' | 'address' | 'nationalId', value: string) =>
    w.common.pair({ label: w.fields.label[key], value: esc(value) });
  const lines = [
    ...values.phones.map((phone) => `<tel:${phone}|${formatPhone(phone)}>`),
    values.wechat && pair('wechat', values.wechat),
    values.email && pair('email', values.email),
    values.address && pair('address', values.address),
    values.nationalId && pair('nationalId', values.nationalId),
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
