import { canEver } from '../../../crm/access/rules.ts';
import type { CustomerFilter, CustomerLine } from '../../../crm/customers/store-search.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import type { Why } from '../../../crm/why/rules.ts';
import { formatMonthDay } from '../../../i18n/format.ts';
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
import { formatFilterBudget } from './filter.ts';
import { customerLine } from './lines.ts';

/** The first screen of bare `/customer`: search, recent five, the main doings. */
export function menuModal(scene: Scene, recent: CustomerLine[], now: Date): ModalView {
  const { w } = scene;
  const { menu } = w.customers;
  const blocks: AnyBlock[] = [
    searchBox(scene),
    actions(
      button(menu.register, 'customer.new'),
      button(menu.myDay, 'day.open'),
      button(w.ownership.check.title, 'ownership.check'),
      button(w.ownership.pool.button, 'pool.open'),
      ...(canEver(scene.actor, 'duplicate:see')
        ? [button(w.duplicates.list.button, 'duplicates.list')]
        : []),
      button(menu.help, 'help'),
    ),
    divider(),
    context(recent.length > 0 ? menu.recent : menu.noneYet),
    ...recent.map((line) => customerLine(scene, line, now)),
  ];
  return modal({
    id: 'customer.search',
    title: menu.title,
    submit: menu.find,
    close: w.common.close,
    blocks,
  });
}

/** A page of customers that fit a filter. */
export function listModal(
  scene: Scene,
  page: {
    lines: CustomerLine[];
    hasNext: boolean;
    number: number;
    filter: CustomerFilter;
    now: Date;
    settings: Settings;
    nearest?: string | null;
    /** Nobody is called as typed; the lines are near it. */
    near?: boolean;
    /** Name of the rep whose customers are shown. */
    repName?: string | null;
    /** The reasons to call, by customer. */
    whys?: ReadonlyMap<string, Why>;
  },
): ModalView {
  const { w } = scene;
  const { filter, number } = page;
  const turns = [
    ...(number > 0
      ? [
          button(
            w.common.previousPage,
            'customer.list',
            { filter, page: number - 1 },
            { nth: 'previous' },
          ),
        ]
      : []),
    ...(page.hasNext
      ? [button(w.common.nextPage, 'customer.list', { filter, page: number + 1 }, { nth: 'next' })]
      : []),
    button(w.customers.list.filter, 'customer.filter', { filter }),
    ...(isFiltered(filter)
      ? [
          button(
            w.customers.list.clear,
            'customer.list',
            { filter: { text: filter.text } },
            { nth: 'clear' },
          ),
        ]
      : []),
  ];
  const empty = filter.text
    ? w.customers.list.none({ text: esc(filter.text) })
    : w.customers.list.noneFiltered;
  const parts = listParts(scene, filter, page);
  return modal({
    id: 'customer.search',
    title: w.customers.list.title,
    submit: w.customers.menu.find,
    close: w.common.close,
    blocks: [
      searchBox(scene, filter.text),
      ...(parts.length > 0
        ? [context(w.customers.list.tapToDrop), actions(...parts.map(dropButton(scene)))]
        : []),
      ...(page.near ? [context(w.talk.foundNear({ text: esc(filter.text ?? '') }))] : []),
      ...(page.lines.length > 0
        ? page.lines.map((line) => customerLine(scene, line, page.now, page.whys?.get(line.id)))
        : [
            section(empty),
            ...(page.nearest ? [context(w.common.nearest({ word: page.nearest }))] : []),
          ]),
      actions(
        ...turns,
        ...(page.lines.length > 0 ? [] : [button(w.customers.menu.register, 'customer.new')]),
      ),
    ],
  });
}

function searchBox(scene: Scene, text?: string): AnyBlock {
  const { menu } = scene.w.customers;
  return {
    ...textInput({
      key: 'search',
      label: menu.search,
      hint: menu.searchHint,
      optional: true,
      maxLength: 80,
      ...(text && { initial: text }),
    }),
    // A new result page shows the text it was searched with.
    block_id: `search#${text ?? ''}`.slice(0, 200),
  };
}

const isFiltered = ({ text: _, ...filter }: CustomerFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined);

/** One filter: its words, and the list's filter without it. */
interface FilterPart {
  id: string;
  label: string;
  without: CustomerFilter;
}

/** Each filter by itself, so that each can be taken away by a tap. */
export function listParts(
  scene: Scene,
  filter: CustomerFilter,
  { settings, repName }: { settings: Settings; repName?: string | null },
): FilterPart[] {
  const { w, actor } = scene;
  const { fields } = w;
  const choice = (list: Settings['sources'], key: string) =>
    list.find((one) => one.key === key)?.[actor.locale] ?? key;
  const one = (key: keyof CustomerFilter, label: string | false | undefined): FilterPart[] => {
    const { [key]: _, ...without } = filter;
    return label ? [{ id: key, label, without }] : [];
  };
  const each = (key: 'districts' | 'layouts', say: (value: string) => string): FilterPart[] =>
    (filter[key] ?? []).map((value) => {
      const { [key]: values, ...others } = filter;
      const rest = values?.filter((other) => other !== value) ?? [];
      const without = rest.length > 0 ? { ...others, [key]: rest } : others;
      return { id: `${key}-${value}`, label: say(value), without };
    });
  const isMine = filter.repId === actor.id;
  return [
    ...one('stage', filter.stage && fields.stage[filter.stage as keyof typeof fields.stage]),
    ...one('grade', filter.grade && w.customers.list.grade({ grade: filter.grade })),
    ...each('layouts', (value) => fields.layouts[value as keyof typeof fields.layouts]),
    ...each('districts', (value) => choice(settings.districts, value)),
    ...one('budget', filter.budget && formatFilterBudget(scene, filter.budget, settings)),
    ...one(
      'purchaseTime',
      filter.purchaseTime &&
        fields.purchaseTime[filter.purchaseTime as keyof typeof fields.purchaseTime],
    ),
    ...one('source', filter.source && choice(settings.sources, filter.source)),
    ...one('overdue', filter.overdue && w.customers.list.overdue),
    ...one('due', filter.due && formatPeriod(scene, filter.due)),
    ...one('repId', filter.repId && (isMine ? w.customers.filter.mine : (repName ?? '?'))),
  ].slice(0, 25);
}

/** The button that takes a filter away. */
export const dropButton = (scene: Scene) => (part: FilterPart) =>
  button(
    scene.w.customers.list.drop({ filter: part.label }),
    'customer.list',
    { filter: part.without },
    { nth: `drop-${part.id}` },
  );

/** `9 Mar – 15 Mar`; the last moment of a period is not in it any more. */
function formatPeriod(scene: Scene, due: NonNullable<CustomerFilter['due']>): string {
  const { locale, zone } = scene.actor;
  const days = [due.from, due.to && new Date(new Date(due.to).getTime() - 1).toISOString()].map(
    (at) => (at ? formatMonthDay(new Date(at), locale, zone) : ''),
  );
  return days[0] === days[1] ? days[0]! : days.join('–');
}
