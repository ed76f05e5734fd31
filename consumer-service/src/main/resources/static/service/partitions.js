// All partitions of all groups.
import { html, classes, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { href } from '/app/router.js';
import { Badge, ButtonLink, Empty, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { Sparkline } from '/app/chart.js';
import { bytes, compact, count, DASH, duration, plural, rate } from '/app/format.js';
import { GROUPS, isHere, keyOf, nameOf, PARTITIONS, partitionState, partitionView, total } from './state.js';
import { lastLags, rateNow, record, versionOf } from './history.js';
import { remedyOf } from './remedies.js';

const ORDER = ['PAUSED', 'UNKNOWN', 'RECOVERING', 'RUNNING', 'STOPPED', 'ELSEWHERE'];

/** A row that waits longer than this for its commit needs a look; the alert RowsNotCommitted has the same limit. */
const LONG = 30_000;

function Name({ partition }) {
  const remedy = remedyOf(partition);
  return html`<a class="title-link" href=${partitionView(partition)}>${nameOf(partition)}</a><span class="sub">group ${partition.group}</span>
    ${remedy && html`<span class=${classes('sub last-error', !partition.reason && 'calm')} title=${remedy.title}>${remedy.title}</span><span class="sub remedy">${remedy.text}</span>`}`;
}

const writes = (partition) => (rateNow(partition) === null ? '' : `${rate(rateNow(partition))}/s written`);

function LagCell({ partition }) {
  const { values, version } = lastLags(partition);
  const known = partition.lag !== null;
  return html`<div class="rate-cell"><${Sparkline} values=${values} version=${version} idle=${!known || partition.state !== 'RUNNING'} label=${`Lag of ${nameOf(partition)} in the last minute`} width=${96} />
    <span class="rate-text"><span class="strong">${known ? count(partition.lag) : DASH}</span><span class="sub">${known ? writes(partition) : isHere(partition) ? 'not known yet' : partition.state === 'STOPPED' ? 'not read now' : 'its owner knows'}</span></span></div>`;
}

const waits = (partition) => (partition.oldestUnflushedMs > 0 ? partition.oldestUnflushedMs : null);

/** Milliseconds as text, no finer than a reader can follow. */
export const waitsText = (partition) => (waits(partition) === null ? DASH : duration(Math.max(1, Math.round(partition.oldestUnflushedMs / 100)) * 100));

export const PARTITION_COLUMNS = [
  { id: 'name', label: 'Partition', width: '24%', bare: true, value: (one) => `${one.topic} ${one.partition} ${one.group}`, token: (one) => `${keyOf(one)} ${one.state} ${one.reason}`, cell: (one) => html`<${Name} partition=${one} />` },
  {
    id: 'state', label: 'State', width: '12%', bare: true, value: (one) => ORDER.indexOf(one.state), token: (one) => `${one.state} ${Boolean(one.reason)} ${one.owner}`,
    cell: (one) => html`<${Badge} ...${partitionState(one)} /><span class="sub" title="Replica that owns it, or wrote its files last">${one.owner ?? 'no file yet'}</span>`,
  },
  {
    id: 'lag', label: 'Lag, in offsets', width: '21%', whole: true, value: (one) => one.lag, token: (one) => [versionOf(one), one.lag, one.state, writes(one)].join('|'),
    cell: (one) => html`<${LagCell} partition=${one} />`,
  },
  { id: 'committed', label: 'Committed', width: '10%', numeric: true, value: (one) => one.committed, cell: (one) => (one.committed === null ? html`<span class="faint" title="Known while a replica owns the partition">${DASH}</span>` : count(one.committed)) },
  { id: 'end', label: 'End', width: '10%', numeric: true, void: (one) => one.logEnd === null, value: (one) => one.logEnd, cell: (one) => count(one.logEnd) },
  {
    id: 'waits', label: 'Oldest unflushed', width: '12%', numeric: true, void: (one) => waits(one) === null, value: waits, token: waitsText,
    cell: (one) => html`<span class=${one.oldestUnflushedMs > LONG ? 'warn-text' : waits(one) === null ? 'faint' : ''}>${waitsText(one)}</span>`,
  },
  { id: 'rows', label: 'Rows in files', width: '11%', numeric: true, value: (one) => one.rows, token: (one) => `${one.rows} ${one.bytes}`, cell: (one) => html`${count(one.rows)}<span class="sub">${bytes(one.bytes)}</span>` },
];

const FILTER = {
  placeholder: 'Filter partitions',
  text: (one) => [nameOf(one), one.group, one.owner, one.state, one.reason].join(' '),
  facets: [
    { id: 'attention', label: 'Need a look', test: (one) => Boolean(one.reason) || one.state === 'UNKNOWN' || one.oldestUnflushedMs > LONG },
    { id: 'lag', label: 'With lag', test: (one) => one.lag > 0 },
    { id: 'running', label: 'Running', test: (one) => one.state === 'RUNNING' },
    { id: 'paused', label: 'Paused', test: (one) => one.state === 'PAUSED' },
    { id: 'stopped', label: 'Stopped', test: (one) => one.state === 'STOPPED' },
    { id: 'elsewhere', label: 'Elsewhere', test: (one) => one.state === 'ELSEWHERE' },
  ],
};

/** Why the numbers of offsets and of rows differ. */
export function OffsetsNote() {
  return html`<p class="small faint" id="offsets">Lag, committed and end are offsets of Kafka. Commits of transactions take offsets, too, so there are more offsets than rows.${' '}
    <a href=${`${href('/docs/streams')}#why-there-are-more-offsets-than-rows`}>More about offsets</a></p>`;
}

function lead(partitions) {
  if (!partitions) {
    return html`<${Skeleton} width="16rem" />`;
  }
  if (partitions.length === 0) {
    return null;
  }
  const here = partitions.filter(isHere);
  const lag = total(partitions, (one) => one.lag);
  const written = total(partitions, rateNow);
  const now = [lag === null ? null : `${plural(lag, 'offset')} of lag`, written === null ? null : `${rate(written)} rows per second written`].filter(Boolean);
  return `${here.length} of ${plural(partitions.length, 'partition')} here. ${now.length > 0 ? `${now.join(', ')}. ` : ''}${compact(total(partitions, (one) => one.rows))} rows in files.`;
}

/** Why there is no partition: the groups say it. */
function None() {
  const { data: groups } = useLive(GROUPS, { every: 3_000 });
  const waiting = groups?.filter((group) => group.reason) ?? [];
  return html`<div class="card"><${Empty} icon="partition" title="No partition yet" action=${html`<${ButtonLink} icon="group" label="Groups" to=${href('/groups')} />`}>
    ${waiting.length > 0 ? html`Group ${waiting[0].group} waits: ${waiting[0].reason}` : 'Partitions are shown when a group has found the topics that it reads. SENSOR_TOPICS has their names.'}<//></div>`;
}

export function Partitions() {
  const { data, problem, at } = useLive(PARTITIONS);
  useMemo(() => data?.forEach((partition) => record(partition, at)), [data]);
  return html`<${ViewHead} title="Partitions" lead=${lead(data)} />
    ${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`<div class="stack">
    <${Table} id="partitions" caption="Partitions" rows=${data} columns=${PARTITION_COLUMNS} rowKey=${keyOf} sort="name"
      filter=${data === undefined || data.length > 4 ? FILTER : null} none=${html`<${None} />`} />${data?.length > 0 && html`<${OffsetsNote} />`}</div>`}`;
}
