import { statusAt } from '../../../crm/properties/rules.ts';
import type { UnitFilter } from '../../../crm/properties/store/search.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import type { Stock, UnitPage } from '../../../crm/properties/usecases/stock.ts';
import { formatArea, formatCivilDay, formatPrice } from '../../../i18n/format.ts';
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
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { textInput } from '../../form.ts';
import { callUnit, describeUnit, districtName, listPriceOf } from './lines.ts';

/** Slack draws at most 100 blocks; an office sells a handful. */
const MOST_PROJECTS = 30;

/** The first screen of `/property`: search, and the projects with what is left of each. */
export function stockModal(scene: Scene, stock: Stock, said?: string): ModalView {
  const { w } = scene;
  const words = w.properties.stock;
  const add = [
    ...(stock.projects.length > 0
      ? [button(words.addUnit, 'property.add', {}, { nth: 'stock' })]
      : []),
    button(words.addProject, 'project.open', {}),
  ];
  const none = stock.mayChange ? words.noneManager : words.none;
  return modal({
    id: 'property.search',
    title: words.title,
    submit: words.search,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      searchBox(scene),
      ...(stock.mayChange ? [actions(...add)] : []),
      divider(),
      ...(stock.projects.length === 0 ? [section(none)] : []),
      ...stock.projects.slice(0, MOST_PROJECTS).flatMap((one) => projectLines(scene, one, stock)),
    ],
  });
}

const searchBox = ({ w }: Scene, text?: string) =>
  textInput({
    key: 'search',
    label: w.properties.stock.search,
    hint: w.properties.stock.searchHint,
    optional: true,
    maxLength: 200,
    ...(text && { initial: text }),
  });

function projectLines(
  { w, actor }: Scene,
  project: Stock['projects'][number],
  { mayChange, settings }: Stock,
): AnyBlock[] {
  const words = w.properties.stock;
  const { id, counts, permitNumber, permitOn } = project;
  const { available = 0, held = 0, reserved = 0, sold = 0 } = counts;
  const { locale } = actor;
  const lines = [
    `*${esc(locale === 'zh' ? project.nameZh : project.nameEn)}*  ${esc(districtName(project.district, settings, locale))}`,
    words.counts({ available, held, reserved, sold }),
    permitNumber
      ? words.permit({ number: esc(permitNumber), day: formatCivilDay(permitOn ?? '', locale) })
      : words.noPermit,
  ];
  return [
    section(lines.join('\n')),
    actions(
      button(words.units, 'property.list', { filter: { projectId: id } }, { nth: id }),
      button(words.prices, 'property.prices', { projectId: id }, { nth: id }),
      ...(mayChange ? [button(words.change, 'project.open', { id }, { nth: id })] : []),
    ),
  ];
}

/** A page of units that fit. */
export function unitsModal(scene: Scene, list: UnitPage, said?: string): ModalView {
  const { w } = scene;
  const words = w.properties.list;
  const { filter, page, hasNext, units } = list;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'property.list', { filter, page: to }, { nth });
  const parts = sayFilter(scene, filter, list);
  const buttons = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
    button(words.filter, 'property.filter', { filter }),
    ...(parts.length > 0
      ? [button(words.clear, 'property.list', { filter: {} }, { nth: 'clear' })]
      : []),
  ];
  return modal({
    id: 'property.search',
    title: words.title,
    submit: w.properties.stock.search,
    close: w.common.close,
    blocks: [
      searchBox(scene),
      ...(said ? [context(said)] : []),
      ...(parts.length > 0 ? [context(words.said({ words: parts.join(w.common.comma) }))] : []),
      ...(units.length > 0
        ? units.map((unit) => unitLine(scene, unit, list))
        : [section(words.none)]),
      actions(...buttons),
    ],
  });
}

/** One unit of a list, with its button; the minimum price for those who may know it. */
function unitLine(scene: Scene, unit: Unit, { floors, now }: UnitPage): AnyBlock {
  const { w, actor } = scene;
  const words = w.properties;
  const { locale } = actor;
  const floor = floors.get(unit.id);
  const price = [
    words.status[statusAt(unit, now)],
    listPriceOf(unit, locale),
    floor !== undefined &&
      w.common.pair({
        label: words.label.floorPrice,
        value: formatPrice(floor, unit.currency, locale),
      }),
  ];
  return section(
    [
      `*${esc(callUnit(unit, locale))}*  ${describeUnit(unit, { w, locale })}`,
      price.filter(Boolean).join(' · '),
    ].join('\n'),
    { accessory: button(words.list.open, 'property.show', { id: unit.id }, { nth: unit.id }) },
  );
}

/** The filters in words, each a part; what people typed is escaped. */
function sayFilter(
  { w, actor }: Scene,
  filter: UnitFilter,
  { projects, settings }: Pick<UnitPage, 'projects' | 'settings'>,
): string[] {
  const words = w.properties;
  const { locale } = actor;
  const project = projects.find(({ id }) => id === filter.projectId);
  const price = (amount: number) => formatPrice(amount, settings.currency, locale);
  const { min = null, max = null } = filter.price ?? {};
  return [
    project && esc(locale === 'zh' ? project.nameZh : project.nameEn),
    filter.building && words.prices.building({ name: esc(filter.building) }),
    filter.code && esc(filter.code),
    ...(filter.layouts ?? []).map((one) => w.fields.layouts[one as '3br']),
    filter.area && formatArea(filter.area, locale),
    max !== null && words.list.upTo({ price: price(max) }),
    min !== null && words.list.from({ price: price(min) }),
    filter.floor && words.label.floor + floorText(filter.floor),
    filter.orientation &&
      words.facing({ orientation: words.orientation[filter.orientation as 's'] }),
    ...(filter.districts ?? []).map((one) => esc(districtName(one, settings, locale))),
    ...(filter.statuses ?? []).map((one) => words.statusWord[one]),
    filter.heldBy && words.list.mine,
    filter.text && esc(filter.text),
  ].filter((part): part is string => Boolean(part));
}

const floorText = ({ min, max }: { min: number | null; max: number | null }): string =>
  ` ${min === max ? min : `${min ?? ''}–${max ?? ''}`}`;
