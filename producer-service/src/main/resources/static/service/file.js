// One file: what is in it, what is missing, and its first records.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { href, useAddress } from '/app/router.js';
import { Badge, ButtonLink, Card, Empty, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { count, DASH, json, number, percent, plural } from '/app/format.js';
import { fileText, isDescending, span } from './state.js';
import { FormatFacts } from './dialect.js';
import { ReportFigures, useOnce } from './report.js';
import { FILES } from './uploads.js';

function Gaps({ report }) {
  if (report.gapCount === 0) {
    const none = `No row${report.stations.length > 0 ? ' of a station' : ''} is missing between the first time and the last one.`;
    return html`<p class="soft">${report.step ? none : 'There is no usual time between two rows, so no gap can be found.'}</p>`;
  }
  const named = report.gaps.some((gap) => gap.station !== null);
  return html`<div class="stack stack-2"><p class="soft">${plural(report.gapCount, 'gap')}${report.gapCount > report.gaps.length ? `, the first ${report.gaps.length}` : ''}${named ? '. The station has no row between the two times; other stations may have some.' : '. There is no row between the two times.'}</p>
    <div class="feed lines gaps" tabindex="0" role="group" aria-label="Gaps"><table><thead class="sr"><tr>${named && html`<th>Station</th>`}<th>Times</th><th>Missing rows</th></tr></thead><tbody>${report.gaps.map((gap, i) => html`<tr key=${i}>
      ${named && html`<td><b>${gap.station ?? DASH}</b></td>`}<td><span class="nowrap">${gap.from}</span> <span class="faint">to</span> <span class="nowrap">${gap.to}</span></td><td class="num">${plural(gap.missing, 'row')}</td></tr>`)}</tbody></table></div></div>`;
}

function Stations({ stations }) {
  const most = Math.max(...stations.map((station) => station.rows), 1);
  return html`<ul class="bars">${stations.map((station) => html`<li key=${station.name}><span class="break">${station.name}</span><span class="bar" aria-hidden="true"><i style=${{ transform: `scaleX(${station.rows / most})` }}></i></span><span class="num">${count(station.rows)}</span></li>`)}</ul>`;
}

const TYPES = { number: 'number', text: 'text', empty: 'empty' };

function columnsOf(rows) {
  const share = (n) => (rows > 0 && n > 0 ? ` (${n / rows < 0.01 ? '<1%' : percent(n / rows)})` : '');
  return [
    { id: 'name', label: 'Column', whole: true, value: (column) => column.name, cell: (column) => html`<span class="strong">${column.name}</span>` },
    { id: 'type', label: 'Type', value: (column) => column.type, cell: (column) => TYPES[column.type] ?? column.type },
    { id: 'missing', label: 'Missing', numeric: true, value: (column) => column.missing, cell: (column) => html`<span class=${column.missing > 0 ? 'warn-text' : 'faint'}>${count(column.missing)}${share(column.missing)}</span>` },
    { id: 'min', label: 'Least', numeric: true, void: (column) => column.min === null, value: (column) => column.min, cell: (column) => number(column.min) },
    { id: 'mean', label: 'Mean', numeric: true, void: (column) => column.mean === null, value: (column) => column.mean, cell: (column) => number(column.mean) },
    { id: 'max', label: 'Greatest', numeric: true, void: (column) => column.max === null, value: (column) => column.max, cell: (column) => number(column.max) },
    {
      id: 'saturated', label: 'Saturated', numeric: true, void: (column) => !column.saturated, value: (column) => column.saturated?.count ?? null, token: (column) => `${column.saturated?.value} ${column.saturated?.count}`,
      cell: (column) => (column.saturated ? html`<span class="warn-text" title="This looks like the limit of the sensor">${count(column.saturated.count)} × ${column.saturated.value}</span>` : DASH),
    },
  ];
}

function Report({ report }) {
  const columns = useMemo(() => columnsOf(report.rows), [report]);
  return html`<${Card} id="report"><${ReportFigures} report=${report} /><//>
    <div class="columns halves"><${Card} title="Gaps"><${Gaps} report=${report} /><//>
      <${Card} title="Stations">${report.stations.length > 0 ? html`<${Stations} stations=${report.stations} />` : html`<p class="soft">The file has no column of stations.</p>`}<//></div>
    <${Table} id="columns" caption="Columns" rows=${report.columns} columns=${columns} rowKey=${(column) => column.name} compactRows />
    ${report.columns.some((column) => column.saturated) && html`<p class="small faint" id="saturated">Saturated: the greatest value is in several rows and looks like the limit of the sensor, not like a measured value. <span class="nowrap">“5 × 500”:</span> five rows have the value 500.</p>`}`;
}

function FirstRecords({ name }) {
  const { data } = useOnce(`${FILES}/${encodeURIComponent(name)}/preview?rows=5`);
  if (!data) {
    return null;
  }
  return html`${data.format && html`<${Card} title="How the file is read" id="format"><${FormatFacts} format=${data.format} /><//>`}<${Card} title="First records" id="first-records"><div class="feed lines" tabindex="0" role="group" aria-label="First records"><table><tbody>${data.records.map((record) => html`<tr key=${record.row}>
    <td class="faint">line ${count(record.line)}</td><td>${record.partition === null ? record.topic : `${record.topic}[${record.partition}]`}</td><td class="wide">${record.key !== null && html`<b>${record.key}</b> `}${json(record.value)}</td></tr>`)}
    ${data.rejected.map((row) => html`<tr key=${`r${row.line}`}><td class="faint">line ${count(row.line)}</td><td><${Badge} kind="bad" icon="bad" text="Rejected" /></td><td class="wide">${row.reason}</td></tr>`)}</tbody></table></div><//>`;
}

function ReportPart({ name, file }) {
  const { data, problem } = useOnce(`${FILES}/${encodeURIComponent(name)}/report`);
  if (data) {
    return html`<${Report} report=${data} />`;
  }
  if ([404, 405].includes(problem?.status)) {
    return html`<${Card} title="Columns"><p class="break">${file.columns.join(', ')}</p><//>`; // a service without reports
  }
  if (problem && (problem.status !== 503 || problem.type === 'data-directory-failed')) {
    return html`<${ProblemNote} problem=${problem} />`;
  }
  return html`<div role="status"><p class="soft">${problem ? `${problem.detail}.` : 'Reading the file…'}</p></div><${Loading} lines=${6} label="Reading the file" />`;
}

export function File() {
  const { name } = useAddress().query;
  const mayWrite = useMayWrite();
  const { data, problem } = useLive(FILES, { every: 5_000 });
  const file = data?.find((one) => one.name === name);
  const back = { to: href('/files'), label: 'Files' };
  if (!file) {
    return html`<${ViewHead} title=${name ?? 'File'} back=${back} />${data ? html`<div class="card"><${Empty} icon="file" title=${`There is no file ${name ?? ''}`} action=${html`<${ButtonLink} label="All files" to=${href('/files')} />`}>It was removed, or has another name.<//></div>`
      : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${8} />`}`;
  }
  const times = span(file);
  return html`<${ViewHead} title=${name} back=${back} lead=${[fileText(file), times && `from ${times[0]} to ${times[1]}`, isDescending(file) && 'latest row first'].filter(Boolean).join(', ')}>
      ${mayWrite && !file.fault && html`<${ButtonLink} id="stream-file" icon="play" kind="primary" label="Stream this file" to=${href('/new', { file: name })} />`}<//>
    <div class="stack stack-5">${file.fault ? html`<${Note} kind="bad" title=${file.fault} remedy="Correct the file and upload it again." />`
    : html`<${ReportPart} name=${name} file=${file} /><${FirstRecords} name=${name} />`}</div>`;
}
