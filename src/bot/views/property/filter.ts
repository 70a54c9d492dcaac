import { ORIENTATIONS, UNIT_LAYOUTS, UNIT_STATUSES } from '../../../crm/properties/fields.ts';
import type { UnitFilter } from '../../../crm/properties/store/search.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatArea, formatBudget } from '../../../i18n/format.ts';
import { type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { multiSelect, select, textInput } from '../../form.ts';

/** The filters of a list of units as a form. */
export function unitFilterModal(
  scene: Scene,
  filter: UnitFilter,
  data: { settings: Settings; projects: { id: string; nameZh: string; nameEn: string }[] },
): ModalView {
  const { w, actor } = scene;
  const { locale } = actor;
  const { label, guide, orientation, filter: words, statusWord } = w.properties;
  const { settings, projects } = data;
  const budget =
    filter.price && formatBudget({ ...filter.price, currency: settings.currency }, locale);
  return modal({
    id: 'property.filter-apply',
    title: words.title,
    submit: words.apply,
    close: w.common.cancel,
    blocks: [
      ...(projects.length > 0
        ? [
            select({
              key: 'project',
              label: label.project,
              optional: true,
              options: projects.slice(0, 100).map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.nameZh : one.nameEn,
              })),
              initial: filter.projectId ?? null,
            }),
          ]
        : []),
      textInput({
        key: 'building',
        label: label.building,
        optional: true,
        maxLength: 20,
        ...(filter.building && { initial: filter.building }),
      }),
      multiSelect({
        key: 'layouts',
        label: label.layout,
        optional: true,
        options: UNIT_LAYOUTS.map((value) => ({ value, label: w.fields.layouts[value] })),
        initial: filter.layouts ?? [],
      }),
      textInput({
        key: 'area',
        label: label.area,
        hint: w.fields.guide.area,
        optional: true,
        maxLength: 60,
        ...(filter.area && { initial: formatArea(filter.area, locale) }),
      }),
      textInput({
        key: 'price',
        label: label.budget,
        hint: guide.price,
        optional: true,
        maxLength: 60,
        ...(budget && { initial: budget }),
      }),
      multiSelect({
        key: 'districts',
        label: label.district,
        optional: true,
        options: settings.districts.map((one) => ({ value: one.key, label: one[locale] })),
        initial: filter.districts ?? [],
      }),
      select({
        key: 'orientation',
        label: label.orientation,
        optional: true,
        options: ORIENTATIONS.map((value) => ({ value, label: orientation[value] })),
        initial: filter.orientation ?? null,
      }),
      multiSelect({
        key: 'statuses',
        label: label.status,
        hint: words.forSale,
        optional: true,
        options: UNIT_STATUSES.map((value) => ({ value, label: statusWord[value] })),
        initial: filter.statuses ?? [],
      }),
      textInput({
        key: 'text',
        label: label.words,
        optional: true,
        maxLength: 60,
        ...(filter.text && { initial: filter.text }),
      }),
    ],
  });
}
