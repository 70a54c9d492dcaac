import type { CustomerRecord } from '../../../crm/customers/store.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { actions, button, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { instantPicker, textInput } from '../../form.ts';
import { callName } from '../assignment.ts';

/** Holds a customer for its rep, or ends the hold that stands. */
export function holdModal(
  scene: Scene,
  file: CustomerRecord,
  {
    hold,
    reason,
  }: {
    hold: { fromAt: Date; toAt: Date | null; reason: string } | null;
    /** What was typed as the reason. */
    reason?: string | undefined;
  },
): ModalView {
  const { w, actor } = scene;
  const words = w.ownership.hold;
  const who = section(`*${esc(callName(file, actor.locale))}*\n${words.intro}`);
  if (hold) {
    const when = (at: Date) => formatDateTime(at, actor.locale, actor.zone);
    const to = hold.toAt ? when(hold.toAt) : w.ownership.owner.today;
    return modal({
      id: 'hold.standing',
      title: words.title,
      close: w.common.back,
      memo: { id: file.id },
      blocks: [
        who,
        section(`${when(hold.fromAt)} – ${to}\n${esc(hold.reason)}`),
        actions(button(w.ownership.card.endHold, 'hold.end', { id: file.id })),
      ],
    });
  }
  return modal({
    id: 'hold.save',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { id: file.id },
    blocks: [
      who,
      textInput({
        key: 'reason',
        label: words.reason,
        hint: words.reasonHint,
        multiline: true,
        maxLength: 500,
        ...(reason && { initial: reason.slice(0, 500) }),
      }),
      instantPicker({ key: 'until', label: words.until, hint: words.untilHint, optional: true }),
    ],
  });
}
