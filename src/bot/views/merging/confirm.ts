import { sayNumber } from '../../../crm/customers/rules.ts';
import { type Choices, type Difference, sideOf } from '../../../crm/merging/rules/choices.ts';
import type { Comparison } from '../../../crm/merging/usecases/compare.ts';
import { formatDay } from '../../../i18n/format.ts';
import { actions, button, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { apartLines, movingLines, nameOf, sayValue } from './values.ts';

/** What was chosen, as it travels with the form. */
export interface Chosen {
  keepVersion: number;
  loseVersion: number;
  choices: Choices;
}

const DAY_MS = 86_400_000;

/** What will happen, before it does: what stays of the differences, what goes where, until when it can be undone. */
export function confirmModal(scene: Scene, data: Comparison, chosen: Chosen): ModalView {
  const { w, actor } = scene;
  const words = w.merging.confirm;
  const { keep, lose, differences, settings, now } = data;
  const until = new Date(now.getTime() + settings.mergeUndoDays * DAY_MS);
  const lines = differences.map((one) => chosenLine(scene, data, one, chosen.choices));
  return modal({
    id: 'merging.save',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { keepId: keep.id, loseId: lose.id, ...chosen },
    blocks: [
      section(words.ask({ former: sayNumber(lose.number), number: sayNumber(keep.number) })),
      ...(lines.length > 0 ? [section([words.chosen, ...lines].join('\n'))] : []),
      section([movingLines(scene, data), ...notes(scene, data)].join('\n')),
      ...apartLines(scene, data, repAfter(data, chosen.choices)).map((line) => section(line)),
      context(words.undo({ when: formatDay(until, actor.locale, actor.zone, now) })),
      actions(button(words.again, 'merging.open', { keepId: keep.id, loseId: lose.id })),
    ],
  });
}

/** Whose the merged record will be. */
function repAfter({ keep, lose, differences }: Comparison, choices: Choices): string | null {
  const rep = differences.find(({ key }) => key === 'rep');
  return rep && sideOf(rep, choices) === 'lose' ? lose.repId : keep.repId;
}

function chosenLine(
  scene: Scene,
  data: Comparison,
  difference: Difference,
  choices: Choices,
): string {
  const { w } = scene;
  const side = sideOf(difference, choices);
  const { key } = difference;
  const value =
    side === 'both'
      ? w.merging.compare.both
      : w.common.aside({
          said: sayValue(scene, data, key, difference[side]),
          note: sayNumber(data[side].number),
        });
  return `• ${w.common.pair({ label: nameOf(w, key), value: esc(value) })}`;
}

/** What is not chosen but follows. */
function notes({ w }: Scene, { keep, lose }: Comparison): string[] {
  const { moving: words } = w.merging;
  return [
    keep.doNotContact !== lose.doNotContact && words.doNotContact,
    keep.consentAt === null && lose.consentAt !== null && words.consent,
  ].flatMap((line) => (line ? [`• ${line}`] : []));
}
