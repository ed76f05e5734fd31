// The files of the data directory.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { href } from '/app/router.js';
import { Badge, ButtonLink, Empty, Note, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { bytes, count, DASH, plural } from '/app/format.js';
import { isDescending, span, timeOf } from './state.js';
import { DropZone, FILES } from './uploads.js';

const PAGE = 1000;

function Rows({ file }) {
  if (file.rows !== null) {
    return count(file.rows);
  }
  return file.scanned ? html`<span class="faint" title=${file.scanLimit}>not counted</span>` : html`<span class="faint">counting…</span>`;
}

function Span({ file }) {
  const times = span(file);
  return times ? html`${times[0]}<span class="sub">to ${times[1]}${isDescending(file) ? ', latest row first' : ''}</span>` : html`<span class="faint">${DASH}</span>`;
}

function Columns({ file }) {
  const shown = file.columns.slice(0, 6).join(', ');
  return html`<span title=${file.columns.slice(0, 60).join(', ')}>${plural(file.columnCount, 'column')}</span><span class="sub ellipsis">${shown}${file.columnCount > 6 ? ', …' : ''}</span>`;
}

const rowToken = (file) => [file.name, file.rows, file.scanned, file.fault].join('|');

const COLUMNS = [
  {
    id: 'name', label: 'File', whole: true, bare: true, value: (file) => file.name, token: rowToken,
    cell: (file) => html`<a class="title-link" href=${href('/file', { name: file.name })}>${file.name}</a>${file.fault && html`<span class="sub last-error"><${Badge} kind="bad" icon="bad" text="Not a source" /> ${file.fault}</span>`}${file.scanLimit && html`<span class="sub">${file.scanLimit}</span>`}`,
  },
  { id: 'rows', label: 'Rows', numeric: true, value: (file) => file.rows, token: rowToken, cell: (file) => html`<${Rows} file=${file} />` },
  { id: 'bytes', label: 'Size', numeric: true, value: (file) => file.bytes, cell: (file) => bytes(file.bytes) },
  { id: 'span', label: 'Event times', whole: true, value: (file) => timeOf(span(file)?.[0]), token: (file) => `${file.firstTime}${file.lastTime}`, cell: (file) => html`<${Span} file=${file} />` },
  { id: 'columns', label: 'Columns', whole: true, value: (file) => file.columnCount, token: (file) => file.columns.join(), cell: (file) => html`<${Columns} file=${file} />` },
];

const STREAM_IT = {
  id: 'actions', label: 'Actions', quiet: true, whole: true, sort: false, token: (file) => `${file.name}${file.fault}`,
  cell: (file) => (file.fault ? null : html`<div class="row end"><${ButtonLink} icon="play" small label="Stream" aria-label=${`Stream ${file.name}`} to=${href('/new', { file: file.name })} /></div>`),
};

const FILTER = {
  placeholder: 'Filter files',
  text: (file) => [file.name, ...file.columns, file.fault].join(' '),
  facets: [{ id: 'faulty', label: 'Not a source', test: (file) => Boolean(file.fault) }, { id: 'good', label: 'Sources', test: (file) => !file.fault }],
};

function lead(files) {
  if (!files) {
    return html`<${Skeleton} width="14rem" />`;
  }
  const counted = files.filter((file) => Number.isFinite(file.rows));
  const rows = counted.length === files.length ? `, ${plural(counted.reduce((sum, file) => sum + file.rows, 0), 'row')}` : '';
  return `${plural(files.length, 'file')} in the data directory, ${bytes(files.reduce((sum, file) => sum + file.bytes, 0))}${rows}.`;
}

export function Files() {
  const mayWrite = useMayWrite();
  const { data, problem } = useLive(FILES, { every: 2_000 });
  const existing = useMemo(() => (data && data.length < PAGE ? new Set(data.map((file) => file.name)) : null), [data]);
  const columns = useMemo(() => (mayWrite ? [...COLUMNS, STREAM_IT] : COLUMNS), [mayWrite]);
  return html`<${ViewHead} title="Files" lead=${lead(data)} />
    <div class="stack stack-5">${mayWrite && html`<${DropZone} existing=${existing} />`}
      ${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`<${Table} id="files" caption="Files of the data directory" rows=${data} columns=${columns} rowKey=${(file) => file.name} sort="name"
        filter=${data === undefined || data.length > 4 ? FILTER : null} none=${html`<div class="card"><${Empty} icon="file" title="No file yet">${mayWrite ? 'Drop a CSV file above. It needs a header line.' : 'The operator can upload CSV files.'} Streams of random rows need no file.<//></div>`} />`}
      ${data?.length === PAGE && html`<${Note}>The first ${count(PAGE)} files are shown.<//>`}</div>`;
}
