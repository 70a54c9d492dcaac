import { canEver } from '../../crm/access/rules.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { BUCKETS } from '../../crm/followups/rules.ts';
import type { Changed, FollowUpLine, FollowUpPage } from '../../crm/followups/usecases/index.ts';
import { asksSatisfaction } from '../../crm/playbooks/rules.ts';
import type { Why } from '../../crm/why/rules.ts';
import { formatDue } from '../../i18n/format.ts';
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
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { sayDue, sayWho } from './contact.ts';
import type { Done } from './done.ts';
import { type Said, stepLines, stepWords } from './playbook/words.ts';
import { readerOf, sayWhy } from './why.ts';

/** The screen a form was opened from; it comes back with the form. */
export type Origin = Record<string, unknown> | null;

/** A person's follow-ups of one sort, paged. */
export function listModal(scene: Scene, list: FollowUpPage): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { bucket, page, pages, lines, counts, now } = list;
  const tabs = BUCKETS.map((one) =>
    button(
      words.count({ bucket: words.bucket[one], n: counts[one] }),
      'followup.list',
      { bucket: one, page: 0 },
      { nth: one, ...(one === bucket && { style: 'primary' as const }) },
    ),
  );
  return modal({
    id: 'followup.list',
    title: words.listTitle,
    close: w.common.close,
    memo: { bucket, page },
    blocks: [
      actions(...tabs),
      ...(lines.length === 0
        ? [section(words.none[bucket])]
        : lines.map((line) => followUpLine(scene, line, now))),
      ...turns(scene, list),
      ...(pages > 1 ? [context(w.common.page({ page: page + 1, pages }))] : []),
    ],
  });
}

function turns(scene: Scene, { bucket, page, pages }: FollowUpPage): AnyBlock[] {
  const { w } = scene;
  const buttons = [
    ...(page > 0
      ? [
          button(
            w.common.previousPage,
            'followup.list',
            { bucket, page: page - 1 },
            { nth: 'previous' },
          ),
        ]
      : []),
    ...(page + 1 < pages
      ? [button(w.common.nextPage, 'followup.list', { bucket, page: page + 1 }, { nth: 'next' })]
      : []),
    ...(canEver(scene.actor, 'follow-up:plan')
      ? [button(w.work.followUp.planOne, 'followup.plan', {}, { nth: 'new' })]
      : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

/** What the line says anyhow: when it is due, and the grade. */
const SAID_ALREADY = ['overdue', 'due', 'hot', 'warm'];

/** One due follow-up: when, whom, what, and the button that opens it. */
export function followUpLine(
  scene: Scene,
  line: Pick<
    FollowUpLine,
    'id' | 'number' | 'name' | 'grade' | 'dueAt' | 'grain' | 'snoozes' | 'what' | 'step'
  > & { why?: Why },
  now: Date,
): AnyBlock {
  const words = scene.w.work.followUp;
  const facts = [
    formatDue(line.dueAt, scene.actor.locale, scene.actor.zone, { grain: line.grain, now }),
    line.what && esc(line.what),
    line.step && titleOf(scene, line.step),
    line.snoozes > 0 && words.snoozed({ n: line.snoozes }),
  ].filter((part): part is string => Boolean(part));
  const grade = line.grade ? ` · ${line.grade}` : '';
  const why = line.why ? sayWhy(line.why, readerOf(scene), SAID_ALREADY) : '';
  const about = [facts.join(' · '), why].filter(Boolean).join('\n');
  return section(`*${sayWho(line)}*${grade}\n${about}`, {
    accessory: button(words.do, 'followup.open', { followUpId: line.id }, { nth: line.id }),
  });
}

const titleOf = ({ w, actor }: Scene, step: Said): string =>
  `📋 ${esc(stepWords(w, actor.locale, step).title)}`;

/** An opened follow-up, for its screen. */
export interface OpenedFollowUp {
  followUp: {
    id: string;
    customerId: string;
    dueAt: Date;
    grain: string;
    snoozes: number;
    moves: number;
    what: string | null;
    step: Said | null;
  };
  customer: { number: number; name: string };
}

/** One follow-up with everything that can become of it; the first row is what happens most. */
export function followUpModal(
  scene: Scene,
  { followUp, customer }: OpenedFollowUp,
  origin: Origin,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { id: followUpId, customerId } = followUp;
  const ids = { customerId, followUpId };
  return modal({
    id: 'followup.open',
    title: words.openTitle,
    close: w.common.close,
    memo: { followUpId, origin },
    blocks: [
      section([`*${sayWho(customer)}*`, ...aboutLines(scene, followUp)].join('\n')),
      actions(
        button(words.reached, 'contact.reached', ids, { style: 'primary' }),
        button(words.noAnswer, 'contact.no-answer', ids),
      ),
      ...laterButtons(scene, followUpId),
      actionsWithMenu(scene, followUp),
      ...(origin ? [actions(button(`‹ ${w.common.back}`, 'followup.back'))] : []),
    ],
  });
}

/** When, what, and how often it was put off. */
export function aboutLines(scene: Scene, followUp: OpenedFollowUp['followUp']): string[] {
  const words = scene.w.work.followUp;
  return [
    words.due({ when: sayDue(scene, followUp) }),
    followUp.what && esc(followUp.what),
    ...(followUp.step ? stepLines(scene.w, scene.actor.locale, followUp.step) : []),
    followUp.snoozes > 0 && words.snoozed({ n: followUp.snoozes }),
    followUp.moves > 0 && words.moved({ n: followUp.moves }),
  ].filter((line): line is string => Boolean(line));
}

/** Tonight, tomorrow, or a time of one's own. */
export function laterButtons(scene: Scene, followUpId: string): AnyBlock[] {
  const words = scene.w.work.followUp;
  return [
    actions(
      button(words.tonight, 'followup.snooze', { followUpId, to: 'tonight' }, { nth: 'tonight' }),
      button(
        words.tomorrow,
        'followup.snooze',
        { followUpId, to: 'tomorrow' },
        { nth: 'tomorrow' },
      ),
      button(words.pick, 'followup.move', { followUpId }),
    ),
    context(words.laterIntro),
  ];
}

function actionsWithMenu(
  scene: Scene,
  { id: followUpId, customerId, step }: OpenedFollowUp['followUp'],
): AnyBlock {
  const words = scene.w.work.followUp;
  const menu = overflow('follow-up', [
    choice(words.done, 'followup.done', followUpId),
    choice(words.handOver, 'followup.hand-over', followUpId),
    choice(words.cancelIt, 'followup.cancel', followUpId),
  ]);
  const { texts, viewings, care } = scene.w;
  return {
    type: 'actions',
    elements: [
      button(texts.button, 'texts.open', { customerId }),
      // Who has bought is asked how satisfied they are, and shown nothing more.
      asksSatisfaction(step)
        ? button(care.satisfaction.button, 'satisfaction.open', { id: customerId })
        : button(viewings.button, 'viewing.plan', { customerId }),
      button(words.card, 'customer.card', { customerId }),
      menu,
    ],
  };
}

/** What a follow-up became. */
export function followUpDone(scene: Scene, changed: Changed): Done {
  const say = scene.w.work.followUp.changed[changed.kind]!;
  const when = sayDue(scene, { dueAt: new Date(changed.dueAt), grain: changed.grain });
  return { text: say({ number: sayNumber(changed.number), when }), undoId: changed.undoId };
}
