import { formatDateTime } from '../../../i18n/format.ts';
import { type AnyBlock, button, esc, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** The next viewing on a customer's card, with the way to it. */
export function viewingLine(
  { w, actor }: Scene,
  viewing: { id: string; startsAt: Date; unitCodes: string[] } | null,
  now: Date,
): AnyBlock[] {
  if (!viewing) return [];
  const when = formatDateTime(viewing.startsAt, actor.locale, actor.zone, now);
  const units = esc(viewing.unitCodes.join(w.common.comma));
  return [
    section(w.viewings.onCard({ when, units }), {
      accessory: button(w.viewings.show, 'viewing.show', { viewingId: viewing.id }),
    }),
  ];
}
