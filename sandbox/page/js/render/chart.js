import { h } from '../dom.js';
import { plot } from './chart_axes.js';
import { figure, tone } from './chart_parts.js';
import { pie } from './chart_pie.js';

function legend(entries) {
  return h(
    'ul',
    { class: 'legend' },
    entries.map(({ name, detail }, index) =>
      h(
        'li',
        null,
        h('i', { class: `swatch ${tone(index)}` }),
        h('span', null, name),
        detail ? h('b', null, detail) : null,
      ),
    ),
  );
}

function pieLegend(segments, locale) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return segments.map(({ label, value }) => ({
    name: label,
    detail: `${figure(value, locale)} · ${share.format(value / total)}`,
  }));
}

/** The chart in words, for a reader who cannot see it and for a test that looks for a number. */
function described(block, locale) {
  const { chart } = block;
  const series = chart.type === 'pie' ? [{ name: '', data: chart.segments }] : chart.series;
  const told = series.map(({ name, data }) => {
    const points = data.map(({ label, value }) => `${label} ${figure(value, locale)}`).join(', ');
    return name ? `${name}: ${points}` : points;
  });
  return `${block.title}. ${told.join('; ')}`;
}

/** Draws again when the width changes: a chart scaled down to a phone would have unreadable letters. */
function fitted(draw) {
  const frame = h('div', { class: 'chart-frame' });
  let drawn = 0;
  const watcher = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 40 || width === drawn) return;
    drawn = width;
    frame.replaceChildren(draw(width));
  });
  watcher.observe(frame);
  return frame;
}

/** The data_visualization block: pie, bar, line or area, as SVG with a title, axes and a legend. */
export function chart(block, env) {
  const locale = env.view().locale;
  const { chart: data } = block;
  const isPie = data.type === 'pie';
  const entries = isPie
    ? pieLegend(data.segments, locale)
    : data.series.map(({ name }) => ({ name }));
  const draw = isPie ? () => pie(data.segments, locale) : (width) => plot(data, { width, locale });
  const picture = h(
    'div',
    { class: `chart chart-${data.type}`, role: 'img', 'aria-label': described(block, locale) },
    isPie ? h('div', { class: 'chart-frame' }, draw()) : fitted(draw),
  );
  const showLegend = isPie || entries.length > 1;
  return h(
    'figure',
    { class: `chart-block ${isPie ? 'chart-side' : ''}` },
    h('figcaption', null, block.title),
    picture,
    showLegend ? legend(entries) : null,
  );
}
