import { findRate, percentOf } from '../../../crm/digests/rules/rates.ts';
import {
  type CareFigures,
  type Conversion,
  PAGE_KEYS,
  type Page,
  PERIOD_KEYS,
  type PeriodKey,
  type StageStay,
  type StepFigures,
} from '../../../crm/figures/rules.ts';
import type { Figures, PageFigures } from '../../../crm/figures/usecases.ts';
import { formatCivilDay } from '../../../i18n/format.ts';
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
import { partLabel } from '../digest/words.ts';

/** Lines of one table: a phone shows no more at once. */
const MOST_LINES = 25;

/** A page of what the numbers can already say: the figures, each page with its definitions. */
export function figuresModal(scene: Scene, all: Figures): ModalView {
  const { w } = scene;
  const words = w.figures;
  const { figures, period, teams } = all;
  const day = (one: string) => formatCivilDay(one, scene.actor.locale);
  return modal({
    id: 'figures.page',
    title: words.page[figures.page],
    close: w.common.close,
    blocks: [
      actions(...PAGE_KEYS.map((page) => pageButton(scene, page, all))),
      actions(...PERIOD_KEYS.map((key) => periodButton(scene, key, all))),
      context(
        words.about({
          teams: teams.map(esc).join(w.common.comma),
          from: day(period.firstDay),
          to: day(period.lastDay),
        }),
        words.excluded,
      ),
      divider(),
      ...tableOf(scene, all),
      ...(figures.page === 'lost'
        ? [actions(button(words.lostList, 'customer.list', { filter: { stage: 'lost' } }))]
        : []),
      divider(),
      context(...words.definition[figures.page], words.closedAs[all.settings.closedAt]),
    ],
  });
}

function pageButton({ w }: Scene, page: Page, { figures, period }: Figures) {
  const style = page === figures.page ? { style: 'primary' as const } : {};
  const input = { page, period: period.key };
  return button(w.figures.page[page], 'figures.show', input, { nth: page, ...style });
}

function periodButton({ w }: Scene, key: PeriodKey, { figures, period }: Figures) {
  const label = w.figures.period[key];
  const shown = key === period.key ? `● ${label}` : label;
  return button(shown, 'figures.show', { page: figures.page, period: key }, { nth: key });
}

function tableOf(scene: Scene, all: Figures): AnyBlock[] {
  const { figures } = all;
  const lines = linesOf(scene, all, figures);
  if (lines.length === 0) return [section(scene.w.figures.none)];
  const shown = lines.slice(0, MOST_LINES);
  return [
    ...shown.map((line) => section(line)),
    ...(lines.length > shown.length
      ? [context(scene.w.common.more({ n: lines.length - shown.length }))]
      : []),
  ];
}

function linesOf(scene: Scene, all: Figures, figures: PageFigures): string[] {
  switch (figures.page) {
    case 'rep':
    case 'source':
      return figures.conversions.map((one) => conversionLine(scene, all, figures.page, one));
    case 'stage':
      return figures.stays.map((one) => stayLine(scene, one));
    case 'lost':
      return lossLines(scene, all, figures);
    case 'steps':
      return figures.steps.map((one) => stepLine(scene, one));
    case 'care':
      return careLines(scene, all, figures.care);
  }
}

/** Name of a rep, or of a source as the office calls it. */
function labelOf(scene: Scene, { settings, names }: Figures, by: 'rep' | 'source', key: string) {
  if (by === 'rep') return esc(names.get(key) ?? '–');
  const speaking = { w: scene.w, locale: scene.actor.locale };
  return esc(partLabel(speaking, settings.sources, key));
}

/** `37 %`, with part and whole; a rate of nothing is a dash. */
function sayRate({ w }: Scene, part: number, whole: number): string {
  const rate = findRate(part, whole);
  return rate ? w.figures.rate({ percent: percentOf(rate), part, whole }) : '–';
}

/** Days with one digit below ten. */
function sayDays({ w }: Scene, days: number | null): string {
  if (days === null) return '–';
  return w.figures.days({ n: days < 10 ? Math.round(days * 10) / 10 : Math.round(days) });
}

function conversionLine(scene: Scene, all: Figures, by: 'rep' | 'source', one: Conversion): string {
  const words = scene.w.figures;
  return [
    `*${labelOf(scene, all, by, one.key)}*`,
    words.cohort({
      n: one.cohort,
      interested: sayRate(scene, one.interested, one.cohort),
      negotiating: sayRate(scene, one.negotiating, one.cohort),
      closed: sayRate(scene, one.closedOf, one.cohort),
      lost: sayRate(scene, one.lostOf, one.cohort),
    }),
    words.closed({
      n: one.closedIn,
      referred: one.referredIn,
      days: sayDays(scene, one.daysToClose),
    }),
  ].join('\n');
}

const stageOf = ({ w }: Scene, stage: string): string =>
  (w.fields.stage as Record<string, string>)[stage] ?? stage;

function stayLine(scene: Scene, one: StageStay): string {
  const words = scene.w.figures;
  const left = one.onward + one.back + one.lost;
  return `*${stageOf(scene, one.stage)}*\n${words.stay({
    entered: one.entered,
    left,
    onward: sayRate(scene, one.onward, left),
    back: one.back,
    lost: sayRate(scene, one.lost, left),
    days: sayDays(scene, one.days),
  })}`;
}

function lossLines(
  scene: Scene,
  all: Figures,
  { losses, bySource, byRep, competitors }: Extract<PageFigures, { page: 'lost' }>,
): string[] {
  const { w } = scene;
  const total = losses.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return [];
  const reasons = w.fields.lostReason as Record<string, string>;
  const sumBy = (rows: { key: string; n: number }[]): [string, number][] => {
    const sums = new Map<string, number>();
    for (const { key, n } of rows) sums.set(key, (sums.get(key) ?? 0) + n);
    return [...sums].sort((a, b) => b[1] - a[1]);
  };
  const share = (label: string, n: number) => `${label}  ${sayRate(scene, n, total)}`;
  const table = (
    title: string,
    rows: { key: string; n: number }[],
    label: (key: string) => string,
  ) =>
    [
      `*${title}*`,
      ...sumBy(rows)
        .slice(0, 8)
        .map(([key, n]) => share(label(key), n)),
    ].join('\n');
  const as = (key: 'reason' | 'stage') => losses.map((one) => ({ key: one[key], n: one.n }));
  return [
    table(w.figures.by.reason, as('reason'), (key) => reasons[key] ?? key),
    table(w.figures.by.stage, as('stage'), (key) => stageOf(scene, key)),
    table(w.figures.by.source, bySource, (key) => labelOf(scene, all, 'source', key)),
    table(w.figures.by.rep, byRep, (key) => labelOf(scene, all, 'rep', key)),
    ...(competitors.length === 0
      ? []
      : [
          table(
            w.figures.by.competitor,
            competitors.map(({ name, n }) => ({ key: name, n })),
            esc,
          ),
        ]),
  ];
}

function stepLine(scene: Scene, one: StepFigures): string {
  const { w } = scene;
  const native = w.playbooks.native as Record<string, Record<string, { title: string }>>;
  const title = one.text ?? native[one.stage]?.[one.key]?.title ?? one.key;
  return `*${stageOf(scene, one.stage)} · ${esc(title)}*\n${w.figures.step({
    due: one.due,
    done: sayRate(scene, one.done, one.due),
    skipped: sayRate(scene, one.skipped, one.due),
    open: one.open,
  })}`;
}

function careLines(scene: Scene, all: Figures, care: CareFigures): string[] {
  const words = scene.w.figures;
  const n = care.satisfaction.reduce((sum, one) => sum + one.n, 0);
  const sum = care.satisfaction.reduce((total, one) => total + one.sum, 0);
  const average = (of: number, count: number) => (of / count).toFixed(1);
  return [
    `*${words.viewed}*  ${sayRate(scene, care.closed, care.parties)}`,
    `*${words.cameAgain}*  ${sayRate(scene, care.cameAgain, care.firstVisits)}`,
    `*${words.referred}*  ${sayRate(scene, care.referred, care.closed)}`,
    n === 0
      ? `*${words.satisfaction}*  –`
      : [
          `*${words.satisfaction}*  ${words.average({ average: average(sum, n), n })}`,
          ...care.satisfaction.map((one) => {
            const rep = one.repId ? labelOf(scene, all, 'rep', one.repId) : '–';
            const said = words.average({ average: average(one.sum, one.n), n: one.n });
            return `${rep}  ${said}${one.low > 0 ? ` · ${words.low({ n: one.low })}` : ''}`;
          }),
        ].join('\n'),
  ];
}
