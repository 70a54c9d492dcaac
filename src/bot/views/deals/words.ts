import type { Deal } from '../../../crm/deals/store/deals.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import { formatCivilDay, formatMonthDay } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import { esc } from '../../blocks.ts';
import type { Option } from '../../form.ts';

const TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/** `¥4,200,000`: an amount to the last unit, since a contract says it so. */
export function money(
  amount: bigint | null,
  { currency }: Pick<Deal, 'currency'>,
  locale: Locale,
): string {
  return new Intl.NumberFormat(TAG[locale], {
    style: 'currency',
    currency,
    currencyDisplay: locale === 'zh' ? 'symbol' : 'code',
    maximumFractionDigits: 0,
  })
    .format(amount ?? 0n)
    .replace(/\u00a0/g, ' ');
}

/** `8月5日` / `5 Aug` of a civil day. */
export const shortDay = (day: string, locale: Locale): string =>
  formatMonthDay(new Date(`${day}T12:00:00Z`), locale, 'UTC');

/** `8月5日 周三`, with the year where it is another. */
export function longDay(day: string, locale: Locale, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : day.slice(0, 4);
  const said = formatCivilDay(day, locale);
  if (year === '') return said;
  return locale === 'zh' ? `${year}年${said}` : `${said} ${year}`;
}

/** `3栋1201` / `3-1201`, escaped. */
export const unitName = (w: Messages, unit: Pick<Unit, 'building' | 'code'> | null): string =>
  unit ? esc(w.deals.unit(unit)) : '?';

/** A unit as a choice of a form: its name, its project beside it. */
export const unitNameOption = (
  w: Messages,
  unit: Pick<Unit, 'id' | 'building' | 'code' | 'projectZh' | 'projectEn'>,
): Option => ({
  value: unit.id,
  label: w.deals.unit(unit),
  hint: w.common.locale === 'zh' ? unit.projectZh : unit.projectEn,
});
