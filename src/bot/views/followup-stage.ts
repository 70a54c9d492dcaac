import { GRADES, type Stage } from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import { MAX_NOTE, type Move, reasonsOf } from '../../crm/stages/rules.ts';
import type { Moved, MoveOffer } from '../../crm/stages/usecases.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { radio, textInput } from '../form.ts';
import { sayWho } from './contact.ts';
import type { Done } from './done.ts';
import { lossInputs, needLines } from './stage-move.ts';

/** A customer as these screens need it. */
export interface Staged {
  id: string;
  number: number;
  name: string;
  stage: string;
  grade: string | null;
}

/** The moves that are open from the present stage: forward in one tap, lost and back with a reason. */
export function stageModal(
  scene: Scene,
  { customer, moves }: { customer: Staged; moves: readonly MoveOffer[] },
): ModalView {
  const { w } = scene;
  const words = w.work.stage;
  const row = (kind: Move['kind'], label: string): AnyBlock[] => {
    const some = moves.filter((move) => move.kind === kind);
    if (some.length === 0) return [];
    return [
      context(label),
      actions(...some.map((move, nth) => moveButton(scene, customer, move, nth === 0))),
    ];
  };
  return modal({
    id: 'stage.change',
    title: words.title,
    close: w.common.close,
    memo: { customerId: customer.id },
    blocks: [
      section(words.now({ who: sayWho(customer), stage: sayStage(scene, customer.stage) })),
      ...row('forward', words.forward),
      ...needLines(
        scene,
        moves.filter(({ kind }) => kind === 'forward'),
      ),
      ...row('back', words.back),
      ...row('lost', words.lost),
      backToCard(scene, customer.id),
    ],
  });
}

/** The next stage is the likely one: the only primary button of the screen. */
function moveButton(scene: Scene, customer: Staged, { to, kind }: Move, isFirst: boolean) {
  const input = { customerId: customer.id, to };
  return button(sayStage(scene, to), kind === 'forward' ? 'stage.set' : 'stage.ask', input, {
    nth: to,
    ...(kind === 'forward' && isFirst && { style: 'primary' as const }),
  });
}

/** Why a customer is lost or goes back. */
export function stageReasonModal(scene: Scene, customer: Staged, move: Move): ModalView {
  const { w } = scene;
  const words = w.work.stage;
  const labels: Record<string, string> = { ...w.fields.lostReason, ...words.backReasons };
  const noteWords = { key: 'note', label: words.note, hint: words.noteHint, optional: true };
  return modal({
    id: 'stage.save',
    title: words.reasonTitle({ stage: sayStage(scene, move.to) }),
    submit: words.submit,
    close: w.common.cancel,
    memo: { customerId: customer.id, to: move.to },
    blocks: [
      section(words.now({ who: sayWho(customer), stage: sayStage(scene, customer.stage) })),
      radio({
        key: 'reason',
        label: words.reason,
        options: reasonsOf(move.kind).map((value) => ({ value, label: labels[value] ?? value })),
      }),
      ...(move.kind === 'lost' ? lossInputs(scene) : []),
      textInput({ ...noteWords, multiline: true, maxLength: MAX_NOTE }),
    ],
  });
}

/** The grades with their meaning beside the letter. */
export function gradeModal(scene: Scene, customer: Staged, settings: Settings): ModalView {
  const { w } = scene;
  const words = w.work.stage;
  return modal({
    id: 'grade.change',
    title: words.gradeTitle,
    close: w.common.close,
    memo: { customerId: customer.id },
    blocks: [
      section(words.gradeNow({ who: sayWho(customer), grade: customer.grade ?? words.noGrade })),
      ...GRADES.filter((grade) => grade !== customer.grade).map((to) =>
        section(
          `*${to}*  ${w.fields.gradeMeaning[to]} · ${words.every({ days: settings.cadenceDays[to] })}`,
          {
            accessory: button(to, 'grade.set', { customerId: customer.id, to }, { nth: to }),
          },
        ),
      ),
      backToCard(scene, customer.id),
    ],
  });
}

const backToCard = (scene: Scene, customerId: string): AnyBlock =>
  actions(button(`‹ ${scene.w.common.back}`, 'stage.back', { customerId }));

/** What the stage or the grade became. */
export function movedDone(scene: Scene, moved: Moved, kind: 'stage' | 'grade'): Done {
  const words = scene.w.work.stage;
  const say = (value: string | null) =>
    kind === 'stage' ? sayStage(scene, value ?? '') : (value ?? words.noGrade);
  return {
    text: words.moved({
      number: sayNumber(moved.number),
      from: say(moved.from),
      to: say(moved.to),
    }),
    notes: moved.cancelled > 0 ? [words.cancelled({ n: moved.cancelled })] : [],
    undoId: moved.undoId,
  };
}

function sayStage(scene: Scene, stage: string): string {
  return scene.w.fields.stage[stage as Stage];
}
