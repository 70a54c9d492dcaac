import { writeGiven } from '../../../crm/playbooks/fields.ts';
import {
  MAX_STEP_FIND,
  MAX_STEP_TITLE,
  STEP_DAYS,
  STEP_KINDS,
  STEP_ROLES,
  type Step,
} from '../../../crm/playbooks/schema.ts';
import type { Opened, Playbooks } from '../../../crm/playbooks/usecases/editing.ts';
import { words as wordsOf } from '../../../i18n/words.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  overflow,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { radio, select, textInput } from '../../form.ts';
import { type Said, stepLines, stepWords } from './words.ts';

const sayStage = ({ w }: Scene, stage: string): string =>
  w.fields.stage[stage as keyof typeof w.fields.stage];

/** The stages with their playbooks, of a team or the office. */
export function playbooksModal(scene: Scene, shown: Playbooks): ModalView {
  const { w } = scene;
  const words = w.playbooks.edit;
  const { teamId, teams, stages } = shown;
  const owners = [{ id: null, name: words.office }, ...teams].filter(({ id }) => id !== teamId);
  const name = teams.find(({ id }) => id === teamId)?.name ?? words.office;
  return modal({
    id: 'playbooks.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      section(words.of({ team: esc(name) })),
      actions(
        ...owners
          .slice(0, 20)
          .map((one) =>
            button(one.name, 'playbooks.list', { teamId: one.id }, { nth: one.id ?? 'office' }),
          ),
        button(w.common.back, 'gatehouse.menu'),
      ),
      divider(),
      ...stages.map(({ stage, playbook }) =>
        section(
          words.stageLine({
            stage: sayStage(scene, stage),
            n: playbook.steps.length,
            whose: words.whose[playbook.of] ?? '',
          }),
          { accessory: button(words.open, 'playbooks.stage', { teamId, stage }, { nth: stage }) },
        ),
      ),
    ],
  });
}

/** One playbook: its steps in their order, each with what can be done to it. */
export function playbookModal(scene: Scene, opened: Opened, said?: string): ModalView {
  const { w } = scene;
  const words = w.playbooks.edit;
  const { teamId, stage, playbook, newest, mayChange } = opened;
  const to = { teamId, stage, seen: newest };
  return modal({
    id: 'playbooks.stage',
    title: words.title,
    close: w.common.back,
    memo: to,
    blocks: [
      ...(said ? [section(said)] : []),
      section(
        words.stageLine({
          stage: sayStage(scene, stage),
          n: playbook.steps.length,
          whose: [
            words.whose[playbook.of],
            ...(playbook.number > 0 ? [words.version({ n: playbook.number })] : []),
          ].join(' · '),
        }),
      ),
      ...behindBlocks(scene, opened),
      ...(playbook.steps.length === 0 ? [section(words.empty)] : []),
      ...playbook.steps.map((step) => stepBlock(scene, opened, step)),
      ...(mayChange
        ? [
            actions(
              button(words.add, 'playbooks.step', {}, { style: 'primary' }),
              ...(playbook.of === 'team' ? [button(words.reset, 'playbooks.reset')] : []),
            ),
          ]
        : []),
    ],
  });
}

/** Plans that began by an earlier version: shall they follow? */
function behindBlocks(scene: Scene, { playbook, behind, teamId, mayChange }: Opened): AnyBlock[] {
  const words = scene.w.playbooks.edit;
  const isOwn = playbook.of === (teamId ? 'team' : 'office');
  if (!isOwn || behind === 0 || !mayChange) return [];
  if (playbook.follows) return [context(words.following)];
  return [
    section(words.behind({ n: behind })),
    actions(button(words.follow, 'playbooks.follow')),
    context(words.stay),
  ];
}

function stepBlock(scene: Scene, { stage, mayChange }: Opened, step: Step): AnyBlock {
  const { w, actor } = scene;
  const words = w.playbooks;
  const [title = '', ...more] = stepLines(w, actor.locale, saidOf(stage, step));
  const facts = [
    words.step.after({ n: step.after, days: step.days }),
    words.roles[step.role],
    step.limit !== null && words.step.limit({ n: step.limit }),
  ].filter(Boolean);
  const menu = overflow(step.key, [
    choice(words.edit.change, 'playbooks.step', step.key),
    choice(words.edit.up, 'playbooks.up', step.key),
    choice(words.edit.down, 'playbooks.down', step.key),
    choice(words.edit.remove, 'playbooks.remove', step.key),
  ]);
  return section([title, facts.join(' · '), ...more].join('\n'), {
    ...(mayChange && { accessory: menu }),
  });
}

const saidOf = (stage: string, { key, text }: Step): Said => ({ stage, key, text });

/** The form of a step, new or known; a native one starts with its words in both languages. */
export function stepForm(
  scene: Scene,
  { teamId, stage, newest }: Opened,
  step: Step | null,
): ModalView {
  const { w } = scene;
  const words = w.playbooks.edit;
  const said = step && saidOf(stage, step);
  const [zh, en] = (['zh', 'en'] as const).map(
    (locale) => said && stepWords(wordsOf(locale), locale, said),
  );
  const given = zh?.give.map(({ label, url }, nth) =>
    writeGiven({ zh: label, en: en?.give[nth]?.label ?? label, url }),
  );
  const line = (key: string, label: string, initial: string | null | undefined, max: number) =>
    textInput({ key, label, optional: true, maxLength: max, ...(initial && { initial }) });
  return modal({
    id: 'playbooks.save-step',
    title: words.stepTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { teamId, stage, seen: newest, ...(step && { key: step.key }) },
    blocks: [
      line('titleZh', words.titleZh, zh?.title, MAX_STEP_TITLE),
      line('titleEn', words.titleEn, en?.title, MAX_STEP_TITLE),
      textInput({
        key: 'after',
        label: words.after,
        maxLength: 4,
        initial: String(step?.after ?? 1),
      }),
      select({
        key: 'days',
        label: words.days,
        hint: words.daysHint,
        initial: step?.days ?? 'working',
        options: STEP_DAYS.map((value) => ({ value, label: w.playbooks.days[value] ?? value })),
      }),
      select({
        key: 'role',
        label: words.role,
        initial: step?.role ?? 'rep',
        options: STEP_ROLES.map((value) => ({ value, label: w.playbooks.roles[value] ?? value })),
      }),
      radio({
        key: 'kind',
        label: words.kind,
        initial: step?.kind ?? 'contact',
        options: STEP_KINDS.map((value) => ({
          value,
          label: w.playbooks.kinds[value] ?? value,
          hint: w.playbooks.kindHints[value] ?? '',
        })),
      }),
      textInput({
        key: 'limit',
        label: words.limit,
        hint: words.limitHint,
        optional: true,
        maxLength: 3,
        ...(step?.limit != null && { initial: String(step.limit) }),
      }),
      textInput({
        key: 'give',
        label: words.give,
        hint: words.giveHint,
        optional: true,
        multiline: true,
        maxLength: 3000,
        ...(given && given.length > 0 && { initial: given.join('\n') }),
      }),
      line('findZh', words.findZh, zh?.find, MAX_STEP_FIND),
      line('findEn', words.findEn, en?.find, MAX_STEP_FIND),
    ],
  });
}
