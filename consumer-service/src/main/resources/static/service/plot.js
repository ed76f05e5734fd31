// Columns of a file over time. The service thins them, so that a file of any size draws at once.
import { html, useMemo, useRef } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { setQuery, useAddress } from '/app/router.js';
import { Button, Card, Empty, Note, ProblemNote, Segments, Skeleton } from '/app/parts.js';
import { SelectField } from '/app/form.js';
import { Chart } from '/app/chart.js';
import { count, number, plural } from '/app/format.js';
import { filePath } from './state.js';
import { rowOf, rowsOf } from './csv.js';
import { withGaps } from './gaps.js';

/** Positions that are asked for each column. The service shares them between the columns. */
const POINTS = 1_200;
const MOST_POINTS = 10_000;
const MOST_COLUMNS = 20;
const AGAIN = 10_000;
const NEVER = 86_400_000;
const LAYOUTS = [['each', 'One below the other'], ['together', 'In one chart']];

/** Value of x in the address for "by number of the row". */
const ROWS = '-';
const BY_NUMBER = 'number of the row';

const pointsOf = (columns) => Math.min(MOST_POINTS, POINTS * Math.max(1, columns.length));

/** The columns in the address of the view: a row of CSV, because a name may have a comma. */
const listed = (text) => (text ? (rowsOf(text)[0] ?? []).filter(Boolean) : []);

function addressOf(file, columns, x) {
  const query = new URLSearchParams({ points: pointsOf(columns) });
  columns.forEach((column) => query.append('columns', column));
  if (x !== undefined) {
    query.set('x', x === ROWS ? '' : x);
  }
  return `${filePath(file)}/series?${query}`;
}

function Choice({ known, columns, shown, x, layout }) {
  const toggle = (column) => {
    const next = shown.includes(column) ? shown.filter((one) => one !== column) : known.numeric.filter((one) => one === column || shown.includes(one));
    setQuery({ columns: next.length > 0 ? rowOf(next) : null });
  };
  const others = columns.filter((column) => !known.numeric.includes(column) && column !== known.auto);
  return html`<div class="stack stack-2">
    <div class="chips many" role="group" aria-label="Columns to plot">${known.numeric.map((column) => html`<button key=${column} type="button" class="chip" data-column=${column} aria-pressed=${shown.includes(column) ? 'true' : 'false'}
      disabled=${!shown.includes(column) && shown.length >= MOST_COLUMNS} onClick=${() => toggle(column)}>${shown.includes(column) && html`<span class=${`swatch swatch-${colourOf(shown, column)}`} aria-hidden="true"></span>`}${column}</button>`)}</div>
    <div class="row row-4"><${SelectField} path="x" label="Over" className="inline" value=${x ?? ''} choices=${[['', known.auto], known.auto !== BY_NUMBER && [ROWS, BY_NUMBER], ...others.map((one) => [one, one])].filter(Boolean)} onInput=${(value) => setQuery({ x: value || null })} />
      ${shown.length > 1 && html`<${Segments} id="plot-layout" label="Charts" value=${layout} choices=${LAYOUTS} onChange=${(value) => setQuery({ layout: value === 'each' ? null : value })} />`}</div></div>`;
}

/** Number of the colour of a column: those that are shown differ. */
const colourOf = (shown, column) => (shown.indexOf(column) % 6) + 1;

/** What a chart shows, in words. */
function words(column, values, over) {
  const found = values.filter((value) => value !== null);
  return found.length === 0 ? `${column} over ${over}: no values` : `${column} over ${over}, from ${number(Math.min(...found))} to ${number(Math.max(...found))}`;
}

function Charts({ data, layout }) {
  const over = data.x ?? BY_NUMBER;
  const parts = useMemo(() => (layout === 'together' ? [data.columns.map((_, i) => i)] : data.columns.map((_, i) => [i])).map((indexes) => ({
    key: rowOf(indexes.map((i) => data.columns[i])),
    label: indexes.map((i) => words(data.columns[i], data.values[i], over)).join('; '),
    values: [data.positions, ...indexes.map((i) => data.values[i])],
    series: indexes.map((i) => ({ label: data.columns[i], colour: colourOf(data.columns, data.columns[i]) })),
  })), [data, layout]);
  const height = parts.length > 1 ? 170 : 300;
  return html`<div class="stack">${parts.map((part) => html`<${Chart} key=${part.key} label=${part.label} data=${part.values} series=${part.series} time=${data.x !== null} xLabel=${data.x ?? 'Row'} utc height=${height} sync="plot" />`)}</div>`;
}

/** Which rows are left out. */
function shown({ positions, rows, sampled, leftOut }) {
  const points = count(positions.length);
  if (sampled) {
    return `Sampled: the file is large, so ${points} rows from evenly spaced places of it are shown, of ${count(rows)}. A peak between two places is not shown.`;
  }
  if (positions.length + leftOut < rows) {
    return `Thinned: ${points} of ${count(rows)} rows are shown. The least and the greatest value of each part stay.`;
  }
  return leftOut > 0 ? `${points} of ${count(rows)} rows are shown.` : `All ${count(rows)} rows are shown.`;
}

/** Says that rows have no valid time. */
const withoutTime = ({ leftOut, x }) => (leftOut > 0 ? `${plural(leftOut, 'row')} without a valid time in ${x} ${leftOut > 1 ? 'are' : 'is'} left out.` : '');

/** Says where the line is broken. */
const broken = (gaps) => (gaps > 0 ? `The line is broken at ${plural(gaps, 'gap')} in the times.` : '');

function Points({ data, gaps }) {
  return html`<p class="small soft" id="plot-points">${shown(data)} ${withoutTime(data)} ${broken(gaps)} Drag to zoom, double-click to show all; or use the keys +, −, ←, → and Escape.${data.x === null ? '' : ' Times without a zone are shown as they are.'}</p>`;
}

export function PlotCard({ file, columns }) {
  const { query } = useAddress();
  const wanted = listed(query.columns);
  const x = query.x;
  const layout = query.layout === 'together' ? 'together' : 'each';
  const every = file.sealed ? NEVER : AGAIN;
  const { data, problem } = useLive(addressOf(file, wanted, x), { every });
  const last = useRef(null);
  const auto = useRef('the times of the rows');
  last.current = data ?? last.current;
  if (data && x === undefined) {
    auto.current = data.x ?? BY_NUMBER; // what the service takes by itself
  }
  const shown = last.current;
  const plotted = useMemo(() => shown && withGaps(shown, pointsOf(shown.columns)), [shown]);
  const card = (content, busy) => html`<${Card} title="Plot" id="plot"><div class="stack" aria-busy=${busy ? 'true' : null}>${content}</div><//>`;
  if (!shown) {
    return card(problem ? html`<${ProblemNote} problem=${problem} action=${problem.status === 400 && html`<${Button} id="plot-again" small label="Choose again" onClick=${() => setQuery({ columns: null, x: null })} />`} />` : html`<${Skeleton} block height="16rem" />`, !problem);
  }
  if (shown.rows === 0) {
    return card(html`<p class="faint">No row is committed yet.</p>`);
  }
  if (shown.numeric.length === 0) {
    return card(html`<${Empty} icon="chart" title="Nothing to plot">No column of this file has numbers only.<//>`);
  }
  const known = { numeric: shown.numeric, auto: auto.current };
  return card(html`<${Choice} known=${known} columns=${columns} shown=${wanted.length > 0 ? wanted : shown.columns} x=${x} layout=${layout} />
    ${problem && html`<${Note} kind="warn" remedy=${problem.remedy}>${Object.values(problem.errors)[0] ?? problem.detail}<//>`}
    ${x && x !== ROWS && shown.x === null && html`<${Note} icon="info">The cells of ${x} are not times. The rows are numbered instead.<//>`}
    <div class=${data ? '' : 'outdated'}><${Charts} data=${plotted} layout=${layout} /></div><${Points} data=${shown} gaps=${plotted.gaps} />`, !data);
}
