import type { FittingUnit, UnitsFor } from '../../../crm/matching/usecases/homes.ts';
import { formatDay } from '../../../i18n/format.ts';
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
import { multiSelect } from '../../form.ts';
import { callName } from '../assignment.ts';
import { wishLine } from '../customer/shared.ts';
import { callUnit } from '../property/lines.ts';
import type { Showing } from '../show.ts';
import { unaskedWords, unitFacts, verdictLines } from './lines.ts';

/** Homes that fit a customer, the best first, each with why and with what does not; some become a proposal. */
export function unitsModal(scene: Scene, data: UnitsFor): ModalView {
  const { w, actor } = scene;
  const words = w.matching.units;
  const { record, found, mayPropose, settings } = data;
  const showing: Showing = { w, locale: actor.locale, settings };
  const wants = wishLine(data.wish, showing);
  const canPick = mayPropose && found.length > 0;
  return modal({
    id: canPick ? 'proposal.give' : 'match.list',
    title: words.title,
    close: w.common.close,
    ...(canPick && { submit: words.propose }),
    memo: { id: record.id },
    blocks: [
      section(`*${esc(callName(record, actor.locale))}*  ${sayFound(scene, data)}`),
      ...(wants ? [context(`${words.wish}${esc(wants)}`)] : []),
      ...notAsked(scene, data),
      ...found.flatMap((one) => unitBlock(scene, data, one)),
      ...turns(scene, data),
      ...(canPick ? [pickInput(scene, found)] : []),
      ...given(scene, data),
    ],
  });
}

/** Homes a message names. */
const MOST_SAID = 3;

/** The same in a conversation: the strongest few, and a button to all of them. */
export function unitsAnswer(scene: Scene, data: UnitsFor): { text: string; blocks: AnyBlock[] } {
  const { w, actor } = scene;
  const { record, found } = data;
  const head = `*${esc(callName(record, actor.locale))}*  ${sayFound(scene, data)}`;
  return {
    text: head,
    blocks: [
      section(head),
      ...found.slice(0, MOST_SAID).flatMap((one) => unitBlock(scene, data, one)),
      actions(
        button(w.matching.button, 'match.units', { id: record.id }),
        button(w.customers.menu.open, 'customer.card', { id: record.id }),
      ),
    ],
  };
}

function sayFound({ w }: Scene, { total, isKnown }: UnitsFor): string {
  const words = w.matching.units;
  if (!isKnown) return `\n${words.unknown}`;
  return total === 0 ? `\n${words.none}` : words.found({ n: total });
}

/** What is not known yet, said once: it is the same for every home. */
function notAsked(scene: Scene, { record, found, isKnown, mayPropose }: UnitsFor): AnyBlock[] {
  const { w } = scene;
  const words = w.matching.units;
  const first = found[0];
  const unasked = first ? unaskedWords(first.verdict, scene) : [];
  const fill = () => actions(button(words.fill, 'customer.edit', { id: record.id }));
  if (!isKnown) return mayPropose ? [fill()] : [];
  return unasked.length > 0
    ? [context(words.notAsked({ what: unasked.join(w.common.comma) }))]
    : [];
}

function unitBlock(scene: Scene, { given }: UnitsFor, one: FittingUnit): AnyBlock[] {
  const { w, actor } = scene;
  const { unit, verdict, isNew } = one;
  const words = w.matching;
  const writer = { w, locale: actor.locale };
  const wasGiven = given.some(({ units }) => units.some(({ unitId }) => unitId === unit.id));
  const head = [
    `*${esc(callUnit(unit, actor.locale))}*  ${words.score({ score: verdict.score })}`,
    ...(isNew ? [`🆕 ${words.units.fresh}`] : []),
    ...(wasGiven ? [`_${words.units.given}_`] : []),
  ].join(' · ');
  return [
    section([head, esc(unitFacts(unit, writer)), ...verdictLines(verdict, writer)].join('\n'), {
      accessory: button(words.units.show, 'property.show', { id: unit.id }, { nth: unit.id }),
    }),
  ];
}

function turns({ w }: Scene, { record, page, hasNext }: UnitsFor): AnyBlock[] {
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'match.page', { id: record.id, page: to }, { nth });
  const both = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  return both.length > 0 ? [actions(...both)] : [];
}

function pickInput(scene: Scene, found: readonly FittingUnit[]): AnyBlock {
  const { w, actor } = scene;
  const words = w.matching.units;
  return multiSelect({
    key: 'units',
    label: words.pick,
    hint: words.pickHint,
    options: found.map(({ unit, verdict }) => ({
      value: unit.id,
      label: `${callUnit(unit, actor.locale)} · ${w.matching.score({ score: verdict.score })}`,
    })),
  });
}

/** Proposals given before that are shown. */
const MOST_GIVEN = 3;

function given(scene: Scene, { given, names, now }: UnitsFor): AnyBlock[] {
  const { w, actor } = scene;
  const words = w.matching.units;
  const shown = given.slice(0, MOST_GIVEN).map((one) =>
    section(
      words.givenBefore({
        when: formatDay(one.at, actor.locale, actor.zone, now),
        units: esc(
          one.units
            .flatMap(({ unitId }) => names.get(unitId) ?? [])
            .map((unit) => callUnit(unit, actor.locale))
            .join(w.common.comma),
        ),
      }),
      {
        accessory: button(
          words.givenButton,
          'proposal.show',
          { proposalId: one.id },
          { nth: one.id },
        ),
      },
    ),
  );
  return shown.length > 0 ? [divider(), ...shown] : [];
}
