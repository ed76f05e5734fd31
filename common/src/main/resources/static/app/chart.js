import { html, classes, Component, useEffect, useRef, useState } from './lib.js';
import { number } from './format.js';

/** A small line without axes. `values` has null where nothing is known; `target` is a dashed line. */
export class Sparkline extends Component {

  shouldComponentUpdate(next) {
    return next.values !== this.props.values || next.version !== this.props.version || next.target !== this.props.target || next.idle !== this.props.idle;
  }

  render({ values, slots = 60, target, label, idle, width = 120, height = 28 }) {
    const top = Math.max(1e-9, target ?? 0, ...values.filter((value) => value !== null)) * 1.08;
    const x = (i) => ((i + slots - values.length) / (slots - 1)) * width;
    const y = (value) => height - 1 - (value / top) * (height - 2);
    const pieces = runs(values).map((run) => run.map(([i, value]) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`));
    return html`<svg class=${classes('spark', idle && 'idle')} width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label=${label}>
      <path class="base" d=${`M0,${height - 0.5}H${width}`} />${pieces.map((piece) => html`<path class="area" d=${`M${piece[0].split(',')[0]},${height}L${piece.join('L')}L${piece.at(-1).split(',')[0]},${height}Z`} /><path class="line" d=${`M${piece.join('L')}${piece.length === 1 ? 'h0.5' : ''}`} />`)}
      ${target > 0 && html`<path class="target" d=${`M0,${y(target).toFixed(1)}H${width}`} />`}</svg>`;
  }

}

/** Splits values at null. Returns runs of [index, value]. */
function runs(values) {
  const found = [];
  let run = [];
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      if (run.length > 0) {
        found.push(run);
      }
      run = [];
    } else {
      run.push([i, value]);
    }
  });
  return run.length > 0 ? [...found, run] : found;
}

let library = null;

/** Loads uPlot when the first chart is shown. */
function load() {
  library ??= Promise.all([import('/lib/uplot/uPlot.esm.js'), styles('/lib/uplot/uPlot.min.css')]).then(([module]) => module.default);
  library.catch(() => {
    library = null;
  });
  return library;
}

function styles(address) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address, onload: resolve, onerror: reject });
    document.head.prepend(link);
  });
}

/** Returns the computed colour of a token, such as --series-1, as the element has it. */
function colour(element, token) {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/**
 * A chart with axes and a legend that follows the pointer. A drag zooms, a double click shows all again. The keys
 * plus, minus, left, right and Escape do the same.
 *
 * @param label what it shows, for screen readers
 * @param data [x values, y values of the first series, …], ascending in x; null for unknown
 * @param series [{label, dash, fill, unit, colour: number of the token, format}]
 * @param time whether x is a time in milliseconds
 * @param xLabel name of x in the legend
 * @param utc whether times are shown in UTC, as event times are
 * @param zeroBased whether y begins at 0
 * @param span least range of x, for a chart that grows; it has no zoom
 * @param sync name that charts share whose pointers and zooms go together
 */
export function Chart({ label, data, series, height = 220, time = true, xLabel = 'Time', utc = false, zeroBased = false, span = 0, sync, format, id }) {
  const box = useRef(null);
  const plot = useRef(null);
  const together = useRef(() => []);
  const latest = useRef(data);
  latest.current = data;
  const [problem, setProblem] = useState(null);
  const theme = useTheme();
  const shape = JSON.stringify([series.map(({ label: name, dash, fill, colour: number }) => [name, dash, fill, number]), time, utc, xLabel, sync, zeroBased, height, theme]);
  useEffect(() => {
    let gone = false;
    let observer;
    load().then((UPlot) => {
      if (gone) {
        return;
      }
      plot.current = new UPlot(options(UPlot, box.current, { series, height, time, xLabel, utc, zeroBased, span, sync, format }), latest.current, box.current);
      together.current = () => (sync ? UPlot.sync(sync).plots : [plot.current]);
      observer = new ResizeObserver(() => plot.current?.setSize({ width: box.current.clientWidth, height }));
      observer.observe(box.current);
    }).catch((failure) => setProblem(failure));
    return () => {
      gone = true;
      observer?.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => {
    if (plot.current) {
      show(plot.current, data, span);
    }
  }, [data]);
  const onKeyDown = (event) => {
    if (plot.current && !event.ctrlKey && !event.metaKey && !event.altKey && zoom(plot.current, together.current(), event.key)) {
      event.preventDefault();
    }
  };
  return html`<div><div class="chart" ref=${box} id=${id} role="img" aria-label=${label} tabindex=${span === 0 ? 0 : null} onKeyDown=${span === 0 ? onKeyDown : null} style=${{ minHeight: `${height}px` }}></div>
    ${problem && html`<p class="faint small">The chart could not be loaded.</p>`}</div>`;
}

/** What a key shows: the parts of the present range at which the next one begins and ends. */
const KEYS = { '+': [0.25, 0.75], '=': [0.25, 0.75], '-': [-0.5, 1.5], ArrowLeft: [-0.25, 0.75], ArrowRight: [0.25, 1.25], Escape: [-Infinity, Infinity] };

/** Zooms or moves a chart, and those that go together with it. Returns whether the key does so. */
function zoom(plot, together, key) {
  const [positions] = plot.data;
  const parts = KEYS[key];
  if (!parts || positions.length < 2) {
    return false;
  }
  const { min, max } = plot.scales.x;
  const [first, last] = [positions[0], positions.at(-1)];
  let [low, high] = parts.map((part) => min + part * (max - min));
  if (high > last) {
    low -= Number.isFinite(high) ? high - last : 0;
    high = last;
  }
  if (low < first) {
    high = Math.min(last, high + (Number.isFinite(low) ? first - low : 0));
    low = first;
  }
  together.forEach((one) => one.setScale('x', { min: low, max: high }));
  return true;
}

/** Shows other data. What was zoomed stays zoomed. */
function show(plot, data, span) {
  const { min, max } = plot.scales.x;
  const [before] = plot.data;
  const zoomed = span === 0 && before.length > 0 && (min > before[0] || max < before.at(-1));
  plot.setData(data, !zoomed);
  if (zoomed) {
    plot.setScale('x', { min, max });
  }
}

/** Returns a range that ends with the last value, however few there are. */
const recent = (span) => (plot) => {
  const positions = plot.data?.[0] ?? [];
  const [first, last] = positions.length > 0 ? [positions[0], positions.at(-1)] : [0, span];
  return [Math.min(first, last - span), last];
};

/** Index of the last value that is not to the right of what is shown. */
function lastShown(plot) {
  const { max } = plot.scales.x;
  const [positions] = plot.data;
  const end = Number.isFinite(max) ? positions.findLastIndex((position) => position <= max) : positions.length - 1;
  return end < 0 ? positions.length - 1 : end;
}

/** Indexes of the values without a neighbour. No line leads to them, so they are drawn as points. */
function alone(plot, series) {
  const values = plot.data[series];
  const empty = (i) => values[i] === null || values[i] === undefined;
  const found = [];
  for (let i = 0; i < values.length; i += 1) {
    if (!empty(i) && empty(i - 1) && empty(i + 1)) {
      found.push(i);
    }
  }
  return found.length > 0 ? found : null;
}

function options(UPlot, element, { series, height, time, xLabel, utc, zeroBased, span, sync, format }) {
  const ink = colour(element, '--ink-faint');
  const line = colour(element, '--line');
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 } };
  const show = (value) => (value === null || value === undefined ? '–' : (format ?? number)(value));
  const moment = dateFormat(utc, { dateStyle: 'medium', timeStyle: 'medium' });
  const label = (x) => (x === null || x === undefined ? '–' : time ? moment.format(x) : x.toLocaleString());
  return {
    width: element.clientWidth || 300,
    height,
    ms: 1,
    tzDate: utc ? (millis) => UPlot.tzDate(new Date(millis), 'Etc/UTC') : (millis) => new Date(millis),
    cursor: { points: { size: 6 }, drag: { x: span === 0, y: false }, ...(sync ? { sync: { key: sync } } : {}) },
    legend: { live: true },
    hooks: { setScale: [(plot, scale) => scale === 'x' && plot.setLegend()] }, // without a pointer, it is about the last value that is shown
    scales: { x: { time, range: span ? recent(span) : undefined }, y: { range: zeroBased ? (_, low, high) => [Math.min(0, low ?? 0), (high > 0 ? high : 1) * 1.1] : undefined } },
    axes: [{ ...axis, space: 90, size: 42, values: time ? timeTicks(utc) : (_, ticks) => ticks.map((tick) => tick.toLocaleString()) }, { ...axis, size: 62, values: (_, ticks) => ticks.map(show) }],
    series: [{ label: xLabel, value: (plot, value, _, at) => label(at === null || at === undefined ? plot.data[0][lastShown(plot)] : value) }, ...series.map((one, i) => {
      const stroke = colour(element, `--series-${one.colour ?? (i % 6) + 1}`);
      return {
        label: one.label,
        stroke,
        width: one.dash ? 1.25 : 1.75,
        dash: one.dash ? [5, 4] : undefined,
        fill: one.fill ? stroke.replace('rgb(', 'rgba(').replace(')', ', 0.1)') : undefined,
        points: { show: false, filter: alone, size: 5, fill: stroke },
        spanGaps: false,
        value: (plot, value, series, at) => (one.format ?? show)(at === null || at === undefined ? plot.data[series][lastShown(plot)] : value),
      };
    })],
  };
}

function dateFormat(utc, options) {
  return new Intl.DateTimeFormat(undefined, { ...options, ...(utc ? { timeZone: 'UTC' } : {}) });
}

/** Texts of the ticks of a time axis, no finer than their distance. */
function timeTicks(utc) {
  const clock = dateFormat(utc, { hour: '2-digit', minute: '2-digit' });
  const seconds = dateFormat(utc, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const days = dateFormat(utc, { day: 'numeric', month: 'short' });
  const months = dateFormat(utc, { month: 'short', year: 'numeric' });
  return (_, ticks, axis, space, distance) => {
    const format = distance < 60_000 ? seconds : distance < 86_400_000 ? clock : distance < 28 * 86_400_000 ? days : months;
    return ticks.map((tick, i) => {
      const text = format.format(tick);
      return format === clock && (i === 0 || days.format(tick) !== days.format(ticks[i - 1])) ? `${text}\n${days.format(tick)}` : text;
    });
  };
}

/** Returns a text that changes with the theme of the page. */
function useTheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const now = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
  const [theme, setTheme] = useState(now);
  useEffect(() => {
    const look = () => setTheme(now());
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    dark.addEventListener('change', look);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', look);
    };
  }, []);
  return theme;
}
