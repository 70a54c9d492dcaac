import { sayNumber } from '../../../crm/customers/rules.ts';
import { CANCEL_REASONS, OUTCOMES } from '../../../crm/viewings/rules.ts';
import type {
  ChangedViewing,
  OpenedViewing,
  RecordedViewing,
} from '../../../crm/viewings/usecases/index.ts';
import { MAX_WORDS } from '../../../lib/words.ts';
import { button, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, instantPicker, radio, textInput } from '../../form.ts';
import { sayDue, sayWho } from '../contact.ts';
import type { Done } from '../done.ts';
import { memberInput, sayAt, unitsInput } from './form.ts';

const headline = (scene: Scene, { file, viewing }: OpenedViewing): string =>
  [
    `*${sayWho(file)}*`,
    sayAt(scene, viewing.startsAt),
    viewing.unitCodes.join(scene.w.common.comma),
  ]
    .filter(Boolean)
    .join('\n');

/** What came of a viewing: what happens most is chosen already, so that a phone needs one press. */
export function recordModal(scene: Scene, opened: OpenedViewing, notice?: string): ModalView {
  const { w } = scene;
  const words = w.viewings;
  const text = (key: string, label: string) =>
    textInput({ key, label, optional: true, multiline: true, maxLength: MAX_WORDS });
  return modal({
    id: 'viewing.recorded',
    title: words.record,
    submit: words.save,
    close: w.common.cancel,
    memo: { viewingId: opened.viewing.id },
    blocks: [
      ...(notice ? [section(notice)] : []),
      section(headline(scene, opened)),
      radio({
        ...{ key: 'outcome', label: words.outcome, initial: 'came' },
        options: OUTCOMES.map((value) => ({ value, label: words.outcomes[value] })),
      }),
      textInput({ key: 'party', label: words.partySize, optional: true, maxLength: 3 }),
      radio({
        ...{ key: 'decider', label: words.decisionMaker, optional: true },
        options: [
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ],
      }),
      text('liked', words.liked),
      text('objections', words.objections),
      checkboxes({
        ...{ key: 'alsoIn', label: words.objections, optional: true, initial: ['file'] },
        options: [{ value: 'file', label: words.keepObjections }],
      }),
      textInput({
        ...{ key: 'again', label: words.again, hint: words.againHint },
        ...{ optional: true, maxLength: 200 },
      }),
      instantPicker({ key: 'againAt', label: words.againAt, optional: true }),
    ],
  });
}

/** Another time, other units, somebody else who shows. */
export function moveViewingModal(scene: Scene, opened: OpenedViewing): ModalView {
  const { w } = scene;
  const words = w.viewings;
  const { viewing, people } = opened;
  return modal({
    id: 'viewing.move-to',
    title: words.moveTitle,
    submit: words.moveSubmit,
    close: w.common.cancel,
    memo: { viewingId: viewing.id },
    blocks: [
      section(headline(scene, opened)),
      textInput({
        ...{ key: 'when', label: words.when, hint: words.moveHint, optional: true, maxLength: 200 },
      }),
      instantPicker({ key: 'at', label: words.at, optional: true }),
      unitsInput(scene, viewing.unitCodes),
      ...memberInput(scene, people, viewing.memberId),
    ],
  });
}

/** Why a viewing is cancelled. */
export function cancelViewingModal(scene: Scene, opened: OpenedViewing): ModalView {
  const { w } = scene;
  const words = w.viewings;
  return modal({
    id: 'viewing.cancel-with',
    title: words.cancelTitle,
    submit: words.cancelSubmit,
    close: w.common.close,
    memo: { viewingId: opened.viewing.id },
    blocks: [
      section(headline(scene, opened)),
      radio({
        key: 'reason',
        label: words.reason,
        options: CANCEL_REASONS.map((value) => ({ value, label: words.reasons[value] })),
      }),
    ],
  });
}

/** What a viewing became, with who else is shown something then. */
export function viewingChanged(scene: Scene, changed: ChangedViewing): Done {
  const words = scene.w.viewings;
  const when = sayAt(scene, new Date(changed.startsAt));
  const number = sayNumber(changed.number);
  const isMoved = changed.kind === 'move';
  const numbers = changed.clashes.map(sayNumber).join(scene.w.common.comma);
  return {
    text: isMoved ? words.moved({ number, when }) : words.cancelled({ number, when }),
    ...(numbers && { notes: [words.clashNote({ numbers })] }),
    undoId: changed.undoId,
    buttons: isMoved
      ? []
      : [button(words.newAppointment, 'viewing.new', { customerId: changed.customerId })],
  };
}

/** What was recorded, what is next, and for those who did not come a new appointment. */
export function viewingRecorded(scene: Scene, done: RecordedViewing): Done {
  const { w } = scene;
  const words = w.viewings;
  const { customerId, again, next } = done;
  const notes = [
    again && words.againPlanned({ when: sayAt(scene, new Date(again.startsAt)) }),
    next && w.work.followUp.open({ when: sayDue(scene, { ...next, dueAt: new Date(next.dueAt) }) }),
  ].filter((line): line is string => Boolean(line));
  return {
    text: words.recorded[done.outcome]!({ number: sayNumber(done.number) }),
    notes,
    undoId: done.undoId,
    buttons:
      done.outcome === 'not'
        ? [button(words.newAppointment, 'viewing.new', { customerId }, { style: 'primary' })]
        : [],
  };
}
