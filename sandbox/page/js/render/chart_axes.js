import { svg } from '../dom.js';
import { figure, tip, tone } from './chart_parts.js';

const HEIGHT = 220;
const TOP = 18;
const RIGHT = 12;
const LETTER = 6.9;
const WIDE_LETTER = 11.5;

function wide(text) {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? WIDE_LETTER : LETTER), 0);
}

/** A step of 1, 2 or 5 times a power of ten that cuts the range in about four. */
function niceStep(range) {
  const rough = range / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough);
}

function ticksOf(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const allWhole = values.every(Number.isInteger);
  const step = allWhole ? Math.max(1, niceStep(high - low)) : niceStep(high - low);
  const ticks = [];
  for (let at = Math.floor(low / step); at * step < high + step; at += 1) ticks.push(at * step);
  return ticks.length > 1 ? ticks : [0, step];
}

/** Room for the axes, then functions from data to pixels. */
function layout({ series, axis_config: axis = {} }, { width, locale }) {
  const categories = axis.categories ?? series[0].data.map(({ label }) => label);
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const ticks = ticksOf(values);
  const labels = ticks.map((tick) => figure(tick, locale));
  const left = Math.max(...labels.map(wide)) + 12 + (axis.y_label ? 18 : 0);
  const slot = (width - left - RIGHT) / categories.length;
  const longest = Math.max(...categories.map(wide));
  const slanted = longest > slot - 4;
  const bottom = (slanted ? Math.min(64, longest * 0.62 + 16) : 22) + (axis.x_label ? 18 : 0);
  const floor = HEIGHT - bottom;
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = (value) => floor - ((value - low) / (high - low)) * (floor - TOP);
  const x = (index) => left + slot * (index + 0.5);
  return { axis, categories, ticks, labels, left, slot, slanted, floor, x, y, width };
}

function yAxis(frame) {
  const lines = frame.ticks.map((tick, index) => {
    const at = frame.y(tick);
    return [
      svg('line', {
        x1: frame.left,
        x2: frame.width - RIGHT,
        y1: at,
        y2: at,
        class: tick === 0 ? 'axis' : 'grid',
      }),
      svg('text', { x: frame.left - 6, y: at + 4, 'text-anchor': 'end' }, frame.labels[index]),
    ];
  });
  if (!frame.axis.y_label) return lines;
  const middle = (TOP + frame.floor) / 2;
  const name = svg(
    'text',
    {
      x: 12,
      y: middle,
      'text-anchor': 'middle',
      transform: `rotate(-90 12 ${middle})`,
      class: 'axis-name',
    },
    frame.axis.y_label,
  );
  return [lines, name];
}

function shortened(label) {
  let text = label;
  while (wide(text) > 84) text = text.slice(0, -1);
  return text === label ? label : `${text}…`;
}

function xAxis(frame) {
  // Under 13 px per slot even slanted letters touch: show every second, third … label.
  const every = Math.max(1, Math.ceil(13 / frame.slot));
  const marks = frame.categories.map((label, index) => {
    if (index % every !== 0) return null;
    const [x, y] = [frame.x(index), frame.floor + 15];
    const turn = frame.slanted
      ? { transform: `rotate(-35 ${x} ${y})`, 'text-anchor': 'end' }
      : { 'text-anchor': 'middle' };
    return svg('text', { x, y, ...turn }, shortened(label), tip(label));
  });
  if (!frame.axis.x_label) return marks;
  const middle = (frame.left + frame.width) / 2;
  return [
    marks,
    svg(
      'text',
      { x: middle, y: HEIGHT - 4, 'text-anchor': 'middle', class: 'axis-name' },
      frame.axis.x_label,
    ),
  ];
}

function pointAt(one, category) {
  return one.data.find(({ label }) => label === category)?.value;
}

function bars(series, frame, locale) {
  const gap = Math.min(14, frame.slot * 0.22);
  const thick = Math.min(46, (frame.slot - gap) / series.length);
  const inset = (frame.slot - thick * series.length) / 2;
  return series.map((one, rank) =>
    frame.categories.map((category, index) => {
      const value = pointAt(one, category);
      if (value === undefined) return null;
      const x = frame.left + frame.slot * index + inset + thick * rank;
      const [top, base] = [
        Math.min(frame.y(value), frame.y(0)),
        Math.max(frame.y(value), frame.y(0)),
      ];
      const words = figure(value, locale);
      const bar = svg(
        'rect',
        {
          x: x + 1,
          y: top,
          width: Math.max(2, thick - 2),
          height: Math.max(1, base - top),
          rx: Math.min(3, thick / 4),
          class: `bar ${tone(rank)}`,
        },
        tip(`${category} · ${one.name}: ${words}`),
      );
      const room = wide(words) < thick + 8;
      return [
        bar,
        room
          ? svg(
              'text',
              { x: x + thick / 2, y: top - 4, 'text-anchor': 'middle', class: 'value' },
              words,
            )
          : null,
      ];
    }),
  );
}

function lines(series, frame, { locale, filled }) {
  return series.map((one, rank) => {
    const points = frame.categories.flatMap((category, index) => {
      const value = pointAt(one, category);
      return value === undefined ? [] : [{ x: frame.x(index), y: frame.y(value), category, value }];
    });
    const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'} ${x} ${y}`).join(' ');
    const base = frame.y(0);
    const area =
      filled && points.length > 0
        ? svg('path', {
            d: `${path} L ${points.at(-1).x} ${base} L ${points[0].x} ${base} Z`,
            class: `area ${tone(rank)}`,
          })
        : null;
    const dots = points.map(({ x, y, category, value }) =>
      svg(
        'circle',
        { cx: x, cy: y, r: 3.5, class: `dot ${tone(rank)}` },
        tip(`${category} · ${one.name}: ${figure(value, locale)}`),
      ),
    );
    return [area, svg('path', { d: path, class: `line ${tone(rank)}` }), dots];
  });
}

/** A bar, line or area chart of the given pixel width. */
export function plot(chart, { width, locale }) {
  const frame = layout(chart, { width, locale });
  const marks =
    chart.type === 'bar'
      ? bars(chart.series, frame, locale)
      : lines(chart.series, frame, { locale, filled: chart.type === 'area' });
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT },
    yAxis(frame),
    marks,
    xAxis(frame),
  );
}
