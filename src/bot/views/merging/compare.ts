import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import type { Difference, Side } from '../../../crm/merging/rules/choices.ts';
import type { Comparison } from '../../../crm/merging/usecases/compare.ts';
import { formatDay } from '../../../i18n/format.ts';
import { maskPhone } from '../../../lib/phone.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { type Option, radio, searchSelect } from '../../form.ts';
import { fullName, movingLines, nameOf, sayValue } from './values.ts';

/** Which two records; the one a card was opened from is named already. */
export function pickModal(scene: Scene, keep?: Option): ModalView {
  const { w } = scene;
  const words = w.merging.pick;
  return modal({
    id: 'merging.compare',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    blocks: [
      section(words.intro),
      searchSelect({
        key: 'keep',
        label: words.keep,
        source: 'customers',
        ...(keep && { initial: keep }),
      }),
      searchSelect({ key: 'lose', label: words.lose, hint: words.loseHint, source: 'customers' }),
    ],
  });
}

/** Two records side by side, field by field: what differs is chosen (#36). `revision`: counts the swaps. */
export function compareModal(scene: Scene, data: Comparison, revision = 0): ModalView {
  const { w } = scene;
  const words = w.merging.compare;
  const { keep, lose, differences } = data;
  return modal({
    id: 'merging.review',
    title: words.title({ number: sayNumber(keep.number) }),
    submit: words.submit,
    close: w.common.cancel,
    memo: {
      keepId: keep.id,
      loseId: lose.id,
      keepVersion: keep.version,
      loseVersion: lose.version,
    },
    blocks: [
      section(
        [
          words.stays({ customer: esc(fullName(keep)) }),
          aboutLine(scene, data, keep),
          words.becomes({ customer: esc(fullName(lose)) }),
          aboutLine(scene, data, lose),
        ].join('\n'),
      ),
      actions(
        button(words.swap, 'merging.open', {
          keepId: lose.id,
          loseId: keep.id,
          revision: revision + 1,
        }),
      ),
      divider(),
      section(differences.length > 0 ? words.choose : words.same),
      ...differences.map((one) => choiceOf(scene, data, one, revision)),
      ...phonesLine(scene, data),
      divider(),
      section(movingLines(scene, data)),
    ],
  });
}

function aboutLine(scene: Scene, data: Comparison, file: CustomerFile): string {
  const { w, actor } = scene;
  return w.merging.compare.about({
    rep: esc(sayValue(scene, data, 'rep', file.repId)),
    registered: formatDay(file.registeredAt, actor.locale, actor.zone, data.now),
    contacts: w.merging.moving.effective({ n: file.effectiveCount }),
  });
}

/** One difference: the value, and beside it whose it is. */
function choiceOf(
  scene: Scene,
  data: Comparison,
  difference: Difference,
  revision: number,
): AnyBlock {
  const { w } = scene;
  const { key, sides, proposed } = difference;
  const { keep, lose } = data;
  const option = (side: Side): Option => {
    if (side === 'both') return { value: side, label: w.merging.compare.both };
    return {
      value: side,
      label: sayValue(scene, data, key, difference[side]),
      hint: sayNumber(side === 'keep' ? keep.number : lose.number),
    };
  };
  return radio({
    key,
    label: nameOf(w, key),
    options: sides.map(option),
    initial: proposed,
    // Asked the other way round it is another question: what was ticked before must not stay.
    revision,
  });
}

function phonesLine(scene: Scene, { keep, lose }: Comparison): AnyBlock[] {
  const phones = [...keep.values.phones, ...lose.values.phones].map(maskPhone);
  if (phones.length === 0) return [];
  return [context(scene.w.merging.compare.phones({ phones: phones.join(scene.w.common.comma) }))];
}
