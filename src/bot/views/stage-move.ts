import { MAX_NOTE } from '../../crm/stages/rules.ts';
import { MAX_COMPETITOR } from '../../crm/stages/schema.ts';
import type { MoveOffer } from '../../crm/stages/usecases.ts';
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
import { datePicker, textInput } from '../form.ts';
import { sayWho } from './contact.ts';
import type { Staged } from './followup-stage.ts';

/** What is missing for a move, with the button that mends each; a manager may move past it with a reason. */
export function missingModal(scene: Scene, customer: Staged, move: MoveOffer): ModalView {
  const { w } = scene;
  const words = w.playbooks.move;
  return modal({
    id: 'stage.missing',
    title: words.title,
    close: w.common.close,
    memo: { customerId: customer.id },
    blocks: [
      section(words.missing({ who: sayWho(customer), stage: sayStage(scene, move.to) })),
      ...move.missing.map(({ key, doing, input }, nth) =>
        section(words.line({ need: w.playbooks.needs[key] ?? key }), {
          accessory: button(words.mend[key] ?? key, doing, input, {
            nth: key,
            ...(nth === 0 && { style: 'primary' as const }),
          }),
        }),
      ),
      actions(
        button(`‹ ${w.common.back}`, 'stage.change', { customerId: customer.id }),
        ...(move.mayPass
          ? [button(words.past, 'stage.ask-past', { customerId: customer.id, to: move.to })]
          : []),
      ),
    ],
  });
}

/** Why a manager moves somebody past what is missing. */
export function pastModal(scene: Scene, customer: Staged, move: MoveOffer): ModalView {
  const { w } = scene;
  const words = w.playbooks.move;
  return modal({
    id: 'stage.save-past',
    title: words.pastTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { customerId: customer.id, to: move.to },
    blocks: [
      section(words.missing({ who: sayWho(customer), stage: sayStage(scene, move.to) })),
      context(
        move.missing
          .map(({ key }) => words.line({ need: w.playbooks.needs[key] ?? key }))
          .join('\n'),
      ),
      textInput({
        key: 'past',
        label: words.pastReason,
        hint: words.pastHint,
        multiline: true,
        maxLength: MAX_NOTE,
      }),
    ],
  });
}

/** What else is asked about a loss: to whom, what could bring them back, when to try. */
export function lossInputs({ w }: Scene): AnyBlock[] {
  const words = w.playbooks.move;
  return [
    textInput({
      key: 'competitor',
      label: words.competitor,
      optional: true,
      maxLength: MAX_COMPETITOR,
    }),
    textInput({
      key: 'bringBack',
      label: words.bringBack,
      optional: true,
      multiline: true,
      maxLength: MAX_NOTE,
    }),
    datePicker({
      key: 'winBackOn',
      label: words.winBackOn,
      hint: words.winBackHint,
      optional: true,
    }),
  ];
}

/** What the moves forward still need, in a line each. */
export function needLines(scene: Scene, moves: readonly MoveOffer[]): AnyBlock[] {
  const { w } = scene;
  const lines = moves
    .filter(({ missing }) => missing.length > 0)
    .map(({ to, missing }) =>
      w.playbooks.move.needs({
        stage: sayStage(scene, to),
        needs: missing.map(({ key }) => w.playbooks.needs[key] ?? key).join(w.common.comma),
      }),
    );
  return lines.length > 0 ? [context(lines.join('\n'))] : [];
}

const sayStage = ({ w }: Scene, stage: string): string =>
  w.fields.stage[stage as keyof typeof w.fields.stage];
