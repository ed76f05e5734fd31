// A table that can be sorted and filtered, and stays smooth with hundreds of rows: a cell is rendered again only when what it
// shows has changed, and only near the screen. Its order and its filter are in the address, so that reload and share work.
import { html, classes, Component, useEffect, useMemo, useState } from './lib.js';
import { setQuery, useAddress } from './router.js';
import { Icon } from './icons.js';
import { Skeleton } from './parts.js';
import { count } from './format.js';

const texts = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const empty = (value) => value === null || value === undefined || value === '';

/** Orders values; what is not known comes last, whichever way. */
function compare(a, b, down) {
  if (empty(a) || empty(b)) {
    return empty(a) - empty(b);
  }
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : texts.compare(String(a), String(b));
  return down ? -order : order;
}

const tokenOf = (column, row) => (column.token ?? column.value)(row);

class Cell extends Component {

  shouldComponentUpdate(next) {
    return next.token !== this.props.token || next.column !== this.props.column;
  }

  render({ column, row }) {
    const hidden = column.void?.(row);
    return html`<td role="cell" data-label=${column.quiet || column.bare ? null : column.label} class=${classes(column.numeric && 'num', column.whole && 'whole', hidden && 'void', column.className)}>
      ${column.cell ? column.cell(row) : column.value(row)}</td>`;
  }

}

const NEAR = '400px';
const MOST = 500;

const rows = new WeakMap();

/** Tells a row whether it is on the screen, or near it. */
const sight = new IntersectionObserver((entries) => entries.forEach((entry) => rows.get(entry.target)?.seen(entry.isIntersecting)), { rootMargin: NEAR });

/** A row. While it is far from the screen it is not rendered again; it catches up when it comes near. */
class Row extends Component {

  #tokens = null;

  #near = true;

  #late = false;

  componentDidMount() {
    rows.set(this.base, this);
    sight.observe(this.base);
  }

  componentWillUnmount() {
    sight.unobserve(this.base);
  }

  seen(near) {
    this.#near = near;
    if (near && this.#late) {
      this.#late = false;
      this.#tokens = null;
      this.forceUpdate();
    }
  }

  shouldComponentUpdate(next) {
    if (!this.#near && next.columns === this.props.columns) {
      this.#late = true;
      return false;
    }
    const tokens = next.columns.map((column) => tokenOf(column, next.row));
    const same = next.columns === this.props.columns && this.#tokens && tokens.every((token, i) => token === this.#tokens[i]);
    this.#tokens = tokens;
    return !same;
  }

  render({ row, columns, rowId }) {
    this.#tokens ??= columns.map((column) => tokenOf(column, row));
    return html`<tr role="row" id=${rowId}>${columns.map((column, i) => html`<${Cell} key=${column.id} column=${column} row=${row} token=${this.#tokens[i]} />`)}</tr>`;
  }

}

function Head({ column, sort, onSort }) {
  const sorted = sort.id === column.id;
  const sortable = column.sort !== false && column.value;
  const next = sorted ? !sort.down : Boolean(column.numeric);
  return html`<th role="columnheader" scope="col" class=${classes(column.numeric && 'num')} aria-sort=${sorted ? (sort.down ? 'descending' : 'ascending') : null} style=${{ width: column.width }}>
    ${sortable ? html`<button type="button" onClick=${() => onSort(column.id, next)}>${column.label}<${Icon} name=${sorted && sort.down ? 'down' : 'up'} /></button>`
    : html`<span class=${column.quiet ? 'sr' : ''}>${column.label}</span>`}</th>`;
}

/**
 * A table.
 *
 * A column: {id, label, value(row), cell(row), token(row), numeric, sort, width, whole, quiet, bare, void(row), className}.
 * `value` is what it is sorted by. `token` is a text or number that changes when the cell must be rendered
 * again; without it, `value` is. `columns` must be the same array each time. `whole`: over the full width on a
 * narrow screen. `bare`: without its label there; `quiet`: nowhere with its label. `void(row)`: left out there.
 *
 * @param id of the table; rows have the id `<id>-<key>`
 * @param caption what the table shows, for screen readers
 * @param rows undefined: not known yet
 * @param rowKey returns a unique text of a row
 * @param sort id of the column at first, `-rate` for descending
 * @param filter {placeholder, text(row), facets: [{id, label, test(row)}]}, or nothing
 * @param prefix of the names in the address, when a view has several tables
 * @param none shown when there are no rows at all
 * @param actions stand at the right of the filter
 */
export function Table({ id, caption, rows, columns, rowKey, sort = '', filter, prefix = '', none, actions, compactRows, cards = true }) {
  const { query } = useAddress();
  const order = sortOf(query[`${prefix}sort`] ?? sort);
  const facet = query[`${prefix}show`] ?? '';
  const [text, setText] = useText(`${prefix}q`, query);
  const shown = useMemo(() => select(rows ?? [], columns, order, filter, facet, text), [rows, columns, order.id, order.down, filter, facet, text]);
  const onSort = (column, down) => setQuery({ [`${prefix}sort`]: (down ? '-' : '') + column });
  if (rows && rows.length === 0 && none) {
    return none;
  }
  return html`<div>
    ${(filter || actions) && html`<${Bar} id=${id} filter=${filter} rows=${rows} shown=${shown} facet=${facet} text=${text} setText=${setText} prefix=${prefix} actions=${actions} />`}
    <div class="table-wrap" tabindex=${cards ? null : 0} role=${cards ? null : 'region'} aria-label=${cards ? null : caption}><table role="table" id=${id} class=${classes('table', cards && 'cards', compactRows && 'compact')} aria-busy=${rows ? null : 'true'}>
      <caption class="sr">${caption}</caption>
      <thead role="rowgroup"><tr role="row">${columns.map((column) => html`<${Head} key=${column.id} column=${column} sort=${order} onSort=${onSort} />`)}</tr></thead>
      <tbody role="rowgroup">${rows ? shown.slice(0, MOST).map((row) => html`<${Row} key=${rowKey(row)} rowId=${id && `${id}-${rowKey(row)}`} row=${row} columns=${columns} />`) : bones(columns)}</tbody>
    </table>
    ${rows && shown.length === 0 && html`<p class="table-note">Nothing matches the filter. <button type="button" class="button small" onClick=${() => { setText(''); setQuery({ [`${prefix}show`]: null }); }}>Show all</button></p>`}
    ${shown.length > MOST && html`<p class="table-note">The first ${count(MOST)} of ${count(shown.length)} are shown. Sort or filter to see others.</p>`}</div>
  </div>`;
}

function sortOf(text) {
  return { id: text.replace(/^-/, ''), down: text.startsWith('-') };
}

function bones(columns) {
  return [0, 1, 2].map((i) => html`<tr key=${i} role="row">${columns.map((column) => html`<td role="cell"><${Skeleton} width=${column.numeric ? '3rem' : '70%'} /></td>`)}</tr>`);
}

/** The text of the filter: shown at once, in the address a moment later. */
function useText(name, query) {
  const [text, setText] = useState(query[name] ?? '');
  useEffect(() => {
    const timer = setTimeout(() => text !== (query[name] ?? '') && setQuery({ [name]: text || null }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}

function select(rows, columns, order, filter, facet, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const test = filter?.facets?.find((one) => one.id === facet)?.test;
  let found = rows;
  if (test) {
    found = found.filter(test);
  }
  if (words.length > 0 && filter) {
    found = found.filter((row) => {
      const all = filter.text(row).toLowerCase();
      return words.every((word) => all.includes(word));
    });
  }
  const column = columns.find((one) => one.id === order.id);
  if (!column?.value) {
    return found;
  }
  const keys = new Map(found.map((row) => [row, column.value(row)]));
  return [...found].sort((a, b) => compare(keys.get(a), keys.get(b), order.down));
}

function Bar({ id, filter, rows, shown, facet, text, setText, prefix, actions }) {
  const facets = filter?.facets?.map((one) => ({ ...one, rows: rows ? rows.filter(one.test).length : 0 })).filter((one) => one.rows > 0 || one.id === facet) ?? [];
  const choose = (value) => setQuery({ [`${prefix}show`]: value === facet ? null : value });
  const filtered = Boolean(rows && (text || facet));
  return html`<div class="table-bar" role="search">
    ${filter && html`<div class="search"><${Icon} name="search" /><input class="input" id=${id && `${id}-filter`} type="search" aria-label=${filter.placeholder} placeholder=${filter.placeholder} value=${text} autocomplete="off" spellcheck=${false} onInput=${(event) => setText(event.target.value)} /></div>`}
    ${facets.length > 1 && html`<div class="chips" role="group" aria-label="Show">${facets.map((one) => html`<button key=${one.id} type="button" class="chip" aria-pressed=${one.id === facet ? 'true' : 'false'} onClick=${() => choose(one.id)}>${one.label} <span class="count">${count(one.rows)}</span></button>`)}</div>`}
    <span class="faint small" aria-live="polite">${filtered ? `${count(shown.length)} of ${count(rows.length)}` : ''}</span>
    <div class="grow"></div>${actions && html`<div class="row">${actions}</div>`}</div>`;
}
