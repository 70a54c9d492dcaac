import { svg } from '../dom.js';
import { figure, tip, tone } from './chart_parts.js';

const SIZE = 168;
const OUTER = 80;
const INNER = 46;

function point(angle, radius) {
  const x = SIZE / 2 + radius * Math.sin(angle);
  const y = SIZE / 2 - radius * Math.cos(angle);
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}

function ring(from, to) {
  const wide = to - from > Math.PI ? 1 : 0;
  return [
    `M ${point(from, OUTER)}`,
    `A ${OUTER} ${OUTER} 0 ${wide} 1 ${point(to, OUTER)}`,
    `L ${point(to, INNER)}`,
    `A ${INNER} ${INNER} 0 ${wide} 0 ${point(from, INNER)} Z`,
  ].join(' ');
}

/** A full turn cannot be one arc (its ends would coincide), so it stops a hair short. */
const FULL = 2 * Math.PI - 0.0001;

/** The pie as a ring with the total in the middle; shares stand in the legend. */
export function pie(segments, locale) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  let angle = 0;
  const slices = segments.map(({ label, value }, index) => {
    const from = angle;
    angle += (value / total) * FULL;
    return svg(
      'path',
      { d: ring(from, angle), class: `slice ${tone(index)}` },
      tip(`${label}: ${figure(value, locale)}`),
    );
  });
  const middle = svg(
    'text',
    { x: SIZE / 2, y: SIZE / 2 + 8, class: 'pie-total', 'text-anchor': 'middle' },
    figure(total, locale),
  );
  return svg('svg', { viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE }, slices, middle);
}
