import { canEver } from '../../../crm/access/rules.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { SKIP_REASONS } from '../../../crm/playbooks/rules.ts';
import type { SaidStep } from '../../../crm/playbooks/store/said.ts';
import type { Plan, PlanStep, StepChanged } from '../../../crm/playbooks/usecases/plan.ts';
import { formatDay } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  context,
  esc,
  type ModalView,
  modal,
  overflow,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { radio } from '../../form.ts';
import { sayWho } from '../contact.ts';
import type { Done } from '../done.ts';
import { stepLines, stepWords } from './words.ts';

/** A customer's plan of the present stage: what is over, what is next, and what can be done about it. */
export function planModal(scene: Scene, plan: Plan, done?: AnyBlock[]): ModalView {
  const { w } = scene;
  const words = w.playbooks.plan;
  const { customer, over, all } = plan;
  const stage = w.fields.stage[customer.stage as keyof typeof w.fields.stage];
  return modal({
    id: 'playbook.open',
    title: words.title,
    close: w.common.close,
    memo: { id: customer.id },
    blocks: [
      ...(done ?? []),
      section(words.head({ who: sayWho(customer), stage, over, all })),
      ...pausedLine(scene, plan),
      ...(plan.steps.length === 0 ? [section(words.none)] : []),
      ...plan.steps.map((step) => stepBlock(scene, plan, step)),
      actions(button(words.card, 'customer.card', { id: customer.id })),
    ],
  });
}

function pausedLine({ w }: Scene, { state, pauseWhy }: Plan): AnyBlock[] {
  if (state !== 'paused') return [];
  const { paused, pausedWhy } = w.playbooks.plan;
  return [context(`⏸ ${[paused, pausedWhy[pauseWhy ?? '']].filter(Boolean).join(w.common.comma)}`)];
}

function stepBlock(scene: Scene, plan: Plan, step: PlanStep): AnyBlock {
  const { w, actor } = scene;
  const words = w.playbooks;
  const isLeft = step.stand === 'open' || step.stand === 'waiting';
  const [title = '', ...more] = stepLines(w, actor.locale, step.said);
  const reason =
    step.skipReason && (w.work.followUp.reasons as Record<string, string>)[step.skipReason];
  const facts = [
    isLeft && formatDay(step.dueAt, actor.locale, actor.zone, plan.now),
    words.roles[step.role],
    reason && words.plan.skippedBecause({ reason }),
  ].filter(Boolean);
  const lines = [
    title.replace('📋', words.plan.stand[step.stand] ?? '○'),
    facts.join(' · '),
    ...(isLeft ? more : []),
  ];
  const menu = overflow(step.id, [
    choice(words.step.done, 'playbook.done', step.id),
    choice(words.skip.button, 'playbook.ask-skip', step.id),
  ]);
  return section(lines.join('\n'), { ...(isLeft && plan.mayChange && { accessory: menu }) });
}

/** Why a step is left out. */
export function skipModal(
  scene: Scene,
  { said, customer }: { said: SaidStep; customer: { number: number; name: string } },
): ModalView {
  const { w, actor } = scene;
  const words = w.playbooks.skip;
  return modal({
    id: 'playbook.skip',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { stepId: said.stepId },
    blocks: [
      section(`*${sayWho(customer)}*\n${esc(stepWords(w, actor.locale, said).title)}`),
      radio({
        key: 'reason',
        label: words.reason,
        options: SKIP_REASONS.map((value) => ({ value, label: w.work.followUp.reasons[value] })),
      }),
    ],
  });
}

/** What became of a step. */
export function stepDone({ w, actor }: Scene, { kind, number, undoId }: StepChanged): Done {
  const { skip } = w.playbooks;
  const say = kind === 'skip' ? skip.undone : skip.done;
  // Only those who work with follow-ups take changes of them back.
  const mayUndo = canEver(actor, 'follow-up:change');
  return { text: say({ number: sayNumber(number) }), ...(mayUndo && { undoId }) };
}
