import type { CustomerFile } from '../../../crm/customers/store.ts';
import { stepOf } from '../../../crm/review/rules/machine.ts';
import type { ReviewCard } from '../../../crm/review/usecases/reading.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import { esc } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';
import { labelOf } from '../show.ts';

/** A moment as the person reads it. */
export const momentOf =
  ({ actor }: Scene, now?: Date) =>
  (at: Date): string =>
    formatDateTime(at, actor.locale, actor.zone, now);

/** `C-1042 王女士`. */
export const callOf = (scene: Scene, file: CustomerFile): string =>
  esc(callName(file, scene.actor.locale));

/** Whose step it is, and which one of how many. */
export function stepLine(
  { w }: Scene,
  { review, asked }: Pick<ReviewCard, 'review' | 'asked'>,
): string | null {
  const step = review && stepOf(review);
  if (!review || !step) return null;
  const words = w.review;
  const role = asked.by === 'administrator' ? 'administrator' : step;
  return words.step({
    n: review.approvals.length + 1,
    of: review.chain.length,
    role: words.stepOf[role] ?? '',
  });
}

/** What it is about: who registered or changed it, when, which fields, and who else had a hand in it. */
export function causeLines(scene: Scene, card: ReviewCard): string[] {
  const { w } = scene;
  const { review, now } = card;
  if (!review) return [];
  const fields = review.fields.map((key) => fieldLabel(w, key)).join(w.common.comma);
  const [first = '', ...others] = card.authorNames;
  return [
    w.review.by({
      cause: w.review.cause[review.cause] ?? '',
      name: esc(first),
      when: momentOf(scene, now)(review.openedAt),
    }),
    ...(fields ? [w.review.changed({ fields })] : []),
    ...(others.length > 0 ? [w.review.alsoBy({ names: esc(others.join(w.common.comma)) })] : []),
  ];
}

const fieldLabel = (w: Messages, key: string): string =>
  key === 'assignedRep' ? w.review.assignedRep : labelOf(w, key as 'name');

/** What to look at before approving; the fields that are missing by name. */
export function remarkLine({ w }: Scene, { file, remarks }: ReviewCard): string {
  const words = w.review;
  if (remarks.length === 0) return words.noRemarks;
  const missing = file.missing.map((key) => labelOf(w, key as 'name')).join(w.common.comma);
  const list = remarks.map((remark) =>
    remark === 'incomplete'
      ? w.common.pair({ label: words.remark[remark] ?? '', value: missing })
      : (words.remark[remark] ?? ''),
  );
  return words.remarks({ list: list.join(' · ') });
}
