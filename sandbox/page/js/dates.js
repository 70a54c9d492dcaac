/** Times as the acted person sees them: their zone, their language, the practice clock. */

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
};

function civil(instant, zone) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...PARTS,
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** `2026-03-01` in the zone. */
export function civilDate(instant, zone) {
  const { year, month, day } = civil(instant, zone);
  return `${year}-${month}-${day}`;
}

/** `2026-03-01T09:05` in the zone: the form that a datetime-local input wants. */
export function civilDateTime(instant, zone) {
  const { hour, minute } = civil(instant, zone);
  return `${civilDate(instant, zone)}T${hour}:${minute}`;
}

function offsetAt(instant, zone) {
  const c = civil(instant, zone);
  const asUtc = Date.UTC(c.year, c.month - 1, c.day, c.hour, c.minute, c.second);
  return asUtc - Math.floor(instant / 1000) * 1000;
}

/** The instant (ms) of a civil `2026-03-01T09:05` in the zone; two passes settle a clock change. */
export function instantOf(text, zone) {
  const guess = Date.parse(`${text}:00Z`);
  const first = guess - offsetAt(guess, zone);
  return guess - offsetAt(first, zone);
}

/** The next 09:00 in the zone after `instant` (ms). */
export function nextNine(instant, zone) {
  const today = instantOf(`${civilDate(instant, zone)}T09:00`, zone);
  if (today > instant) return today;
  return instantOf(`${civilDate(instant + 86_400_000, zone)}T09:00`, zone);
}

function format(instant, { locale, zone }, options) {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(instant);
}

const TIME = { hour: 'numeric', minute: '2-digit' };
const LONG_DAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' };

/** The hour and minute, as the locale writes them. */
export function timeOfDay(instant, view) {
  return format(instant, view, TIME);
}

/** A full date with its weekday. */
export function longDay(instant, view) {
  return format(instant, view, LONG_DAY);
}

/** Date, weekday and time in short: the face of the practice clock. */
export function clockFace(instant, view) {
  return format(instant, view, { weekday: 'short', month: 'short', day: 'numeric', ...TIME });
}

function relativeDay(instant, view) {
  const day = civilDate(instant, view.zone);
  const near = [-1, 0, 1].find(
    (step) => civilDate(view.now + step * 86_400_000, view.zone) === day,
  );
  if (near === undefined) return null;
  return new Intl.RelativeTimeFormat(view.locale, { numeric: 'auto' }).format(near, 'day');
}

/** The line between two days of messages: today, yesterday, or the full date. */
export function dayDivider(instant, view) {
  const near = relativeDay(instant, view);
  if (near === null) return longDay(instant, view);
  return near.charAt(0).toUpperCase() + near.slice(1);
}

function ago(instant, view) {
  const minutes = Math.round((instant - view.now) / 60_000);
  const words = new Intl.RelativeTimeFormat(view.locale, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}

const DATE_TOKENS = {
  date_num: (at, view) => civilDate(at, view.zone),
  date: (at, view) => format(at, view, { year: 'numeric', month: 'long', day: 'numeric' }),
  date_short: (at, view) => format(at, view, { year: 'numeric', month: 'short', day: 'numeric' }),
  date_long: longDay,
  date_pretty: (at, view) => relativeDay(at, view) ?? DATE_TOKENS.date(at, view),
  date_short_pretty: (at, view) => relativeDay(at, view) ?? DATE_TOKENS.date_short(at, view),
  date_long_pretty: (at, view) => relativeDay(at, view) ?? longDay(at, view),
  day_divider_pretty: (at, view) => relativeDay(at, view) ?? longDay(at, view),
  time: timeOfDay,
  time_secs: (at, view) => format(at, view, { ...TIME, second: '2-digit' }),
  ago,
};

/** Slack's date tokens (`{date_long} {time}`) filled for the reader; `seconds` since the epoch. */
export function slackDate(seconds, pattern, view) {
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, token) => {
    const write = DATE_TOKENS[token];
    return write ? write(seconds * 1000, view) : whole;
  });
}
