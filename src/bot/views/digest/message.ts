import { COUNTS, GROUP_NAMES, HEADLINE, readFigure } from '../../../crm/digests/rules/figures.ts';
import { findRate, percentOf, sumOf } from '../../../crm/digests/rules/rates.ts';
import type { RepFigures } from '../../../crm/digests/rules/snapshot.ts';
import type { Digest } from '../../../crm/digests/usecases/reading.ts';
import { formatMonthDay } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  button,
  choice,
  context,
  esc,
  header,
  section,
  text,
} from '../../blocks.ts';
import { charts, chartTable } from './charts.ts';
import { aboutLines, figureLine, type Speaking, sayNumber, titleOf } from './words.ts';

/** A digest as a message: the layout, the same without native charts, and a line for lock screens. */
export interface DigestMessage {
  text: string;
  blocks: AnyBlock[];
  /** For workspaces that refuse charts. */
  spare: AnyBlock[];
}

/** How a digest is shown besides its numbers. */
export interface Shown {
  /** Whether each rep has a line: in managers' own messages, in a channel only where the team allows it. */
  perRep: boolean;
  /** Where a copy stands in Slack: its address, or the channel when the address is not known. */
  posted?: { url: string } | { channel: string } | null;
}

/** More reps than this have their lines in the details. */
const MOST_REPS = 12;

/** One phone screen: five figures against the week before, one or two charts, the way to the details. */
export function digestMessage(speaking: Speaking, digest: Digest, shown: Shown): DigestMessage {
  const layout = (pictures: AnyBlock[]): AnyBlock[] => [
    header(titleOf(speaking, digest)),
    section(headlines(speaking, digest).join('\n')),
    ...pictures,
    ...(shown.perRep ? repLines(speaking, digest) : []),
    detailsMenu(speaking, digest),
    context([...aboutLines(speaking, digest), ...postedLine(speaking, shown)].join(' ')),
  ];
  const blocks = layout(charts(speaking, digest));
  const spare = layout(chartTable(speaking, digest));
  return { text: lockScreen(speaking, digest), blocks, spare };
}

function headlines(speaking: Speaking, { snapshot, settings }: Digest): string[] {
  const { totals, before } = snapshot.figures;
  return HEADLINE.map((id) => figureLine(speaking, readFigure(id, totals, before), settings));
}

function lockScreen(speaking: Speaking, digest: Digest): string {
  const plainLines = headlines(speaking, digest).map((line) =>
    line.replaceAll('*', '').replace(/ {2,}/g, ' '),
  );
  return `${esc(titleOf(speaking, digest))}\n${plainLines.join('\n')}`;
}

function postedLine({ w }: Speaking, { posted }: Shown): string[] {
  if (!posted) return [];
  return 'url' in posted ? [w.digests.posted(posted)] : [w.digests.postedIn(posted)];
}

/** The select that opens a page of the details. */
export function detailsMenu(
  { w }: Speaking,
  { snapshot }: Pick<Digest, 'snapshot'>,
  current?: string,
): AnyBlock {
  const options = GROUP_NAMES.map((group) =>
    choice(w.digests.group[group], 'digest.details', snapshot.id, group),
  );
  const initial = current
    ? options[(GROUP_NAMES as readonly string[]).indexOf(current)]
    : undefined;
  return {
    type: 'actions',
    // Slack keeps what was picked while the block stays the same; each page shows its own name.
    block_id: `digest-details#${current ?? ''}`,
    elements: [
      {
        type: 'static_select',
        action_id: 'choose#details',
        placeholder: text(w.digests.details, 150),
        options,
        ...(initial && { initial_option: initial }),
      },
    ],
  };
}

function repLines(speaking: Speaking, digest: Digest): AnyBlock[] {
  const { w } = speaking;
  const { reps } = digest.snapshot.figures;
  if (reps.length === 0) return [];
  const sorted = sortReps(digest);
  const lines = sorted
    .slice(0, MOST_REPS)
    .map((rep) => `*${esc(nameOf(digest, rep))}*  ${repLine(speaking, digest, rep)}`);
  if (sorted.length > MOST_REPS) lines.push(w.common.more({ n: sorted.length - MOST_REPS }));
  return [section(`*${w.digests.rep.heading}*\n${lines.join('\n')}`)];
}

/** Reps by name: a digest ranks nobody. */
export function sortReps(digest: Digest): RepFigures[] {
  return [...digest.snapshot.figures.reps].sort((a, b) =>
    nameOf(digest, a).localeCompare(nameOf(digest, b), 'zh'),
  );
}

/** A rep's name as it was read with the digest. Plain text. */
export const nameOf = ({ names }: Digest, { memberId }: RepFigures): string =>
  names.get(memberId) ?? '?';

/** One rep's week in a line: on time, overdue and since when, reached and attempted, never reached; deals. */
export function repLine(
  { w, locale }: Speaking,
  { team, settings }: Digest,
  { totals, oldest }: RepFigures,
): string {
  const { rep } = w.digests;
  const n = (id: keyof typeof COUNTS) => sumOf(totals, COUNTS[id].keys);
  const say = (id: keyof typeof COUNTS) => sayNumber({ locale }, id, n(id), settings);
  const rate = findRate(n('onTime'), n('due'));
  const since = oldest && formatMonthDay(oldest.dueAt, locale, team.zone);
  return [
    rep.due({ due: n('due'), onTime: n('onTime'), percent: rate && percentOf(rate) }),
    ...(n('overdue') > 0 ? [rep.overdue({ n: n('overdue'), oldest: since })] : []),
    rep.contacts({ effective: n('effective'), attempts: n('attempts') }),
    ...(n('neverContacted') > 0 ? [rep.never({ n: n('neverContacted') })] : []),
    ...(n('subscribedSets') > 0
      ? [rep.subscribed({ sets: n('subscribedSets'), money: say('subscribedMoney') })]
      : []),
    ...(n('contractSets') > 0
      ? [rep.contracts({ sets: n('contractSets'), money: say('contractMoney') })]
      : []),
    ...(n('moneyReceived') > 0 ? [rep.received({ money: say('moneyReceived') })] : []),
    ...(n('unsignedSets') > 0 ? [rep.unsigned({ sets: n('unsignedSets') })] : []),
    ...(n('moneyOverdue') > 0 ? [rep.owed({ money: say('moneyOverdue') })] : []),
  ].join(' · ');
}

/** Several teams at once: each with its figures in two lines and a way to its whole digest. */
export function overview(
  speaking: Speaking,
  digests: Digest[],
): { text: string; blocks: AnyBlock[] } {
  const blocks = digests.flatMap((digest) => [
    section(`*${esc(titleOf(speaking, digest))}*\n${headlines(speaking, digest).join('\n')}`, {
      accessory: button(
        speaking.w.digests.open,
        'digest.show',
        { snapshotId: digest.snapshot.id },
        { nth: digest.snapshot.id },
      ),
    }),
  ]);
  const lines = digests.map((digest) => aboutLines(speaking, digest).join(' '));
  // One line for all where all say the same; teams of several zones have a time of their own each.
  const about = context(
    ...[...new Set(lines)].map((line, _, all) =>
      all.length > 1 ? `*${esc(digests[lines.indexOf(line)]!.team.name)}* ${line}` : line,
    ),
  );
  return {
    text: digests.map((digest) => lockScreen(speaking, digest)).join('\n\n'),
    blocks: [...blocks, about],
  };
}
