import { COUNTS, isCount, isMoney, type Reading } from '../../../crm/digests/rules/figures.ts';
import { percentOf } from '../../../crm/digests/rules/rates.ts';
import { isOver, noonOf, windowBefore } from '../../../crm/digests/rules/week.ts';
import type { Digest } from '../../../crm/digests/usecases/reading.ts';
import type { Choice, Settings } from '../../../crm/settings/rules.ts';
import { formatDateTime, formatMonthDay, formatNumber, formatPrice } from '../../../i18n/format.ts';
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

/** A figure's number: an amount in the team's currency, anything else as it is counted; of a set also a hundredth. */
export function sayNumber(
  { locale }: Pick<Speaking, 'locale'>,
  id: Reading['id'],
  value: number,
  { currency }: Pick<Settings, 'currency'>,
): string {
  if (isMoney(id)) return formatPrice(Math.round(value), currency, locale);
  const isSets = isCount(id) && COUNTS[id].unit === 'sets';
  return formatNumber(value, locale, isSets ? 2 : 1);
}

/** `31 parties`, `420万`, `86 % (37 of 43)`. */
function sayValue(
  speaking: Speaking,
  reading: Reading,
  settings: Pick<Settings, 'currency'>,
): string {
  const { digests } = speaking.w;
  const say = (value: number) => sayNumber(speaking, reading.id, value, settings);
  if (reading.kind === 'count') {
    const { count: n } = reading;
    return digests.count({ n, unit: COUNTS[reading.id].unit, said: say(n) });
  }
  const { rate } = reading;
  if (!rate) return digests.noRate;
  const percent = percentOf(rate);
  // Percents of fields are no number of customers: only the rate is said.
  if (reading.id === 'completeness') return digests.rateOnly({ percent });
  return digests.rate({
    percent,
    part: say(rate.part),
    whole: say(rate.whole),
  });
}

/** `▲3`, `▼ 4 points`; empty where there is nothing to compare with. */
function sayChange(
  speaking: Speaking,
  { id, kind, change }: Reading,
  settings: Pick<Settings, 'currency'>,
): string {
  if (!change) return '';
  const { digests } = speaking.w;
  if (change.way === 'same') return digests.same;
  const by =
    kind === 'rate'
      ? digests.points({ by: change.by })
      : sayNumber(speaking, id, change.by, settings);
  return digests[change.way]({ by });
}

/** `First visits *31 parties* ▲3`. */
export function figureLine(
  speaking: Speaking,
  reading: Reading,
  settings: Pick<Settings, 'currency'>,
): string {
  const { name } = speaking.w.digests.figure[reading.id];
  return `${name}  *${sayValue(speaking, reading, settings)}*  ${sayChange(speaking, reading, settings)}`.trim();
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
