import { CANCEL_REASONS } from '../../crm/followups/rules.ts';
import { type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { instantPicker, radio, select, textInput } from '../form.ts';
import { sayDue, sayWho } from './contact.ts';
import { aboutLines, laterButtons, type OpenedFollowUp, type Origin } from './followup.ts';

/** 改期 Later: tonight, tomorrow, or a time of one's own. */
export function laterModal(scene: Scene, { followUp, customer }: OpenedFollowUp): ModalView {
  const { w } = scene;
  return modal({
    id: 'followup.later',
    title: w.work.followUp.laterTitle,
    close: w.common.cancel,
    memo: { followUpId: followUp.id },
    blocks: [
      section([`*${sayWho(customer)}*`, ...aboutLines(scene, followUp)].join('\n')),
      ...laterButtons(scene, followUp.id),
    ],
  });
}

/** Another time, typed or picked. */
export function moveModal(
  scene: Scene,
  { followUp, customer }: OpenedFollowUp,
  origin: Origin,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  return modal({
    id: 'followup.move-to',
    title: words.moveTitle,
    submit: words.move,
    close: w.common.cancel,
    memo: { followUpId: followUp.id, origin },
    blocks: [
      section(`*${sayWho(customer)}*\n${words.due({ when: sayDue(scene, followUp) })}`),
      textInput({
        key: 'when',
        label: words.when,
        hint: words.whenHint,
        optional: true,
        maxLength: 200,
      }),
      instantPicker({ key: 'at', label: words.at, optional: true }),
    ],
  });
}

/** Why a plan is dropped. */
export function cancelModal(
  scene: Scene,
  { followUp, customer }: OpenedFollowUp,
  origin: Origin,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  return modal({
    id: 'followup.cancel-with',
    title: words.cancelTitle,
    submit: words.cancelSubmit,
    close: w.common.cancel,
    memo: { followUpId: followUp.id, origin },
    blocks: [
      section(`*${sayWho(customer)}*\n${words.due({ when: sayDue(scene, followUp) })}`),
      radio({
        key: 'reason',
        label: words.reason,
        options: CANCEL_REASONS.map((value) => ({ value, label: words.reasons[value] })),
      }),
    ],
  });
}

/** Which colleague of the team takes this follow-up over. */
export function handOverModal(
  scene: Scene,
  opened: OpenedFollowUp & { colleagues: { id: string; name: string }[] },
  origin: Origin,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const options = opened.colleagues
    .slice(0, 100)
    .map(({ id, name }) => ({ value: id, label: name }));
  const hasAny = options.length > 0;
  return modal({
    id: 'followup.hand-to',
    title: words.handOverTitle,
    ...(hasAny && { submit: words.handOver }),
    close: w.common.cancel,
    memo: { followUpId: opened.followUp.id, origin },
    blocks: [
      section(
        `*${sayWho(opened.customer)}*\n${words.due({ when: sayDue(scene, opened.followUp) })}`,
      ),
      hasAny
        ? select({ key: 'colleague', label: words.colleague, hint: words.handOverHint, options })
        : section(words.noColleague),
    ],
  });
}
