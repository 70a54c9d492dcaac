import { civilDay, getDayNumber } from '../lib/calendar/index.ts';
import type { Locale } from '../lib/locale.ts';

const TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };
const cache = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs far more than using one, so each is made once. */
function formatter(
  locale: Locale,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(TAG[locale], { ...options, timeZone: zone, hourCycle: 'h23' });
    cache.set(key, made);
  }
  return made;
}

function parts(instant: Date, locale: Locale, zone: string, options: Intl.DateTimeFormatOptions) {
  const found = formatter(locale, zone, options).formatToParts(instant);
  return Object.fromEntries(found.map(({ type, value }) => [type, value])) as Record<
    string,
    string
  >;
}

/** `11月25日 周三` / `Wed 25 Nov`; with the year when it is not `now`'s. `zone` is an IANA zone. */
export function formatDay(instant: Date, locale: Locale, zone: string, now?: Date): string {
  const p = parts(instant, locale, zone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const year = now && parts(now, locale, zone, { year: 'numeric' }).year === p.year ? '' : p.year!;
  if (locale === 'zh') {
    const month = parts(instant, locale, zone, { month: 'numeric' }).month!.replace('月', '');
    return `${year ? `${year.replace('年', '')}年` : ''}${month}月${p.day!.replace('日', '')}日 ${p.weekday}`;
  }
  return `${p.weekday} ${p.day} ${p.month}${year ? ` ${year}` : ''}`;
}

/** `11月25日` / `25 Nov`: a day among its neighbours. */
export function formatMonthDay(instant: Date, locale: Locale, zone: string): string {
  const p = parts(instant, locale, zone, {
    month: locale === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
  });
  const day = p.day!.replace('日', '');
  return locale === 'zh' ? `${p.month!.replace('月', '')}月${day}日` : `${day} ${p.month}`;
}

/** `15:00` */
export function formatTime(instant: Date, locale: Locale, zone: string): string {
  const p = parts(instant, locale, zone, { hour: '2-digit', minute: '2-digit' });
  return `${p.hour}:${p.minute}`;
}

/** `11月25日 周三 15:00` / `Wed 25 Nov 15:00`. */
export function formatDateTime(instant: Date, locale: Locale, zone: string, now?: Date): string {
  return `${formatDay(instant, locale, zone, now)} ${formatTime(instant, locale, zone)}`;
}

/** Until when, as people say it: midnight is the end of the day before. `11月25日 周三`, `Wed 25 Nov 15:00`. */
export function formatUntil(instant: Date, locale: Locale, zone: string, now?: Date): string {
  return formatTime(instant, locale, zone) === '00:00'
    ? formatDay(new Date(instant.getTime() - 1), locale, zone, now)
    : formatDateTime(instant, locale, zone, now);
}

/**
 * When something is due, as fine as it was said and as people say it: `今天 15:00`, `Tomorrow`, `11月25日 周三`. The
 * year stands only where it is not `now`'s.
 */
export function formatDue(
  instant: Date,
  locale: Locale,
  zone: string,
  { grain, now }: { grain: string; now: Date },
): string {
  const day = nearDay(instant, locale, zone, now) ?? formatDay(instant, locale, zone, now);
  return withTime(day, instant, locale, zone, grain);
}

const withTime = (day: string, instant: Date, locale: Locale, zone: string, grain: string) =>
  grain === 'day' || grain === 'coarse' ? day : `${day} ${formatTime(instant, locale, zone)}`;

/** `昨天`, `Today`, `Tomorrow`; null for a day further off. */
function nearDay(instant: Date, locale: Locale, zone: string, now: Date): string | null {
  const dayOf = (at: Date) => getDayNumber(civilDay(at, zone));
  const days = dayOf(instant) - dayOf(now);
  if (Math.abs(days) > 1) return null;
  const said = new Intl.RelativeTimeFormat(TAG[locale], { numeric: 'auto' }).format(days, 'day');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** The echo of a typed date: full date, weekday, time and zone, so that a misreading is seen at once. */
export function formatEcho(instant: Date, locale: Locale, zone: string, grain: string): string {
  const due = withTime(formatDay(instant, locale, zone), instant, locale, zone, grain);
  const name = zoneName(instant, locale, zone);
  return locale === 'zh' ? `${due}（${name}）` : `${due} (${name})`;
}

/** `中国时间` / `China Time`: a zone as people call it. */
function zoneName(instant: Date, locale: Locale, zone: string): string {
  return parts(instant, locale, zone, { timeZoneName: 'shortGeneric' }).timeZoneName ?? zone;
}

/** `11月25日 周三` / `Wed 25 Nov` of a civil day, `YYYY-MM-DD`. */
export function formatCivilDay(day: string, locale: Locale): string {
  const noon = new Date(`${day}T12:00:00Z`);
  return formatDay(noon, locale, 'UTC', noon);
}

/** `800–1000万` / `8–10m CNY`: whole units of the currency in, the way the trade says it out. */
export function formatBudget(
  range: { min: number | null; max: number | null; currency: string },
  locale: Locale,
  digits = 2,
): string {
  const { min, max, currency } = range;
  if (min === null && max === null) return '';
  const unit = locale === 'zh' ? 10_000 : 1_000_000;
  const mark = locale === 'zh' ? '万' : 'm';
  const say = (amount: number) =>
    new Intl.NumberFormat(TAG[locale], {
      maximumFractionDigits: digits,
      // The trade writes 1000万 without a mark.
      useGrouping: locale === 'en',
    }).format(amount / unit);
  const foreign = locale === 'zh' && currency === 'CNY' ? '' : ` ${currency}`;
  return `${span(min === null ? null : say(min), max === null ? null : say(max))}${mark}${foreign}`;
}

/** `987.65万` / `9,876,500 CNY`: a price to the last unit of the currency. */
export function formatPrice(amount: number, currency: string, locale: Locale): string {
  const say = (value: number, digits: number, grouping: boolean) =>
    new Intl.NumberFormat(TAG[locale], {
      maximumFractionDigits: digits,
      useGrouping: grouping,
    }).format(value);
  if (locale === 'en') return `${say(amount, 0, true)} ${currency}`;
  return `${say(amount / 10_000, 4, false)}万${currency === 'CNY' ? '' : ` ${currency}`}`;
}

/** `100–120㎡`; square metres. */
export function formatArea(
  range: { min: number | null; max: number | null },
  locale: Locale,
): string {
  const { min, max } = range;
  if (min === null && max === null) return '';
  const say = (area: number) =>
    new Intl.NumberFormat(TAG[locale], { maximumFractionDigits: 1 }).format(area);
  return `${span(min === null ? null : say(min), max === null ? null : say(max))}㎡`;
}

/** Thousands as the language writes them. */
export function formatNumber(value: number, locale: Locale, digits = 1): string {
  return new Intl.NumberFormat(TAG[locale], { maximumFractionDigits: digits }).format(value);
}

function span(min: string | null, max: string | null): string {
  if (min === null) return `≤${max}`;
  if (max === null) return `≥${min}`;
  return min === max ? min : `${min}–${max}`;
}

/** How far something is, of 0 to 1, as a bar of so many marks. */
export function progressBar(share: number, length: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * length);
  return '▓'.repeat(full) + '░'.repeat(length - full);
}
