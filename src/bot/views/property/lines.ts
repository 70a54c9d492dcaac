import { sayUnit, statusAt } from '../../../crm/properties/rules.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatArea, formatPrice } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';

/** What saying something of a unit needs. */
export interface UnitWriter {
  w: Messages;
  locale: Locale;
}

/** `翠湖天地 3-1201` / `Lakeside 3-1201`. Plain text: escape it before mrkdwn. */
export const callUnit = (
  unit: Pick<Unit, 'projectZh' | 'projectEn' | 'building' | 'code'>,
  locale: Locale,
): string => `${locale === 'zh' ? unit.projectZh : unit.projectEn} ${sayUnit(unit)}`;

/** `三房 · 120㎡ · 12 楼 · 朝南`: the unit in a line. Plain text. */
export function describeUnit(unit: Unit, { w, locale }: UnitWriter): string {
  const words = w.properties;
  const { layout, area, floor, orientation } = unit;
  return [
    w.fields.layouts[layout],
    formatArea({ min: area, max: area }, locale),
    floor !== null && words.onFloor({ n: floor }),
    orientation && words.facing({ orientation: words.orientation[orientation] }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Its list price, to the last unit of the currency. */
export const listPriceOf = (unit: Pick<Unit, 'listPrice' | 'currency'>, locale: Locale): string =>
  formatPrice(unit.listPrice, unit.currency, locale);

/** A unit as an option of a select: at most 75 characters. Plain text. */
export function unitOption(
  unit: Unit,
  { w, locale, now }: UnitWriter & { now: Date },
): { value: string; label: string } {
  const status = w.properties.statusWord[statusAt(unit, now)];
  const label = [
    callUnit(unit, locale),
    w.fields.layouts[unit.layout],
    formatArea({ min: unit.area, max: unit.area }, locale),
    listPriceOf(unit, locale),
    status,
  ].join(' · ');
  return { value: unit.id, label };
}

/** A district's name in a language; its key where the list has it no more. */
export function districtName(
  key: string | null,
  { districts }: Pick<Settings, 'districts'>,
  locale: Locale,
): string {
  return key === null ? '' : (districts.find((one) => one.key === key)?.[locale] ?? key);
}
