import { readBreakdown } from '../../../crm/digests/rules/figures.ts';
import { gatherShares, type Totals } from '../../../crm/digests/rules/rates.ts';
import { shiftWeek } from '../../../crm/digests/rules/week.ts';
import type { Digest } from '../../../crm/digests/usecases/reading.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { plain } from '../../../lib/slack-text.ts';
import type { AnyBlock, ChartBlock, KnownBlock } from '../../blocks.ts';
import { partLabel, type Speaking } from './words.ts';

const INTAKE = ['callIns', 'firstVisits', 'revisits'] as const;
/** Slack's limits for charts: characters of a label, segments of a pie. */
const LABEL = 20;
const SEGMENTS = 6;

/** At most two native charts: the week's intake beside the week before, and where new customers came from. */
export function charts(speaking: Speaking, digest: Digest): AnyBlock[] {
  const { totals } = digest.snapshot.figures;
  return [
    intakeChart(speaking, digest),
    ...((totals.registered ?? 0) > 0 ? [sourceChart(speaking, digest)] : []),
  ];
}

function intakeChart(speaking: Speaking, digest: Digest): ChartBlock {
  const { w } = speaking;
  const categories = INTAKE.map((id) => plain(w.digests.figure[id].name, LABEL));
  return {
    type: 'data_visualization',
    title: plain(w.digests.chart.intake, 50),
    chart: {
      type: 'bar',
      series: columns(speaking, digest).map(({ name, totals }) => ({
        name: plain(name, LABEL),
        data: INTAKE.map((id, nth) => ({ label: categories[nth]!, value: totals[id] ?? 0 })),
      })),
      axis_config: { categories },
    },
  };
}

function sourceChart(speaking: Speaking, { snapshot, settings }: Digest): ChartBlock {
  const shares = gatherShares(readBreakdown('source', snapshot.figures.totals), SEGMENTS);
  return {
    type: 'data_visualization',
    title: plain(speaking.w.digests.chart.source, 50),
    chart: {
      type: 'pie',
      segments: shares.map(({ key, count }) => ({
        label: plain(partLabel(speaking, settings.sources, key), LABEL),
        value: count,
      })),
    },
  };
}

/** The same numbers as one table, for workspaces that refuse charts; Slack allows one table in a message. */
export function chartTable(speaking: Speaking, digest: Digest): AnyBlock[] {
  const { w, locale } = speaking;
  const { snapshot, settings } = digest;
  const shown = columns(speaking, digest);
  const row = (label: string, values: string[]) => [label, ...values].map(cell);
  const say = (key: string) => shown.map(({ totals }) => formatNumber(totals[key] ?? 0, locale));
  const sources = readBreakdown('source', snapshot.figures.totals).slice(0, SEGMENTS);
  const table: KnownBlock = {
    type: 'table',
    rows: [
      row(
        w.digests.table.intake,
        shown.map(({ name }) => name),
      ),
      ...INTAKE.map((id) => row(w.digests.figure[id].name, say(id))),
      ...sources.map(({ key }) =>
        row(
          `${w.digests.table.source} · ${partLabel(speaking, settings.sources, key)}`,
          say(`source.${key}`),
        ),
      ),
    ],
  };
  return [table];
}

/** This week and, where there is one, the week before. */
function columns(
  { w }: Speaking,
  { window, snapshot }: Digest,
): { name: string; totals: Totals }[] {
  const { totals, before } = snapshot.figures;
  const name = (week: number) => w.digests.week({ week });
  return [
    { name: name(window.week.week), totals },
    ...(before ? [{ name: name(shiftWeek(window.week, -1).week), totals: before }] : []),
  ];
}

const cell = (words: string) => ({ type: 'raw_text' as const, text: plain(words, 150) || '–' });
