import { ALL_FIELDS } from '../../crm/customers/fields.ts';
import { SETTING_FIELDS } from '../../crm/settings/fields.ts';
import { writeSetting } from '../../crm/settings/fields-writing.ts';
import { DEFAULTS, type SettingKey } from '../../crm/settings/rules.ts';
import type { Rules } from '../../crm/settings/usecases.ts';
import { type AnyBlock, context } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { channelSelect, multiSelect, type Option, select, textInput, timePicker } from '../form.ts';

/** The input of a rule: its name, its value, and below what the value means and what the default is. */
export function settingInput(scene: Scene, rules: Rules, key: SettingKey): AnyBlock {
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
    case 'needs':
      return multiSelect({
        ...field,
        optional: true,
        initial: [...written],
        options: optionsOf(w.playbooks.needs),
      });
    case 'closedAt':
      return select({ ...field, initial: text, options: optionsOf(w.playbooks.closedAt) });
    case 'matchMusts':
      return multiSelect({
        ...field,
        optional: true,
        initial: [...written],
        options: optionsOf(w.fields.musts),
      });
    case 'eligibility':
      return multiSelect({
        ...field,
        optional: true,
        initial: [...written],
        options: optionsOf(w.deals.checks.kinds),
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
    case 'stages':
    case 'choices':
      return textInput({ ...field, initial: text, multiline: true, maxLength: 3000 });
    case 'assignRules':
    case 'credits':
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
  const isLong = ['choices', 'groups', 'stages', 'customerFields', 'text'].includes(
    SETTING_FIELDS[key].kind,
  );
  return [
    meaning,
    ...(isLong || !usual ? [] : [words.default({ value: usual })]),
    ...(rules.ownKeys.includes(key) ? [words.own] : []),
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
    case 'needs':
      return join([...written].map((key) => w.playbooks.needs[key as 'need'] ?? key));
    case 'closedAt':
      return w.playbooks.closedAt[row.value as 'contract'] ?? String(row.value);
    case 'matchMusts':
      return join([...written].map((key) => w.fields.musts[key as 'area'] ?? key));
    case 'eligibility':
      return join([...written].map((key) => w.deals.checks.kinds[key as 'loan'] ?? key));
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
