import {
  BREAKDOWNS,
  type Breakdown,
  type CountId,
  GROUPS,
  type Group,
  type RateId,
  REP_FIGURES,
  type Reading,
  readBreakdown,
  readFigure,
} from '../../../crm/digests/rules/figures.ts';
import { gatherShares, MOST_PARTS } from '../../../crm/digests/rules/rates.ts';
import type { RepFigures } from '../../../crm/digests/rules/snapshot.ts';
import type { Details } from '../../../crm/digests/usecases/reading.ts';
import { formatDateTime, formatNumber } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  confirm,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { detailsMenu, nameOf, repLine, sortReps } from './message.ts';
import {
  aboutLines,
  definitionOf,
  figureLine,
  partLabel,
  type Speaking,
  titleOf,
} from './words.ts';

/** A page of the details: every number with its definition and the way to the customers behind it. */
export function detailsModal(scene: Scene, details: Details, group: Group): ModalView {
  const speaking = speakingOf(scene);
  const { w } = scene;
  return modal({
    id: 'digest.page',
    title: w.digests.group[group],
    close: w.common.close,
    blocks: [
      detailsMenu(speaking, details, group),
      ...heading(speaking, details),
      ...GROUPS[group].flatMap((id) => figureBlocks(speaking, details, id)),
      ...(group === 'intake'
        ? BREAKDOWNS.flatMap((one) => breakdownBlocks(speaking, details, one))
        : []),
      ...(group === 'followUps' ? repBlocks(speaking, details, scene.actor.id) : []),
      ...(details.scope === 'team'
        ? [actions(button(w.figures.button, 'figures.show', {}, { nth: 'more' }))]
        : []),
      ...recomputeButton(speaking, details, group),
    ],
  });
}

const speakingOf = ({ w, actor }: Scene): Speaking => ({ w, locale: actor.locale });

function heading(speaking: Speaking, details: Details): AnyBlock[] {
  const { w } = speaking;
  const scope = details.scope === 'own' ? [w.digests.ownScope] : [];
  return [
    context(
      `*${esc(titleOf(speaking, details))}*`,
      [...scope, ...aboutLines(speaking, details)].join(' '),
    ),
  ];
}

function figureBlocks(speaking: Speaking, details: Details, id: CountId | RateId): AnyBlock[] {
  return readingBlocks(speaking, details, readFigure(id, details.totals, details.before), null);
}

function readingBlocks(
  speaking: Speaking,
  details: Details,
  reading: Reading,
  repId: string | null,
): AnyBlock[] {
  const { id } = reading;
  const definition = definitionOf(speaking, id, details.settings);
  const hasCustomers = reading.kind === 'count' && reading.count > 0;
  const accessory = hasCustomers ? customersButton(speaking, details, id, repId) : undefined;
  return [
    section(
      `${figureLine(speaking, reading, details.settings)}\n_${definition}_`,
      accessory ? { accessory } : {},
    ),
  ];
}

function customersButton(
  { w }: Speaking,
  { snapshot }: Details,
  figure: string,
  repId: string | null,
) {
  const input = { snapshotId: snapshot.id, figure, repId, page: 0 };
  return button(w.digests.customers, 'digest.behind', input, { nth: figure });
}

function breakdownBlocks(speaking: Speaking, details: Details, breakdown: Breakdown): AnyBlock[] {
  const { w, locale } = speaking;
  const words = w.digests.breakdown;
  const shares = gatherShares(readBreakdown(breakdown, details.totals), MOST_PARTS);
  if (shares.length === 0) return [];
  const choices = breakdown === 'source' ? details.settings.sources : details.settings.districts;
  return [
    divider(),
    section(`*${words[breakdown]}*\n_${words[`${breakdown}Definition`]}_`),
    ...shares.map(({ key, count, percent }) => {
      const value = w.digests.count({
        n: count,
        unit: 'customers',
        said: formatNumber(count, locale),
      });
      const label = esc(partLabel(speaking, choices, key));
      return section(`${label}  *${value}*  ${w.digests.share({ percent })}`, {
        accessory: customersButton(speaking, details, `${breakdown}.${key}`, null),
      });
    }),
  ];
}

/** Slack draws at most 100 blocks in a modal. */
const MOST_REPS = 60;

function repBlocks(speaking: Speaking, details: Details, readerId: string): AnyBlock[] {
  const { w } = speaking;
  const shown = sortReps(details).filter(
    ({ memberId }) => details.scope === 'team' || memberId === readerId,
  );
  if (shown.length === 0) return [];
  return [
    divider(),
    section(`*${w.digests.rep.heading}*`),
    ...shown.slice(0, MOST_REPS).map((rep) =>
      section(`*${esc(nameOf(details, rep))}*\n${repLine(speaking, details, rep)}`, {
        accessory: button(
          w.digests.open,
          'digest.rep',
          { snapshotId: details.snapshot.id, repId: rep.memberId },
          { nth: rep.memberId },
        ),
      }),
    ),
    ...(shown.length > MOST_REPS ? [context(w.common.more({ n: shown.length - MOST_REPS }))] : []),
  ];
}

/** One rep's page: the same figures, with the customers behind each. */
export function repModal(scene: Scene, details: Details, rep: RepFigures): ModalView {
  const speaking = speakingOf(scene);
  const { w } = scene;
  const { digests } = w;
  const name = nameOf(details, rep);
  const readings = REP_FIGURES.map((id) => readFigure(id, rep.totals, null));
  const when =
    rep.oldest &&
    formatDateTime(rep.oldest.dueAt, speaking.locale, details.team.zone, details.window.until);
  return modal({
    id: 'digest.page',
    title: name,
    close: w.common.close,
    blocks: [
      detailsMenu(speaking, details),
      context(
        `*${esc(name)}*`,
        esc(titleOf(speaking, details)),
        ...(when ? [digests.rep.oldest({ when })] : []),
      ),
      ...readings.flatMap((reading) => readingBlocks(speaking, details, reading, rep.memberId)),
    ],
  });
}

/** For those who may: a finished week whose data was corrected is counted again. */
function recomputeButton({ w }: Speaking, { scope, snapshot }: Details, group: Group): AnyBlock[] {
  if (scope !== 'team' || !snapshot.final) return [];
  const { recompute } = w.digests;
  const sure = confirm(recompute.title, recompute.confirm, recompute.button, w.common.cancel);
  return [
    divider(),
    actions(
      button(
        recompute.button,
        'digest.recompute',
        { snapshotId: snapshot.id, group },
        { confirm: sure },
      ),
    ),
  ];
}
