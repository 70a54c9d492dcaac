import { asksSatisfaction } from '../../crm/playbooks/rules.ts';
import { button, choice, type KnownBlock, overflow } from '../blocks.ts';
import type { NudgeItem, Reader } from './nudge.ts';
import { viewingButtons } from './viewing/reminder.ts';

/** What can be done with one tap; `nth` tells the rows of a bundle apart. */
export function buttonsOf(item: NudgeItem, { w }: Reader, nth: string): KnownBlock[] {
  if (item.outcome !== null) return [];
  const { customerId, followUpId, viewing, dealId } = item;
  const about = { customerId, ...(followUpId && { followUpId }) };
  const open = choice(w.nudges.openCard, 'customer.card', customerId);
  if (dealId)
    return row(
      button(w.deals.list.open, 'deal.open', { dealId }, { style: 'primary', nth }),
      overflow(nth, [open]),
    );
  if (viewing)
    return row(
      ...viewingButtons(w, { why: item.why, viewingId: viewing.id, nth }),
      overflow(nth, [open]),
    );
  if (item.why === 'confirm') {
    return row(
      button(
        w.nudges.stillRight,
        'customer.confirm',
        { id: customerId },
        { style: 'primary', nth },
      ),
      button(w.nudges.edit, 'customer.edit', { id: customerId }, { nth }),
      overflow(nth, [open]),
    );
  }
  if (item.why === 'stuck') {
    const stage = { customerId };
    return row(
      button(w.customers.card.changeStage, 'stage.change', stage, { style: 'primary', nth }),
      button(w.nudges.reached, 'contact.reached', about, { nth }),
      button(w.nudges.plan, 'followup.plan', { id: customerId }, { nth }),
      overflow(nth, [open]),
    );
  }
  const later = followUpId
    ? button(w.nudges.later, 'followup.later', about, { nth })
    : button(w.nudges.plan, 'followup.plan', { id: customerId }, { nth });
  const skip = item.step
    ? [choice(w.playbooks.skip.button, 'playbook.ask-skip', item.step.stepId)]
    : [];
  const done = choice(w.nudges.markDone, 'followup.done', followUpId ?? '');
  const more = [
    open,
    ...(followUpId && !item.isTask ? [done] : []),
    ...skip,
    choice(w.texts.button, 'texts.open', customerId),
    asksSatisfaction(item.step)
      ? choice(w.care.satisfaction.button, 'satisfaction.open', customerId)
      : choice(w.viewings.button, 'viewing.plan', customerId),
  ];
  if (item.isTask && item.step) {
    const { stepId } = item.step;
    return row(
      button(w.playbooks.step.done, 'playbook.done', { stepId }, { style: 'primary', nth }),
      button(w.nudges.reached, 'contact.reached', about, { nth }),
      later,
      overflow(nth, more),
    );
  }
  return row(
    button(w.nudges.reached, 'contact.reached', about, { style: 'primary', nth }),
    button(w.nudges.noAnswer, 'contact.no-answer', about, { nth }),
    later,
    overflow(nth, more),
  );
}

/** The buttons of one of many: where all stand out, none does. */
export const quiet = (blocks: KnownBlock[]): KnownBlock[] =>
  blocks.map((block) =>
    block.type === 'actions'
      ? {
          ...block,
          elements: block.elements.map((element) => {
            if (element.type !== 'button') return element;
            const { style: _, ...plain } = element;
            return plain;
          }),
        }
      : block,
  );

/** Buttons of one line. */
export const row = (
  ...elements: (ReturnType<typeof button> | ReturnType<typeof overflow>)[]
): KnownBlock[] => [
  {
    type: 'actions',
    elements,
  },
];
