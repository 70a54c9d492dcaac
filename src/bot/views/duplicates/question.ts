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

/**
 * Who it may be already: each with how it stands and why, and what can be done. Nothing is saved yet.
 * `edited`: the record whose edit brought the question; without it, somebody was being registered.
 */
export function questionModal(
  scene: Scene,
  found: { answers: readonly LikelyAnswer[]; now: Date },
  edited?: { id: string; version: number },
): ModalView {
  const { w } = scene;
  const { ask } = w.duplicates;
  return modal({
    id: edited ? 'customer.save-anyway' : 'duplicates.save-anyway',
    title: ask.title,
    submit: edited ? ask.saveEdit : ask.save,
    close: w.common.cancel,
    ...(edited && { memo: edited }),
    blocks: [
      section(ask.intro),
      ...found.answers.flatMap((answer, nth) =>
        answerBlocks(scene, answer, { nth, now: found.now, isNew: !edited }),
      ),
      context(edited ? editHint(scene, found.answers) : ask.saveHint),
      actions(
        edited
          ? button(ask.back, 'customer.edit-resume', { id: edited.id })
          : button(ask.back, 'customer.resume'),
      ),
    ],
  });
}

/** What saving means: of somebody else, or of a family that a manager confirms. */
function editHint({ w }: Scene, answers: readonly LikelyAnswer[]): string {
  const { ask } = w.duplicates;
  return answers.every(({ kind }) => kind === 'family') ? ask.saveFamilyHint : ask.saveEditHint;
}

function answerBlocks(
  scene: Scene,
  answer: LikelyAnswer,
  { nth, now, isNew }: { nth: number; now: Date; isNew: boolean },
): AnyBlock[] {
  const { ask } = scene.w.duplicates;
  const lines = [
    answer.kind === 'family' ? ask.family : '',
    answerLine(scene, answer, now),
    ask.because({ reasons: sayReasons(scene, answer.reasons, answer.record !== null) }),
  ];
  const next = [
    ...nextOf(scene, answer, { nth: `${nth}`, stands: 'form' }),
    // A record that exists is linked from its own card.
    ...(isNew
      ? [button(ask.sameFamily, 'duplicates.same-family', { nth }, { nth: `${nth}` })]
      : []),
  ];
  return [
    section(lines.filter(Boolean).join('\n')),
    ...(next.length > 0 ? [actions(...next)] : []),
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
