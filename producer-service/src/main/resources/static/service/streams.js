// All streams.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { href } from '/app/router.js';
import { Icon } from '/app/icons.js';
import { Badge, ButtonLink, Empty, Menu, ProblemNote, Progress, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { Sparkline } from '/app/chart.js';
import { compact, count, DASH, duration, percent, plural, rate } from '/app/format.js';
import { eventTime, isEndless, isRunning, paceText, partDone, remedyOf, rowsDone, sourceText, stateOf, timeLeft } from './state.js';
import { lastRates, record, versionOf } from './history.js';
import { startAll, stopAll, StreamActions, STREAMS } from './actions.js';

const ORDER = ['FAILED', 'RUNNING', 'PAUSED', 'STOPPED', 'COMPLETED'];

function Name({ stream }) {
  return html`<a class="title-link" href=${href(`/streams/${stream.name}`)}>${stream.name}</a>
    <span class="sub nowrap-row">${sourceText(stream)}<${Icon} name="right" /><span class="sr">to topic</span>${stream.topic}</span>
    ${stream.waits && html`<span class="sub">${stream.waits}</span>`}
    ${stream.lastError && html`<span class="sub last-error" title=${stream.lastError}>${stream.lastError}</span><span class="sub remedy">${remedyOf(stream)}</span>`}`;
}

export function ProgressText({ stream }) {
  if (stream.rowsTotal === null) {
    return html`${count(rowsDone(stream))} rows${isEndless(stream) ? ', no end' : ''}`;
  }
  return html`${count(rowsDone(stream))} <span class="faint">of ${count(stream.rowsTotal)}</span>`;
}

export const progressKind = (stream) => ({ COMPLETED: 'done', FAILED: 'bad', STOPPED: 'idle', PAUSED: 'idle' }[stream.state]);

function ProgressCell({ stream }) {
  const part = partDone(stream);
  return html`<div class="progress-cell"><span class="row between"><span><${ProgressText} stream=${stream} /></span><span class="faint">${part === null ? '' : percent(part)}</span></span>
    ${part !== null && html`<${Progress} part=${part} kind=${progressKind(stream)} label=${`Progress of ${stream.name}`} />`}
    ${stream.eventTime && html`<span class="sub">at ${eventTime(stream)}</span>`}</div>`;
}

function RateCell({ stream }) {
  const { values, version } = lastRates(stream.name);
  const running = isRunning(stream);
  return html`<div class="rate-cell"><${Sparkline} values=${values} version=${version} target=${running ? stream.targetPerSecond : null} idle=${!running}
      label=${`Rows per second of ${stream.name} in the last minute`} width=${96} />
    <span class="rate-text"><span class="strong">${running ? rate(stream.ratePerSecond) : DASH}</span><span class="sub">${stream.targetPerSecond === null ? paceText(stream.pace) : `of ${rate(stream.targetPerSecond)}/s`}</span></span></div>`;
}

const digits = (value) => (value === null || value === undefined ? '' : rate(value));

const COLUMNS = [
  { id: 'name', label: 'Stream', bare: true, value: (stream) => stream.name, token: (stream) => [stream.name, sourceText(stream), stream.topic, stream.waits, stream.lastError].join('|'), cell: (stream) => html`<${Name} stream=${stream} />` },
  {
    id: 'state', label: 'State', bare: true, value: (stream) => ORDER.indexOf(stream.state), token: (stream) => [stream.state, stream.unsunk, Boolean(stream.lastError), stream.owner].join('|'),
    cell: (stream) => html`<${Badge} ...${stateOf(stream)} />${stream.owner && html`<span class="sub nowrap" title="Replica that runs it">${stream.owner}</span>`}${stream.unsunk && html`<span class="sub warn-text nowrap" title="No consumer group reads this topic: its rows come to no file."><${Icon} name="warn" /> no reader</span>`}`,
  },
  {
    id: 'progress', label: 'Rows', width: '21%', whole: true, value: (stream) => partDone(stream) ?? -1, token: (stream) => [rowsDone(stream), stream.rowsTotal, stream.state, stream.eventTime].join('|'),
    cell: (stream) => html`<${ProgressCell} stream=${stream} />`,
  },
  {
    id: 'rate', label: 'Rows per second', whole: true, value: (stream) => stream.ratePerSecond, token: (stream) => [versionOf(stream.name), digits(stream.ratePerSecond), stream.state, stream.targetPerSecond, paceText(stream.pace)].join('|'),
    cell: (stream) => html`<${RateCell} stream=${stream} />`,
  },
  { id: 'late', label: 'Late', numeric: true, void: (stream) => !isRunning(stream), value: (stream) => (isRunning(stream) ? stream.scheduleLagMs : null), token: (stream) => (isRunning(stream) ? duration(stream.scheduleLagMs) : ''), cell: (stream) => (isRunning(stream) ? duration(stream.scheduleLagMs) : DASH) },
  { id: 'left', label: 'Left', numeric: true, void: (stream) => timeLeft(stream) === null, value: (stream) => timeLeft(stream), token: (stream) => duration(timeLeft(stream)), cell: (stream) => duration(timeLeft(stream)) },
  { id: 'rejected', label: 'Rejected', numeric: true, value: (stream) => stream.rowsRejected, void: (stream) => stream.rowsRejected === 0, cell: (stream) => html`<span class=${stream.rowsRejected > 0 ? 'warn-text' : 'faint'}>${count(stream.rowsRejected)}</span>` },
  { id: 'actions', label: 'Actions', quiet: true, whole: true, sort: false, token: (stream) => `${stream.state}${stream.name}${stream.rowsAcked > 0}`, cell: (stream) => html`<${StreamActions} stream=${stream} />` },
];

const FILTER = {
  placeholder: 'Filter streams',
  text: (stream) => [stream.name, stream.topic, sourceText(stream), stream.owner, stream.lastError].join(' '),
  facets: [
    { id: 'failed', label: 'Failed', test: (stream) => stream.state === 'FAILED' },
    { id: 'running', label: 'Running', test: isRunning },
    { id: 'paused', label: 'Paused', test: (stream) => stream.state === 'PAUSED' },
    { id: 'stopped', label: 'Stopped', test: (stream) => stream.state === 'STOPPED' },
    { id: 'completed', label: 'Completed', test: (stream) => stream.state === 'COMPLETED' },
  ],
};

function lead(streams) {
  if (!streams) {
    return html`<${Skeleton} width="14rem" />`;
  }
  if (streams.length === 0) {
    return null;
  }
  const running = streams.filter(isRunning);
  const total = running.reduce((sum, stream) => sum + stream.ratePerSecond, 0);
  const acked = streams.reduce((sum, stream) => sum + stream.rowsAcked, 0);
  return `${running.length} of ${plural(streams.length, 'stream')} ${running.length === 1 ? 'runs' : 'run'}, ${rate(total)} rows per second. ${compact(acked)} rows acknowledged.`;
}

function First({ mayWrite }) {
  return html`<div class="card"><${Empty} icon="stream" title="No stream yet" action=${mayWrite && html`<div class="row">
    <${ButtonLink} icon="plus" kind="primary" label="New stream" to=${href('/new')} /><${ButtonLink} icon="upload" label="Upload a file" to=${href('/files')} /></div>`}>
    A stream sends the rows of a file, or random rows, to a topic of Kafka, at a pace that you choose. ${mayWrite ? 'Begin with a file, or with random rows.' : 'The operator can create one.'}<//></div>`;
}

export function Streams() {
  const { data, problem, at } = useLive(STREAMS);
  const mayWrite = useMayWrite();
  useMemo(() => data?.forEach((stream) => record(stream, at)), [data]);
  const active = data?.filter((stream) => ['RUNNING', 'PAUSED'].includes(stream.state)).length ?? 0;
  return html`<${ViewHead} title="Streams" lead=${lead(data)}>
      ${mayWrite && html`<${ButtonLink} id="new-stream" icon="plus" kind="primary" label="New stream" to=${href('/new')} />
        ${data?.length > 0 && html`<${Menu} id="all-streams" label="All streams" items=${[{ icon: 'play', label: 'Start all', onClick: startAll }, active > 0 && { icon: 'stop', label: 'Stop all', onClick: () => stopAll(active) }]} />`}`}<//>
    ${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="streams" caption="Streams" rows=${data} columns=${COLUMNS} rowKey=${(stream) => stream.name} sort="name"
      filter=${data === undefined || data.length > 4 ? FILTER : null} none=${html`<${First} mayWrite=${mayWrite} />`} />`}`;
}
