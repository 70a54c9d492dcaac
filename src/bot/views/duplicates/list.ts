import { sayNumber } from '../../../crm/customers/rules.ts';
import type { PairPage, PairRow } from '../../../crm/duplicates/usecases/index.ts';
import type { Relation } from '../../../crm/households/rules.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
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
import { relationSelect, sayReasons } from './question.ts';

/** A page of pairs that may be one person or one family: each with why, and what can be said of it. */
export function pairsModal(scene: Scene, found: PairPage, done?: string): ModalView {
  const { w } = scene;
  const { list } = w.duplicates;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'duplicates.page', { page: to }, { nth });
  const turns = [
    ...(found.page > 0 ? [turn(w.common.previousPage, found.page - 1, 'previous')] : []),
    ...(found.hasNext ? [turn(w.common.nextPage, found.page + 1, 'next')] : []),
  ];
  return modal({
    id: 'duplicates.pairs',
    title: list.title,
    close: w.common.close,
    memo: { page: found.page },
    blocks: [
      ...(done ? [section(done)] : []),
      context(found.total > 0 ? list.intro({ n: found.total }) : list.none),
      ...found.pairs.flatMap((pair, nth) => pairBlocks(scene, pair, `${nth}`)),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function pairBlocks(scene: Scene, pair: PairRow, nth: string): AnyBlock[] {
  const { w } = scene;
  const { list } = w.duplicates;
  const { id, one, other, score, kind } = pair;
  const reasons = sayReasons(scene, pair.reasons, true);
  const opens = (which: PairRow['one'], side: string) =>
    button(
      list.open({ number: sayNumber(which.number) }),
      'customer.card',
      { id: which.id },
      { nth: `${nth}-${side}` },
    );
  const lines = [
    kind === 'family' ? list.family : list.person,
    sideLine(w, one),
    sideLine(w, other),
    `_${list.score({ score, reasons })}_`,
  ];
  return [
    divider(),
    section(lines.join('\n')),
    actions(
      button(list.same, 'merging.open', { keepId: one.id, loseId: other.id }, { nth }),
      button(list.different, 'duplicates.different', { pairId: id }, { nth }),
      button(list.makeFamily, 'duplicates.family', { pairId: id }, { nth }),
      opens(one, 'one'),
      opens(other, 'other'),
    ),
  ];
}

function sideLine(w: Messages, { number, name, repName }: PairRow['one']): string {
  const { list } = w.duplicates;
  const customer = `*${sayNumber(number)} ${esc(name)}*`;
  return list.rep({ customer, rep: esc(repName ?? list.pool) });
}

/** What the second one of a pair is to the first, before they are linked. */
export function pairFamilyModal(
  scene: Scene,
  of: {
    pairId: string;
    page: number;
    one: { number: number; name: string };
    relations: readonly Relation[];
  },
): ModalView {
  const { w } = scene;
  const { family } = w.duplicates;
  const name = `${sayNumber(of.one.number)} ${of.one.name}`;
  return modal({
    id: 'duplicates.make-family',
    title: family.title,
    submit: family.link,
    close: w.common.back,
    memo: { pairId: of.pairId, page: of.page },
    blocks: [section(family.intro), relationSelect(scene, { relations: of.relations, name })],
  });
}

/** How many pairs wait for a manager; nobody is named. */
export function duplicatesLetter(w: Messages, n: number): Letter {
  const { list } = w.duplicates;
  if (n === 0) return { text: list.note, body: [section(list.done)] };
  return {
    text: list.note,
    body: [
      section(`${list.told({ n })}\n${list.asked}`),
      actions(button(list.button, 'duplicates.list', {}, { style: 'primary' })),
    ],
  };
}
