import type { CustomersFor, FittingCustomer } from '../../../crm/matching/usecases/customers.ts';
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
import { callName } from '../assignment.ts';
import { callUnit } from '../property/lines.ts';
import { unitFacts, verdictLines } from './lines.ts';

/** Customers a unit fits, the best first, each with why and with what does not. */
export function customersModal(scene: Scene, data: CustomersFor): ModalView {
  const { w, actor } = scene;
  const words = w.matching.customers;
  const { unit, found, total, isFree, isTeams } = data;
  const writer = { w, locale: actor.locale };
  const none = isTeams ? words.noneOfTeam : words.none;
  const said = isFree ? (total === 0 ? none : words.found({ n: total })) : words.notFree;
  return modal({
    id: 'match.customers-list',
    title: words.title,
    close: w.common.close,
    blocks: [
      section(`*${esc(callUnit(unit, actor.locale))}*\n${said}`),
      context(esc(unitFacts(unit, writer))),
      ...found.map((one) => customerBlock(scene, one, isTeams)),
      ...turns(scene, data),
    ],
  });
}

function customerBlock(
  scene: Scene,
  { face, verdict }: FittingCustomer,
  isTeams: boolean,
): AnyBlock {
  const { w, actor } = scene;
  const words = w.matching;
  const stage = w.fields.stage[face.stage as keyof typeof w.fields.stage];
  const head = [
    `*${esc(callName(face, actor.locale))}*  ${words.score({ score: verdict.score })}`,
    [stage, face.grade].filter(Boolean).join(' '),
    ...(isTeams ? [esc(face.repName ?? words.customers.nobodys)] : []),
  ].join(' · ');
  const lines = [
    head,
    ...verdictLines(verdict, { w, locale: actor.locale }),
    ...(face.consentAt === null ? [words.customers.noConsent] : []),
  ];
  return section(lines.join('\n'), {
    accessory: button(words.customers.open, 'customer.card', { id: face.id }, { nth: face.id }),
  });
}

function turns({ w }: Scene, { unit, page, hasNext }: CustomersFor): AnyBlock[] {
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'match.customers-page', { unitId: unit.id, page: to }, { nth });
  const both = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  return both.length > 0 ? [actions(...both)] : [];
}
