import { isCount, isMoney } from '../../../crm/digests/rules/figures.ts';
import type { BehindPage } from '../../../crm/digests/usecases/reading.ts';
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
import { customerLine } from '../customer/lines.ts';
import { definitionOf, partLabel, sayNumber, titleOf } from './words.ts';

/** A page of exactly the customers behind a number, as far as the person may see them. */
export function behindModal(scene: Scene, behind: BehindPage): ModalView {
  const { w } = scene;
  const { name, definition } = figureWords(scene, behind);
  return modal({
    id: 'digest.behind-page',
    title: name,
    close: w.common.back,
    blocks: [
      context(
        `*${esc(titleOf({ w, locale: scene.actor.locale }, behind))}*`,
        definition,
        howMany(scene, behind),
      ),
      ...(behind.lines.length === 0 ? [section(w.digests.behind.none)] : []),
      ...behind.lines.flatMap((line) => [
        customerLine(scene, line, behind.now),
        ...timesLine(scene, behind, line.times),
      ]),
      ...turns(scene, behind),
    ],
  });
}

function figureWords(
  scene: Scene,
  { figure, settings }: BehindPage,
): { name: string; definition: string } {
  const { w, actor } = scene;
  if (isCount(figure)) {
    const { name } = w.digests.figure[figure];
    return { name, definition: definitionOf({ w }, figure, settings) };
  }
  const [breakdown, key] = figure.split('.') as ['source' | 'district', string];
  const choices = breakdown === 'source' ? settings.sources : settings.districts;
  const words = w.digests.breakdown;
  return {
    name: partLabel({ w, locale: actor.locale }, choices, key),
    definition: words[`${breakdown}Definition`],
  };
}

/** How often a customer counts, or how much money is theirs. */
function timesLine(scene: Scene, page: BehindPage, times: number): AnyBlock[] {
  const { behind } = scene.w.digests;
  if (isCount(page.figure) && isMoney(page.figure))
    return [context(behind.money({ money: sayOf(scene, page, times) }))];
  return times !== 1 ? [context(behind.times({ n: times }))] : [];
}

const sayOf = ({ actor }: Scene, { figure, settings }: BehindPage, n: number): string =>
  sayNumber(actor, isCount(figure) ? figure : 'registered', n, settings);

function howMany(scene: Scene, page: BehindPage): string {
  const { behind } = scene.w.digests;
  const { customers, counted, total } = page;
  const say = (n: number) => sayOf(scene, page, n);
  const hidden = counted < total ? [behind.seen({ seen: say(counted), all: say(total) })] : [];
  return [behind.all({ customers }), ...hidden].join(' ');
}

function turns({ w }: Scene, { snapshot, figure, repId, page, pages }: BehindPage): AnyBlock[] {
  if (pages < 2) return [];
  const turn = (to: number, label: string, nth: string) =>
    button(
      label,
      'digest.behind-turn',
      { snapshotId: snapshot.id, figure, repId, page: to },
      { nth },
    );
  return [
    context(w.common.page({ page: page + 1, pages })),
    actions(
      ...(page > 0 ? [turn(page - 1, w.common.previousPage, 'previous')] : []),
      ...(page < pages - 1 ? [turn(page + 1, w.common.nextPage, 'next')] : []),
    ),
  ];
}
