import type { FileLink } from '../../../crm/properties/fields.ts';
import type { UnitCard } from '../../../crm/properties/usecases/unit-card.ts';
import { formatCivilDay, formatDateTime, formatPrice } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  confirm,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';
import { type Done, doneBlocks } from '../done.ts';
import { callUnit, describeUnit, districtName, listPriceOf } from './lines.ts';

/** A unit on one screen: what it is, what it costs, where it stands, and what can be done. */
export function unitModal(scene: Scene, card: UnitCard, done?: Done): ModalView {
  const { w } = scene;
  return modal({
    id: 'property.card',
    title: w.properties.card.title,
    close: w.common.close,
    memo: { id: card.unit.id },
    blocks: [
      ...(done ? doneBlocks(scene, done) : []),
      section(headline(scene, card)),
      ...doings(scene, card),
      divider(),
      section(facts(scene, card)),
      ...files(scene, [...card.unit.files, ...card.project.files]),
    ],
  });
}

function headline({ w, actor }: Scene, card: UnitCard): string {
  const words = w.properties;
  const { unit, status, party, holder, now } = card;
  const { locale, zone } = actor;
  const held =
    status === 'held' && unit.heldUntil
      ? words.card.heldUntil({
          name: esc(holder ?? ''),
          when: formatDateTime(unit.heldUntil, locale, zone, now),
        })
      : words.status[status];
  const whose = party && words.card.for({ customer: esc(callName(party, locale)) });
  return [
    `*${esc(callUnit(unit, locale))}*  ${describeUnit(unit, { w, locale })}`,
    [held, whose].filter(Boolean).join(' · '),
  ].join('\n');
}

function doings({ w }: Scene, { unit, status, party, may }: UnitCard): AnyBlock[] {
  const words = w.properties.card;
  const { id } = unit;
  const withdrawWords = confirm(words.withdraw, words.withdrawWords, w.common.yes, w.common.no);
  const mine = [
    ...(may.hold ? [button(words.hold, 'unit.hold', { unitId: id }, { style: 'primary' })] : []),
    ...(may.release ? [button(words.release, 'unit.release', { id })] : []),
    ...(may.extend ? [button(words.extend, 'unit.extend', { id })] : []),
    ...(party ? [button(words.openCustomer, 'customer.card', { id: party.id })] : []),
    ...(may.match ? [button(w.matching.buttonCustomers, 'match.customers', { unitId: id })] : []),
    button(words.history, 'property.history', { id }),
  ];
  const stock = [
    button(words.edit, 'property.edit', { id }),
    ...(status === 'withdrawn' ? [button(words.bringBack, 'property.back', { id })] : []),
    ...(status === 'available' || status === 'held'
      ? [button(words.withdraw, 'property.withdraw', { id }, { confirm: withdrawWords })]
      : []),
  ];
  return [actions(...mine), ...(may.change ? [actions(...stock)] : [])];
}

function facts({ w, actor }: Scene, card: UnitCard): string {
  const { label, card: words, stock } = w.properties;
  const { unit, project, floorPrice, settings } = card;
  const { locale } = actor;
  const perMetre = Math.round(unit.listPrice / unit.area);
  const permit = project.permitNumber
    ? stock.permit({
        number: esc(project.permitNumber),
        day: formatCivilDay(project.permitOn ?? '', locale),
      })
    : stock.noPermit;
  const pairs: [string, string][] = [
    [
      label.listPrice,
      w.common.aside({
        said: listPriceOf(unit, locale),
        note: words.perMetre({ price: formatPrice(perMetre, unit.currency, locale) }),
      }),
    ],
    [label.floorPrice, floorPrice === null ? '' : formatPrice(floorPrice, unit.currency, locale)],
    [label.district, esc(districtName(unit.district, settings, locale))],
    [label.transit, esc(unit.transit ?? '')],
    [label.schools, esc(unit.schools ?? '')],
    [label.address, esc(project.address ?? '')],
  ];
  return [
    ...pairs
      .filter(([, value]) => value !== '')
      .map(([name, value]) => w.common.pair({ label: name, value })),
    permit,
  ].join('\n');
}

/** Links to floor plans and price lists; their addresses were checked when they were kept. */
function files({ w }: Scene, links: FileLink[]): AnyBlock[] {
  if (links.length === 0) return [];
  const { card: words } = w.properties;
  const lines = links.map(
    ({ kind, label, url }) => `<${esc(url)}|${esc(label || words.fileKind[kind])}>`,
  );
  return [section([`*${words.files}*`, ...lines].join('\n'))];
}
