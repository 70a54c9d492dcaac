import { ALL_FIELDS } from '../../crm/customers/fields.ts';
import {
  listPageKeys,
  RULE_PAGES,
  type RulePage,
  SETTING_FIELDS,
  writeSetting,
} from '../../crm/settings/fields.ts';
import { DEFAULTS, type SettingKey } from '../../crm/settings/rules.ts';
import type { Rules } from '../../crm/settings/usecases.ts';
import { formatDateTime } from '../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import {
  channelSelect,
  checkboxes,
  instantPicker,
  multiSelect,
  type Option,
  select,
  textInput,
  timePicker,
} from '../form.ts';

/** The pages of rules, and whose they are. */
export function rulesMenu(scene: Scene, rules: Rules, said?: string): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const pages = RULE_PAGES.filter((page) => listPageKeys(page, rules.teamId).length > 0);
  return modal({
    id: 'rules.menu',
    title: words.title,
    close: w.common.close,
    memo: { teamId: rules.teamId },
    blocks: [
      ...(said ? [section(said)] : []),
      section(words.of({ team: esc(ownerName(scene, rules)) })),
      actions(...ownerButtons(scene, rules), button(w.common.back, 'gatehouse.menu')),
      divider(),
      ...pages.map((page) =>
        section(words.pages[page], {
          accessory: button(
            words.open,
            'rules.page',
            { teamId: rules.teamId, page },
            { nth: page },
          ),
        }),
      ),
      ...rules.upcoming.slice(0, 10).map((row) =>
        context(
          esc(
            words.upcoming({
              when: whenOf(scene, row.from),
              rule: w.office.settings[row.key].label,
              value: showSetting(scene, rules, row),
            }),
          ),
        ),
      ),
      ...(rules.mayChange ? [] : [context(words.onlyRead)]),
      actions(button(words.history, 'rules.history', { teamId: rules.teamId })),
    ],
  });
}

function ownerButtons(scene: Scene, rules: Rules) {
  const owners = [
    { id: null, name: scene.w.office.rules.office },
    ...rules.teams.map(({ id, name }) => ({ id, name })),
  ];
  return owners
    .filter(({ id }) => id !== rules.teamId)
    .slice(0, 20)
    .map(({ id, name }) => button(name, 'rules.menu', { teamId: id }, { nth: id ?? 'office' }));
}

const ownerName = (scene: Scene, rules: Rules): string =>
  rules.teams.find(({ id }) => id === rules.teamId)?.name ?? scene.w.office.rules.office;

/** One page of rules: a form for those who may change them, a list for the others. */
export function rulesPage(scene: Scene, rules: Rules, page: RulePage): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const keys = listPageKeys(page, rules.teamId);
  const own = keys.filter((key) => rules.ownKeys.includes(key));
  const head = section(words.of({ team: esc(ownerName(scene, rules)) }));
  if (!rules.mayChange) {
    const lines = keys.map((key) => readLine(scene, rules, key));
    return modal({
      id: 'rules.page',
      title: words.pages[page],
      close: w.common.back,
      blocks: [head, ...lines],
    });
  }
  return modal({
    id: 'rules.save',
    title: words.pages[page],
    submit: w.common.save,
    close: w.common.back,
    memo: { teamId: rules.teamId, page },
    blocks: [
      head,
      ...keys.map((key) => settingInput(scene, rules, key)),
      ...(own.length > 0 ? [followInput(scene, own)] : []),
      instantPicker({ key: 'from', label: words.from, hint: words.fromHint, optional: true }),
    ],
  });
}

/** Ten boxes at most; a page of a team has fewer rules than that or a box for the first ten. */
function followInput(scene: Scene, own: SettingKey[]): AnyBlock {
  const { rules, settings } = scene.w.office;
  return checkboxes({
    key: 'follow',
    label: rules.follow,
    hint: rules.followHint,
    optional: true,
    options: own.slice(0, 10).map((key) => ({ value: key, label: settings[key].label })),
  });
}

function readLine(scene: Scene, rules: Rules, key: SettingKey): AnyBlock {
  const { label, meaning } = scene.w.office.settings[key];
  const value = showSetting(scene, rules, { key, value: rules.settings[key] });
  return section(`*${label}*\n${esc(value) || '–'}\n_${meaning}_`);
}

/** The input of a rule: its name, its value, and below what the value means and what the default is. */
function settingInput(scene: Scene, rules: Rules, key: SettingKey): AnyBlock {
  const { w } = scene;
  const { label, meaning } = w.office.settings[key];
  const written = writeSetting(key, rules.settings[key], rules);
  const text = String(written);
  const hint = hintOf(scene, rules, key, meaning);
  const field = { key, label, hint };
  switch (SETTING_FIELDS[key].kind) {
    case 'time':
      return timePicker({ ...field, initial: text });
    case 'weekdays':
      return multiSelect({
        ...field,
        optional: true,
        initial: [...written],
        options: weekdayOptions(scene),
      });
    case 'reps':
      return repsInput(field, rules, [...written]);
    case 'customerFields':
      return multiSelect({ ...field, initial: [...written], options: customerFieldOptions(scene) });
    case 'reviewSteps':
      return select({ ...field, initial: text, options: optionsOf(w.review.settings.steps) });
    case 'reviewChanges':
      return multiSelect({
        ...field,
        optional: true,
        initial: [...written],
        options: optionsOf(w.review.settings.changes),
      });
    case 'text':
      return textInput({ ...field, initial: text, multiline: true, maxLength: 1000 });
    case 'holidays':
      return select({ ...field, initial: text, options: optionsOf(w.office.rules.calendars) });
    case 'channel':
      return channelSelect({ ...field, optional: true, ...(text && { initial: text }) });
    case 'yesNo':
      return select({
        ...field,
        initial: text,
        options: [
          { value: 'yes', label: w.common.yes },
          { value: 'no', label: w.common.no },
        ],
      });
    case 'assignWay':
      return select({ ...field, initial: text, options: optionsOf(w.office.rules.assignWays) });
    case 'assignLast':
      return select({ ...field, initial: text, options: lastOptions(scene, rules) });
    case 'choices':
      return textInput({ ...field, initial: text, multiline: true, maxLength: 3000 });
    case 'assignRules':
    case 'dates':
    case 'groups':
      return textInput({
        ...field,
        initial: text,
        multiline: true,
        optional: true,
        maxLength: 3000,
      });
    default:
      return textInput({ ...field, initial: text, maxLength: 40 });
  }
}

/** Where a customer goes whom nobody else can take: the pool, or somebody; Slack takes 100 of them. */
const lastOptions = ({ w }: Scene, { people }: Rules): Option[] => [
  { value: 'pool', label: w.office.rules.toPool },
  ...people.slice(0, 99).map(({ id, name }) => ({ value: id, label: name })),
];

/** Slack draws no list without a choice, and at most 100 of them. */
function repsInput(
  field: { key: string; label: string; hint: string },
  { reps }: Rules,
  chosen: string[],
): AnyBlock {
  const options = reps.slice(0, 100).map(({ id, name }) => ({ value: id, label: name }));
  if (options.length === 0) return context(`*${field.label}* –`, field.hint);
  return multiSelect({ ...field, optional: true, initial: chosen, options });
}

function hintOf(scene: Scene, rules: Rules, key: SettingKey, meaning: string): string {
  const words = scene.w.office.rules;
  const usual = showSetting(scene, rules, { key, value: DEFAULTS[key] });
  const isLong = ['choices', 'groups', 'customerFields', 'text'].includes(SETTING_FIELDS[key].kind);
  return [
    meaning,
    ...(isLong || !usual ? [] : [words.default({ value: usual })]),
    ...(rules.ownKeys.includes(key) ? [`(${words.own})`] : []),
  ].join(' ');
}

/** A rule's value in one line, in the person's language. Plain text: escape it before mrkdwn. */
export function showSetting(
  scene: Scene,
  rules: Rules,
  row: { key: SettingKey; value: unknown },
): string {
  const { w, actor } = scene;
  const { kind } = SETTING_FIELDS[row.key];
  if (typeof row.value === 'object' && row.value !== null && 'follow' in row.value)
    return w.office.rules.followed;
  const join = (parts: string[]) => parts.join(actor.locale === 'zh' ? '、' : ', ');
  const written = writeSetting(row.key, row.value as never, rules);
  switch (kind) {
    case 'weekdays':
      return join([...written].map((day) => w.office.rules.weekdays[Number(day) - 1] ?? day));
    case 'customerFields':
      return join([...written].map((key) => labelOfField(scene, key)));
    case 'reps':
      return join([...written].map((id) => rules.reps.find((rep) => rep.id === id)?.name ?? '?'));
    case 'assignWay':
      return (w.office.rules.assignWays as Record<string, string>)[String(row.value)] ?? '?';
    case 'assignLast':
      return (
        lastOptions(scene, rules).find(({ value }) => value === String(row.value))?.label ?? '?'
      );
    case 'reviewSteps':
      return w.review.settings.steps[row.value as 'off'] ?? String(row.value);
    case 'reviewChanges':
      return join([...written].map((key) => w.review.settings.changes[key as 'phones'] ?? key));
    case 'yesNo':
      return row.value ? w.common.yes : w.common.no;
    case 'holidays':
      return (
        (w.office.rules.calendars as Record<string, string>)[String(row.value)] ?? String(row.value)
      );
    default:
      return join(String(written).split('\n')).slice(0, 200);
  }
}

/** Who changed what, newest first. */
export function ruleHistory(
  scene: Scene,
  rules: Rules,
  rows: { key: SettingKey; value: unknown; from: Date; byName: string | null }[],
): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const lines = rows.map((row) =>
    context(
      esc(
        words.historyLine({
          when: whenOf(scene, row.from),
          rule: w.office.settings[row.key]?.label ?? row.key,
          who: row.byName ?? words.system,
          value: showSetting(scene, rules, row),
        }),
      ),
    ),
  );
  return modal({
    id: 'rules.history',
    title: words.historyTitle,
    close: w.common.close,
    blocks: [
      section(words.of({ team: esc(ownerName(scene, rules)) })),
      actions(button(w.common.back, 'rules.menu', { teamId: rules.teamId })),
      ...(lines.length > 0 ? lines : [section(words.historyNone)]),
    ],
  });
}

/** A moment as the person reads it. */
export const whenOf = (scene: Scene, at: Date): string =>
  formatDateTime(at, scene.actor.locale, scene.actor.zone);

const optionsOf = (words: Record<string, string>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const weekdayOptions = (scene: Scene): Option[] =>
  scene.w.office.rules.weekdays.map((label, nth) => ({ value: String(nth + 1), label }));

const customerFieldOptions = (scene: Scene): Option[] =>
  ALL_FIELDS.map(({ key }) => (key === 'phones' ? 'phone' : key)).map((key) => ({
    value: key,
    label: labelOfField(scene, key),
  }));

const labelOfField = (scene: Scene, key: string): string =>
  (scene.w.fields.label as Record<string, string>)[key] ?? key;
