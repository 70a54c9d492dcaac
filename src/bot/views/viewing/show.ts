import type { CustomerRecord } from '../../../crm/customers/store.ts';
import { SCOPES } from '../../../crm/viewings/rules.ts';
import type {
  OpenedViewing,
  Scope,
  ViewingLine,
  ViewingPage,
  ViewingRow,
} from '../../../crm/viewings/usecases/index.ts';
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
import { sayWho } from '../contact.ts';
import { sayAt } from './form.ts';

/** `Came`, `Not recorded yet`: where a viewing stands. */
function stateOf(
  { w }: Scene,
  viewing: { state: string; outcome: string | null; endsAt: Date },
  now: Date,
): string {
  const { state } = w.viewings;
  const isOpen = viewing.state === 'planned' && viewing.endsAt <= now;
  return state[isOpen ? 'open' : (viewing.outcome ?? viewing.state)] ?? viewing.state;
}

const unitsOf = ({ w }: Scene, codes: string[]): string => esc(codes.join(w.common.comma));

/** One viewing with everything that can become of it. */
export function viewingModal(scene: Scene, opened: OpenedViewing): ModalView {
  const { w } = scene;
  const words = w.viewings;
  const { viewing, file, mayChange, now } = opened;
  const { id: viewingId } = viewing;
  const isPlanned = viewing.state === 'planned';
  const hasBegun = viewing.startsAt <= now;
  const record = button(
    words.record,
    'viewing.record',
    { viewingId },
    hasBegun ? { style: 'primary' } : {},
  );
  return modal({
    id: 'viewing.show',
    title: words.title,
    close: w.common.close,
    memo: { viewingId },
    blocks: [
      section(
        [`*${sayWho(file)}*`, sayAt(scene, viewing.startsAt), stateOf(scene, viewing, now)].join(
          '\n',
        ),
      ),
      ...about(scene, opened),
      ...(isPlanned && mayChange
        ? [
            actions(
              record,
              button(words.move, 'viewing.move', { viewingId }),
              button(words.cancelIt, 'viewing.cancel', { viewingId }),
            ),
          ]
        : []),
      actions(button(words.card, 'customer.card', { customerId: file.id })),
    ],
  });
}

function about(scene: Scene, { viewing, words: said, memberName }: OpenedViewing): AnyBlock[] {
  const { w } = scene;
  const words = w.viewings;
  const { partySize, decisionMaker } = viewing;
  const pair = (label: string, value: string | null) =>
    value && w.common.pair({ label, value: esc(value) });
  const lines = [
    words.shows({ name: esc(memberName) }),
    pair(words.units, viewing.unitCodes.join(w.common.comma)),
    pair(words.note, said.note),
    partySize !== null && words.people({ n: partySize }),
    decisionMaker !== null && words.decider[decisionMaker ? 'true' : 'false'],
    pair(words.liked, said.liked),
    pair(words.objections, said.objections),
  ].filter((line): line is string => Boolean(line));
  return [section(lines.join('\n'))];
}

/** What a customer has arranged, and a way to arrange more. */
export function viewingsOfModal(
  scene: Scene,
  customer: CustomerRecord,
  planned: ViewingRow[],
  now: Date,
): ModalView {
  const { w } = scene;
  const words = w.viewings;
  return modal({
    id: 'viewing.of',
    title: words.listTitle,
    close: w.common.close,
    memo: { customerId: customer.id, origin: { kind: 'card', id: customer.id } },
    blocks: [
      section(`*${sayWho(customer)}*`),
      ...planned.map((row) =>
        section(
          [sayAt(scene, row.startsAt), unitsOf(scene, row.unitCodes), stateOf(scene, row, now)]
            .filter(Boolean)
            .join('\n'),
          {
            accessory: button(words.show, 'viewing.show', { viewingId: row.id }, { nth: row.id }),
          },
        ),
      ),
      actions(button(words.newOne, 'viewing.new', { customerId: customer.id })),
    ],
  });
}

/** A person's viewings of one sort, or the week; paged. */
export function viewingListModal(scene: Scene, list: ViewingPage): ModalView {
  const { w } = scene;
  const words = w.viewings;
  const { scope, page, pages, lines, figures } = list;
  return modal({
    id: 'viewing.list',
    title: words.listTitle,
    close: w.common.close,
    memo: { scope, page },
    blocks: [
      actions(...SCOPES.map((one) => tab(scene, list, one))),
      ...(figures ? [section(words.figures(figures))] : []),
      ...(lines.length === 0
        ? [section(words.none[scope])]
        : lines.map((line) => lineOf(scene, list, line))),
      actions(...turns(scene, list), button(words.button, 'viewing.new', {})),
      ...(pages > 1 ? [context(w.common.page({ page: page + 1, pages }))] : []),
    ],
  });
}

function tab({ w }: Scene, { counts, scope }: ViewingPage, one: Scope) {
  return button(
    w.viewings.count({ scope: w.viewings.scope[one], n: counts[one] }),
    'viewing.list',
    { scope: one, page: 0 },
    { nth: one, ...(one === scope && { style: 'primary' as const }) },
  );
}

function turns({ w }: Scene, { scope, page, pages }: ViewingPage) {
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'viewing.list', { scope, page: to }, { nth });
  return [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(page + 1 < pages ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
}

function lineOf(scene: Scene, { now, isTeams }: ViewingPage, line: ViewingLine): AnyBlock {
  const { w } = scene;
  const facts = [
    sayAt(scene, line.startsAt),
    unitsOf(scene, line.unitCodes),
    isTeams && esc(line.memberName),
    stateOf(scene, line, now),
  ].filter(Boolean);
  return section(`*${sayWho(line)}*\n${facts.join(' · ')}`, {
    accessory: button(w.viewings.show, 'viewing.show', { viewingId: line.id }, { nth: line.id }),
  });
}
