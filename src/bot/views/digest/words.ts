import { COUNTS, type Reading } from '../../../crm/digests/rules/figures.ts';
import { type Change, percentOf } from '../../../crm/digests/rules/rates.ts';
import { isOver, noonOf, windowBefore } from '../../../crm/digests/rules/week.ts';
import type { Digest } from '../../../crm/digests/usecases/reading.ts';
import type { Choice, Settings } from '../../../crm/settings/rules.ts';
import { formatDateTime, formatMonthDay, formatNumber } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';

/** Whose words a digest is said in: the asker's, or the channel's. */
export interface Speaking {
  w: Messages;
  locale: Locale;
}

/** What a number says; those about deals name from what a deal counts. */
export function definitionOf(
  { w }: Pick<Speaking, 'w'>,
  id: keyof Messages['digests']['figure'],
  { closedAt }: Pick<Settings, 'closedAt'>,
): string {
  const { definition } = w.digests.figure[id];
  return /closed/i.test(id) ? `${definition} ${w.figures.closedAs[closedAt]}` : definition;
}

/** `31 parties`, `86 % (37 of 43)`. */
export function sayValue({ w, locale }: Speaking, reading: Reading): string {
  const { digests } = w;
  if (reading.kind === 'count') {
    const { count: n } = reading;
    return digests.count({ n, unit: COUNTS[reading.id].unit, said: formatNumber(n, locale) });
  }
  const { rate } = reading;
  if (!rate) return digests.noRate;
  const percent = percentOf(rate);
  // Percents of fields are no number of customers: only the rate is said.
  if (reading.id === 'completeness') return digests.rateOnly({ percent });
  return digests.rate({
    percent,
    part: formatNumber(rate.part, locale),
    whole: formatNumber(rate.whole, locale),
  });
}

/** `▲3`, `▼ 4 points`; empty where there is nothing to compare with. */
export function sayChange(
  { w, locale }: Speaking,
  kind: Reading['kind'],
  change: Change | null,
): string {
  if (!change) return '';
  const { digests } = w;
  if (change.way === 'same') return digests.same;
  const by = kind === 'rate' ? digests.points({ by: change.by }) : formatNumber(change.by, locale);
  return digests[change.way]({ by });
}

/** `First visits *31 parties* ▲3`. */
export function figureLine(speaking: Speaking, reading: Reading): string {
  const { name } = speaking.w.digests.figure[reading.id];
  return `${name}  *${sayValue(speaking, reading)}*  ${sayChange(speaking, reading.kind, reading.change)}`.trim();
}

/** `East: week 9, 23 Feb – 1 Mar`. */
export function titleOf(
  speaking: Speaking,
  { team, window }: Pick<Digest, 'team' | 'window'>,
): string {
  return speaking.w.digests.title({
    team: team.name,
    week: window.week.week,
    ...spanOf(speaking, window),
  });
}

function spanOf({ locale }: Speaking, window: Digest['window']) {
  return {
    from: formatMonthDay(noonOf(window.monday), locale, 'UTC'),
    to: formatMonthDay(noonOf(window.sunday), locale, 'UTC'),
  };
}

/** What the numbers are compared with, and up to when they are known. */
export function aboutLines(speaking: Speaking, { team, window, snapshot }: Digest): string[] {
  const { w, locale } = speaking;
  const { digests } = w;
  const { before } = snapshot.figures;
  const when = (instant: Date) => formatDateTime(instant, locale, team.zone, window.until);
  const other = windowBefore(window, team.zone);
  const compared = isOver(window)
    ? digests.comparedWeek({ week: other.week.week, ...spanOf(speaking, other) })
    : digests.comparedPart({ week: other.week.week, when: when(other.until) });
  return [
    ...(isOver(window) ? [] : [digests.running({ when: when(window.until) })]),
    before ? compared : digests.comparedNothing,
    digests.exclusions,
    ...(snapshot.revision > 1
      ? [digests.corrected({ revision: snapshot.revision, when: when(snapshot.takenAt) })]
      : []),
  ];
}

/** The label of a part of a breakdown: the office's own word, or what stands for none and for the rest. */
export function partLabel(
  { w, locale }: Speaking,
  choices: readonly Choice[],
  key: string,
): string {
  if (key === 'none' || key === 'rest') return w.digests.breakdown[key];
  return choices.find((choice) => choice.key === key)?.[locale] ?? key;
}
