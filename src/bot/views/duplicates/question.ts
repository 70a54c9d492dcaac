import type { LikelyAnswer } from '../../../crm/duplicates/asking.ts';
import type { Relation } from '../../../crm/households/rules.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { select } from '../../form.ts';
import { answerLine, nextOf } from '../ownership/check.ts';

/** Who it may be already: each with how it stands and why, and what can be done. Nothing is saved yet. */
export function questionModal(
  scene: Scene,
  found: { answers: readonly LikelyAnswer[]; now: Date },
): ModalView {
  const { w } = scene;
  const { ask } = w.duplicates;
  return modal({
    id: 'duplicates.save-anyway',
    title: ask.title,
    submit: ask.save,
    close: w.common.cancel,
    blocks: [
      section(ask.intro),
      ...found.answers.flatMap((answer, nth) =>
        answerBlocks(scene, answer, { nth, now: found.now }),
      ),
      context(ask.saveHint),
      actions(button(ask.back, 'customer.resume')),
    ],
  });
}

function answerBlocks(
  scene: Scene,
  answer: LikelyAnswer,
  { nth, now }: { nth: number; now: Date },
): AnyBlock[] {
  const { ask } = scene.w.duplicates;
  const lines = [
    answer.kind === 'family' ? ask.family : '',
    answerLine(scene, answer, now),
    ask.because({ reasons: sayReasons(scene, answer.reasons, answer.record !== null) }),
  ];
  return [
    section(lines.filter(Boolean).join('\n')),
    actions(
      ...nextOf(scene, answer, `${nth}`),
      button(ask.sameFamily, 'duplicates.same-family', { nth }, { nth: `${nth}` }),
    ),
  ];
}

/** Why two records are alike. How the names are is said only to those who may see both. */
export function sayReasons(
  { w }: Pick<Scene, 'w'>,
  reasons: readonly string[],
  seesBoth: boolean,
): string {
  return reasons
    .filter((reason) => seesBoth || !reason.startsWith('name-'))
    .map((reason) => w.duplicates.reason[reason] ?? '')
    .filter(Boolean)
    .join(w.common.comma);
}

/** What they are to each other, before the new one is registered and linked. */
export function relationModal(
  scene: Scene,
  of: { nth: number; relations: readonly Relation[]; name: string },
): ModalView {
  const { w } = scene;
  const { family } = w.duplicates;
  return modal({
    id: 'duplicates.register-family',
    title: family.title,
    submit: family.registerAndLink,
    close: w.common.cancel,
    memo: { nth: of.nth },
    blocks: [
      section(family.intro),
      relationSelect(scene, of),
      actions(button(w.duplicates.ask.back, 'customer.resume')),
    ],
  });
}

/** What the other one is to `name`. */
export function relationSelect(
  { w }: Pick<Scene, 'w'>,
  of: { relations: readonly Relation[]; name: string },
): AnyBlock {
  const { family } = w.duplicates;
  return select({
    key: 'relation',
    label: family.who({ customer: of.name }),
    hint: family.whoHint,
    options: of.relations.map((value) => ({ value, label: family.relation[value] })),
  });
}
