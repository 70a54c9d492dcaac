import { sayNumber } from '../../crm/customers/rules.ts';
import { BUCKETS, CANCEL_REASONS, type Due, MAX_WHAT } from '../../crm/followups/rules.ts';
import type { Changed, FollowUpLine, FollowUpPage } from '../../crm/followups/usecases/index.ts';
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
import { instantPicker, radio, searchSelect, select, textInput } from '../form.ts';
import { sayDue, sayWho, type Who } from './contact.ts';
import type { Done } from './done.ts';

type Origin = Record<string, unknown> | null;

/** What the form of a plan starts with. */
export interface PlanForm {
  who: Who;
  /** Words in the field of the date. */
  when: string | null;
  what: string | null;
  open: Due | null;
  notice?: string;
  memo: { customerId?: string; origin?: Origin };
}

/** The form of a plan: words or a picked moment, and what to do. */
export function planModal(scene: Scene, form: PlanForm): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { who } = form;
  const known = 'known' in who ? [section(`*${sayWho(who.known)}*`)] : [];
  const common = { key: 'customer', label: words.customer };
  return modal({
    id: 'followup.save',
    title: words.planTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: form.memo,
    blocks: [
      ...(form.notice ? [section(form.notice)] : []),
      ...known,
      ...('several' in who ? [select({ ...common, options: who.several })] : []),
      ...('search' in who
        ? [searchSelect({ ...common, hint: w.work.contact.customerHint, source: 'customers' })]
        : []),
      ...(form.open ? [context(words.open({ when: sayDue(scene, form.open) }))] : []),
      textInput({
        key: 'when',
        label: words.when,
        hint: words.whenHint,
        optional: true,
        maxLength: 500,
        ...(form.when && { initial: form.when }),
      }),
      instantPicker({ key: 'at', label: words.at, optional: true }),
      textInput({
        key: 'what',
        label: words.what,
        hint: words.whatHint,
        optional: true,
        multiline: true,
        maxLength: MAX_WHAT,
        ...(form.what && { initial: form.what }),
      }),
    ],
  });
}

/** A plan that needs one more answer before it is saved. */
export interface OpenQuestion {
  customer: { id: string; number: number; name: string };
  what: string | null;
  origin: Origin;
}

/** Words that can be read in more than one way: each reading is a button. */
export function readingsModal(scene: Scene, question: OpenQuestion, dues: Due[]): ModalView {
  const { w } = scene;
  const { customer, what, origin } = question;
  return modal({
    id: 'followup.readings',
    title: w.work.followUp.planTitle,
    close: w.common.cancel,
    memo: { customerId: customer.id, what, origin },
    blocks: [
      section(`*${sayWho(customer)}*\n${w.work.followUp.which}`),
      ...dues
        .slice(0, 5)
        .map((due, nth) =>
          actions(
            button(sayDue(scene, due), 'followup.save-at', savedDue(due), { nth: String(nth) }),
          ),
        ),
    ],
  });
}

/** There is a plan already: replace it or keep both. */
export function existsModal(
  scene: Scene,
  question: OpenQuestion,
  wanted: Due,
  existing: Due,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { customer, what, origin } = question;
  const due = savedDue(wanted);
  return modal({
    id: 'followup.exists',
    title: words.existsTitle,
    close: w.common.cancel,
    memo: { customerId: customer.id, what, origin },
    blocks: [
      section(
        words.exists({
          number: sayWho(customer),
          when: sayDue(scene, existing),
          wanted: sayDue(scene, wanted),
        }),
      ),
      actions(
        button(
          words.replace,
          'followup.save-at',
          { ...due, existing: 'replace' },
          { style: 'primary', nth: 'replace' },
        ),
        button(words.keepBoth, 'followup.save-at', { ...due, existing: 'keep' }, { nth: 'keep' }),
      ),
    ],
  });
}

const savedDue = ({ dueAt, grain }: Due) => ({ at: dueAt.toISOString(), grain });

/** A person's follow-ups of one sort, paged. */
export function listModal(scene: Scene, list: FollowUpPage): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { bucket, page, pages, lines, counts } = list;
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
        : lines.map((line) => followUpLine(scene, line))),
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
    button(w.work.followUp.planOne, 'followup.plan', {}, { nth: 'new' }),
  ];
  return [actions(...buttons)];
}

/** One due follow-up: when, whom, what, and the button that opens it. */
export function followUpLine(
  scene: Scene,
  line: Pick<
    FollowUpLine,
    'id' | 'number' | 'name' | 'grade' | 'dueAt' | 'grain' | 'snoozes' | 'what'
  >,
): AnyBlock {
  const words = scene.w.work.followUp;
  const facts = [
    sayDue(scene, line).replace(/ \([^()]*\)$/, ''),
    line.what && esc(line.what),
    line.snoozes > 0 && words.snoozed({ n: line.snoozes }),
  ].filter((part): part is string => Boolean(part));
  const grade = line.grade ? ` · ${line.grade}` : '';
  return section(`*${sayWho(line)}*${grade}\n${facts.join(' · ')}`, {
    accessory: button(words.do, 'followup.open', { followUpId: line.id }, { nth: line.id }),
  });
}

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
      actionsWithMenu(scene, followUpId, customerId),
      ...(origin ? [actions(button(`‹ ${w.common.back}`, 'followup.back'))] : []),
    ],
  });
}

function aboutLines(scene: Scene, followUp: OpenedFollowUp['followUp']): string[] {
  const words = scene.w.work.followUp;
  return [
    words.due({ when: sayDue(scene, followUp) }),
    followUp.what && esc(followUp.what),
    followUp.snoozes > 0 && words.snoozed({ n: followUp.snoozes }),
    followUp.moves > 0 && words.moved({ n: followUp.moves }),
  ].filter((line): line is string => Boolean(line));
}

function laterButtons(scene: Scene, followUpId: string): AnyBlock[] {
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

function actionsWithMenu(scene: Scene, followUpId: string, customerId: string): AnyBlock {
  const words = scene.w.work.followUp;
  const menu = overflow('follow-up', [
    choice(words.done, 'followup.done', followUpId),
    choice(words.handOver, 'followup.hand-over', followUpId),
    choice(words.cancelIt, 'followup.cancel', followUpId),
  ]);
  const card = button(words.card, 'customer.card', { customerId });
  return { type: 'actions', elements: [card, menu] };
}

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

/** What a follow-up became. */
export function followUpDone(scene: Scene, changed: Changed): Done {
  const say = scene.w.work.followUp.changed[changed.kind]!;
  const when = sayDue(scene, { dueAt: new Date(changed.dueAt), grain: changed.grain });
  return { text: say({ number: sayNumber(changed.number), when }), undoId: changed.undoId };
}

/** What was planned. */
export function plannedDone(
  scene: Scene,
  planned: { id: string; number: number; dueAt: string; grain: string; undoId: string },
): Done {
  const words = scene.w.work.followUp;
  const when = sayDue(scene, { dueAt: new Date(planned.dueAt), grain: planned.grain });
  return {
    text: words.planned({ number: sayNumber(planned.number), when }),
    undoId: planned.undoId,
    buttons: [button(scene.w.work.contact.another, 'followup.move', { followUpId: planned.id })],
  };
}
