import { GRADES } from '../../../crm/customers/fields.ts';
import type { CustomerFilter } from '../../../crm/customers/store-search.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatBudget } from '../../../i18n/format.ts';
import { type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, multiSelect, select, textInput } from '../../form.ts';

/** The filters of a list as a form. */
export function filterModal(
  scene: Scene,
  filter: CustomerFilter,
  { settings, reps }: { settings: Settings; reps: readonly { id: string; name: string }[] },
): ModalView {
  const { w, actor } = scene;
  const words = w.customers.filter;
  const label = w.fields.label;
  const choices = (list: Settings['sources']) =>
    list.map((one) => ({ value: one.key, label: one[actor.locale] }));
  return modal({
    id: 'customer.filter-apply',
    title: words.title,
    submit: words.apply,
    close: w.common.cancel,
    // What only words set stays: a rep's own form has no choice of reps.
    memo: {
      text: filter.text,
      kept: {
        ...(filter.repId && reps.length === 0 && { repId: filter.repId }),
        ...(filter.due && { due: filter.due }),
      },
    },
    blocks: [
      select({
        key: 'stage',
        label: label.stage,
        optional: true,
        initial: filter.stage ?? null,
        options: Object.entries(w.fields.stage).map(([value, name]) => ({ value, label: name })),
      }),
      select({
        key: 'grade',
        label: label.grade,
        optional: true,
        initial: filter.grade ?? null,
        options: GRADES.map((value) => ({
          value,
          label: value,
          hint: w.fields.gradeMeaning[value],
        })),
      }),
      select({
        key: 'source',
        label: label.source,
        optional: true,
        initial: filter.source ?? null,
        options: choices(settings.sources),
      }),
      ...(reps.length > 0
        ? [
            select({
              key: 'repId',
              label: w.customers.card.assigned,
              optional: true,
              initial: filter.repId ?? null,
              options: reps.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
            }),
          ]
        : []),
      multiSelect({
        key: 'districts',
        label: label.districts,
        optional: true,
        initial: filter.districts ?? [],
        options: choices(settings.districts),
      }),
      multiSelect({
        key: 'layouts',
        label: label.layouts,
        optional: true,
        initial: filter.layouts ?? [],
        options: named(w.fields.layouts),
      }),
      select({
        key: 'purchaseTime',
        label: label.purchaseTime,
        optional: true,
        initial: filter.purchaseTime ?? null,
        options: named(w.fields.purchaseTime),
      }),
      textInput({
        key: 'budget',
        label: label.budget,
        optional: true,
        hint: w.fields.guide.budget,
        maxLength: 60,
        ...(filter.budget && { initial: formatFilterBudget(scene, filter.budget, settings) }),
      }),
      checkboxes({
        key: 'overdue',
        label: w.customers.list.overdue,
        optional: true,
        initial: filter.overdue ? ['yes'] : [],
        options: [{ value: 'yes', label: words.overdueOnly }],
      }),
    ],
  });
}

const named = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** A budget as it stands in the form and on the button that takes the filter away. */
export function formatFilterBudget(
  scene: Scene,
  budget: { min: number | null; max: number | null },
  settings: Settings,
): string {
  return formatBudget({ ...budget, currency: settings.currency }, scene.actor.locale);
}
