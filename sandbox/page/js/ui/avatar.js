import { h, svg } from '../dom.js';

const TONES = 8;

function toneOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return (sum % TONES) + 1;
}

/** Two letters: the first two of a Chinese name, the initials of another. */
function initials(name) {
  const chinese = /^[\u3400-\u9fff]{2,3}/.exec(name);
  if (chinese) return chinese[0].slice(0, 2);
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join('');
}

/** The app's own sign: an arched gate. */
export function gate() {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', class: 'gate', 'aria-hidden': 'true' },
    svg('path', {
      d: 'M4 21V11a8 8 0 0 1 16 0v10',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2.2,
      'stroke-linecap': 'round',
    }),
    svg('path', {
      d: 'M9 21v-8a3 3 0 0 1 6 0v8',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2.2,
      'stroke-linecap': 'round',
    }),
  );
}

/** A person's coloured initials, or the gate for the bot. */
export function avatar(person, size = '') {
  if (person?.isBot)
    return h('span', { class: `avatar bot ${size}`, 'aria-hidden': 'true' }, gate());
  const name = person?.displayName ?? '?';
  return h(
    'span',
    { class: `avatar tone-person-${toneOf(person?.id ?? name)} ${size}`, 'aria-hidden': 'true' },
    initials(name),
  );
}
