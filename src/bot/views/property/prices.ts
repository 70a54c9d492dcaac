import { sayUnit, statusAt } from '../../../crm/properties/rules.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import type { PriceList } from '../../../crm/properties/usecases/stock.ts';
import { formatArea } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { listPriceOf } from './lines.ts';

/** Buttons of houses that fit in a row of actions. */
const MOST_BUILDINGS = 20;
/** Lines of one paragraph, well within 3000 characters. */
const LINES_A_BLOCK = 15;

/** 价目表 A page of a project's price list by house and floor: list prices only, whoever looks. */
export function pricesModal(scene: Scene, list: PriceList): ModalView {
  const { w, actor } = scene;
  const words = w.properties.prices;
  const { project, buildings, building, units, page, hasNext } = list;
  const go = (label: string, to: { building: string | null; page: number }, nth: string) =>
    button(label, 'property.prices', { projectId: project.id, ...to }, { nth });
  const houses =
    buildings.length > 1
      ? [
          go(words.all, { building: null, page: 0 }, 'all'),
          ...buildings
            .slice(0, MOST_BUILDINGS)
            .map((name) => go(words.building({ name }), { building: name, page: 0 }, `b${name}`)),
        ]
      : [];
  const turns = [
    ...(page > 0 ? [go(w.common.previousPage, { building, page: page - 1 }, 'previous')] : []),
    ...(hasNext ? [go(w.common.nextPage, { building, page: page + 1 }, 'next')] : []),
  ];
  const name = actor.locale === 'zh' ? project.nameZh : project.nameEn;
  const where = building === null ? '' : `  ${esc(words.building({ name: building }))}`;
  return modal({
    id: 'property.price-list',
    title: words.title,
    close: w.common.close,
    blocks: [
      section(`*${esc(name)}*${where}`),
      context(words.note),
      ...(houses.length > 0 ? [actions(...houses)] : []),
      ...(units.length > 0 ? lines(scene, list) : [section(words.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function lines(scene: Scene, { units, now }: PriceList): AnyBlock[] {
  const blocks: AnyBlock[] = [];
  for (let from = 0; from < units.length; from += LINES_A_BLOCK) {
    const part = units.slice(from, from + LINES_A_BLOCK);
    blocks.push(section(part.map((unit) => priceLine(scene, unit, now)).join('\n')));
  }
  return blocks;
}

function priceLine({ w, actor }: Scene, unit: Unit, now: Date): string {
  const { locale } = actor;
  const status = w.properties.status[statusAt(unit, now)].split(' ')[0];
  const { area, layout } = unit;
  return [
    `${status} *${esc(sayUnit(unit))}*`,
    w.fields.layouts[layout],
    formatArea({ min: area, max: area }, locale),
    listPriceOf(unit, locale),
  ].join(' · ');
}
