import { svg } from '../dom.js';

/** The page's own signs as strokes, so that they look alike where no emoji font is installed. */
const STROKES = {
  lock: 'M6 11h12v9H6z M9 11V8a3 3 0 0 1 6 0v3',
  hash: 'M9 4 7 20 M17 4l-2 16 M4.5 9h16 M3.5 15h16',
  clock: 'M12 3.5a8.5 8.5 0 1 0 .01 0z M12 7.5V12l3.5 2',
  clip: 'M19 11.5l-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5L13 4.5a3 3 0 0 1 4.3 4.3L9.8 16.3a1.4 1.4 0 0 1-2-2L14.5 7.5',
  bolt: 'M13 3 5 13.5h6L10.5 21 19 10h-6.5z',
  send: 'M4 12 20 4.5 15.5 20l-4-6z M11.5 14 20 4.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z M12 9.5a2.5 2.5 0 1 0 .01 0z',
  reply: 'M4.5 5h15v10.5H11L6.5 19.5v-4h-2z',
  swap: 'M4 8.5h15 M15.5 5l3.5 3.5L15.5 12 M20 15.5H5 M8.5 12 5 15.5 8.5 19',
  warn: 'M12 4 2.8 19.5h18.4z M12 10v4.5 M12 16.8v.4',
  menu: 'M4 6.5h16 M4 12h16 M4 17.5h16',
  close: 'M6 6l12 12 M18 6 6 18',
  back: 'M19 12H5 M11 6l-6 6 6 6',
  dots: 'M5.5 12h.01 M12 12h.01 M18.5 12h.01',
  file: 'M6.5 3.5h7l4 4v13h-11z M13.5 3.5v4h4',
  picture: 'M4 5.5h16v13H4z M4 15.5l4.5-4.5 4 4 2.5-2.5 5 4.5 M15.5 9h.01',
  down: 'M6.5 9.5 12 15l5.5-5.5',
  up: 'M6.5 14.5 12 9l5.5 5.5',
};

/** One of the signs, as wide as the letters around it. */
export function icon(name) {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', class: `icon-sign icon-${name}`, 'aria-hidden': 'true' },
    svg('path', { d: STROKES[name] }),
  );
}
