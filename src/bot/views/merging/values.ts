import { fieldOf } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { type FieldValue, isEmpty, maskValue } from '../../../crm/customers/values.ts';
import {
  type ChoiceKey,
  EXTRAS,
  type Extra,
  isMasked,
} from '../../../crm/merging/rules/choices.ts';
import type { Comparison, Moving } from '../../../crm/merging/usecases/compare.ts';
import type { Messages } from '../../../i18n/words.ts';
import { esc } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { labelOf, showValue } from '../show.ts';

/** Number and whole name: the two records may differ in the name, and a modal is private. */
export const fullName = ({ number, name }: { number: number; name: string }): string =>
  `${sayNumber(number)} ${name}`;

const isExtra = (key: ChoiceKey): key is Extra => (EXTRAS as readonly string[]).includes(key);

/** How something the two records differ in is called. */
export function nameOf(w: Messages, key: ChoiceKey): string {
  if (!isExtra(key)) return labelOf(w, key);
  const names: Record<Extra, string> = {
    stage: w.fields.label.stage,
    grade: w.fields.label.grade,
    status: w.customers.history.status,
    rep: w.customers.card.assigned,
  };
  return names[key];
}

/** A value as the person may see it here, as plain text: what identifies somebody stays masked. */
export function sayValue(
  scene: Scene,
  { names, settings }: Pick<Comparison, 'names' | 'settings'>,
  key: ChoiceKey,
  value: FieldValue,
): string {
  const { w, actor } = scene;
  if (isEmpty(value)) return key === 'rep' ? w.customers.list.pool : w.merging.compare.empty;
  const text = String(value);
  switch (key) {
    case 'stage':
      return w.fields.stage[text as keyof typeof w.fields.stage] ?? text;
    case 'status':
      return (w.customers.history.statuses as Record<string, string>)[text] ?? text;
    case 'grade':
      return text;
    case 'rep':
    case 'referrerId':
      return names.get(text) ?? '?';
    default: {
      const field = fieldOf(key);
      if (isMasked(key)) return maskValue(field, text);
      return showValue(field, value, { w, locale: actor.locale, settings });
    }
  }
}

/** Members of the family who would be another rep's than the merged record: one rep has a family. */
export function apartLines({ w }: Scene, data: Comparison, repId: string | null): string[] {
  const apart = data.family.filter((relative) => relative.repId !== repId);
  if (apart.length === 0) return [];
  const list = apart.map(({ number, repId: id }) => {
    const name = id ? (data.names.get(id) ?? '?') : w.customers.list.pool;
    return w.common.aside({ said: sayNumber(number), note: esc(name) });
  });
  return [w.merging.moving.apart({ list: list.join(w.common.comma) })];
}

/** What goes from the lost record to the kept one, one line each; our own mrkdwn. */
export function movingLines(scene: Scene, data: Comparison): string {
  const { moving: words } = scene.w.merging;
  const { moving, keep, lose } = data;
  const counted: [keyof Moving, (p: { n: number }) => string][] = [
    ['contacts', words.contacts],
    ['openFollowUps', words.followUps],
    ['phones', words.phones],
    ['referred', words.referred],
  ];
  const lines = counted.flatMap(([key, say]) => (moving[key] > 0 ? [say({ n: moving[key] })] : []));
  return [
    words.title({ former: sayNumber(lose.number), number: sayNumber(keep.number) }),
    ...(lines.length > 0 ? lines : [words.nothing]).map((line) => `• ${line}`),
    `• ${words.history}`,
  ].join('\n');
}
