import { svg } from '../dom.js';

const COLOURS = 6;

/** The class that gives the n-th series its colour; the palette itself is in charts.css. */
export function tone(index) {
  return `tone-${(index % COLOURS) + 1}`;
}

/** Numbers as the reader's locale groups them. */
export function figure(value, locale) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** A `<title>` child: the browser's own tooltip. */
export function tip(words) {
  return svg('title', null, words);
}
