// One stream.
import { html, useMemo, useState } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { go, href } from '/app/router.js';
import { Badge, Button, ButtonLink, Card, Empty, Facts, Figure, Loading, Note, ProblemNote, Progress, Skeleton, ViewHead } from '/app/parts.js';
import { Chart } from '/app/chart.js';
import { count, duration, percent, plural, rate, time } from '/app/format.js';
import { AFTERWARDS, BAD_ROWS, DELIVERY, eventTime, isRunning, nameIn, ORDERS, paceText, partDone, PARTITIONING, remedyOf, rowsDone, SORTS, sourceText, stateOf, timeLeft } from './state.js';
import { USUAL } from './spec.js';
import { dialectText, FormatFacts } from './dialect.js';
import { record, series } from './history.js';
import { pathOf, StreamActions } from './actions.js';
import { progressKind, ProgressText } from './streams.js';
import { PaceCard } from './pace.js';
import { SentRows } from './rows.js';

const SERIES = [{ label: 'Rows per second', fill: true, colour: 1 }, { label: 'Target', dash: true, colour: 2 }];

function Overview({ stream }) {
  const part = partDone(stream);
  const left = timeLeft(stream);
  const running = isRunning(stream);
  return html`<${Card} id="overview"><div class="stack stack-5">
    <div class="stack stack-2"><div class="row between"><span class="lead-figure"><${ProgressText} stream=${stream} />${stream.rowsTotal !== null && html` <span class="faint">rows</span>`}</span>
      <span class="soft">${[part === null ? null : percent(part), left !== null ? `${duration(left)} left` : null].filter(Boolean).join(' · ')}</span></div>
      ${part !== null && html`<${Progress} part=${part} kind=${progressKind(stream)} large label="Progress" />`}
      ${stream.eventTime && html`<p class="soft small">Event time of the rows: ${eventTime(stream)}</p>`}</div>
    <dl class="figures">
      <${Figure} id="rate" label="Rows per second" value=${running ? rate(stream.ratePerSecond) : '–'} note=${stream.targetPerSecond === null ? paceText(stream.pace) : `target ${rate(stream.targetPerSecond)}`} />
      <${Figure} id="late" label="Late" value=${running ? duration(stream.scheduleLagMs) : '–'} note="behind its schedule" />
      <${Figure} id="acked" label="Acknowledged" value=${count(stream.rowsAcked)} note="committed in Kafka" />
      <${Figure} id="rejected" label="Rejected" value=${count(stream.rowsRejected)} note=${stream.rowsRejected > 0 ? rejectedNote(stream) : 'every row could be sent'} />
      <${Figure} id="run" label="Run" value=${count(stream.run)} note=${stream.owner ? `on ${stream.owner}` : 'no replica owns it now'} />
    </dl></div><//>`;
}

function rejectedNote(stream) {
  return stream.source.onBadRow === 'dead-letter' ? `in topic ${stream.topic}-dlt, with the reason` : 'skipped';
}

function RateCard({ stream, at }) {
  const data = useMemo(() => series(stream.name), [at]);
  const last = data[1].at(-1);
  if (data[0].length === 0) {
    return html`<${Card} title="Rows per second" id="rate-chart"><p class="faint">The stream has not run since this page was opened.</p><//>`;
  }
  return html`<${Card} title="Rows per second" id="rate-chart">
    <${Chart} label=${`Rows per second, now ${rate(last ?? 0)}`} data=${data} series=${SERIES} zeroBased span=${120_000} format=${rate} height=${230} /><//>`;
}

/** How files are read. */
const readingFacts = (source) => [
  ['Missing', source.missing.map((one) => (one === '' ? 'an empty cell' : one)).join(', ') || 'nothing'],
  ['Bad rows', nameIn(BAD_ROWS, source.onBadRow)],
  ['Dialect', dialectText(source.dialect)],
  ['Time', [[source.timeColumn ?? USUAL.timeColumn].flat().join(' + '), source.timeFormat, source.timeZone].filter(Boolean).join(', ')],
  ['Station', source.stationColumn ?? USUAL.stationColumn],
];

function sourceFacts(source) {
  if (source.type === 'csv') {
    return [
      ['File', html`<a href=${href('/file', { name: source.file })}>${source.file}</a>`],
      ['Order', nameIn(ORDERS, source.order)],
      ['After the last row', source.loop ? 'begins again' : 'the stream is completed'],
      (source.from || source.to) && ['Times of its rows', [source.from && `from ${source.from}`, source.to && `before ${source.to}`].filter(Boolean).join(', ')],
      ...readingFacts(source),
    ];
  }
  if (source.type === 'directory') {
    return [
      ['Files', `${source.pattern}, ${nameIn(SORTS, source.orderBy)}`],
      ['A file is complete', source.follow ? 'when there is a next one; it is read while it grows' : `when it was unchanged for ${source.minAge}`],
      ['After its last row', `a file ${nameIn(AFTERWARDS, source.afterwards)}`],
      ...readingFacts(source),
    ];
  }
  return [
    ['Source', 'random rows'],
    ['Columns', Object.keys(source.fields ?? {}).join(', ') || 'readings of the topic'],
    source.stations?.length > 0 && ['Stations', source.stations.join(', ')],
    ['Seed', String(source.seed)],
    source.start && ['First row', `${source.start}, then every ${source.step}`],
  ];
}

const SPEC = ['name', 'topic', 'source', 'pace', 'partitioning', 'delivery', 'limit', 'autoStart'];

function Definition({ stream }) {
  const [json, setJson] = useState(false);
  const spec = Object.fromEntries(SPEC.map((name) => [name, stream[name]]));
  return html`<${Card} title="Definition" id="definition" actions=${html`<${Button} label=${json ? 'As a list' : 'As JSON'} icon="braces" kind="quiet" small onClick=${() => setJson(!json)} />`}>
    ${json ? html`<pre class="code" tabindex="0" aria-label="Definition as JSON">${JSON.stringify(spec, null, 2)}</pre>` : html`<${Facts} items=${[
    ['Topic', stream.topic], ...sourceFacts(stream.source), ['Pace', paceText(stream.pace)],
    ['Partition', nameIn(PARTITIONING, stream.partitioning)], ['Delivery', nameIn(DELIVERY, stream.delivery)],
    stream.limit !== null && ['Limit', plural(stream.limit, 'row')],
  ]} />`}<//>`;
}

/** How the file is read: as it was found, or as the definition says. */
function Format({ format }) {
  return format && html`<${Card} title="How the file is read" id="format"><${FormatFacts} format=${format} /><//>`;
}

function Position({ stream }) {
  // While it runs, the acknowledged rows say the same, and are newer.
  const told = isRunning(stream) && !stream.source.loop;
  const { data } = useLive(told ? null : `${pathOf(stream.name)}/position`, { every: 2_000 });
  const row = told ? rowsDone(stream) : data?.row;
  return html`<${Card} title="Position" id="position"><${Facts} items=${[
    ['Next row', row === undefined ? html`<${Skeleton} />` : html`${count(row)} <span class="faint">of run ${count(data?.run ?? stream.run)}</span>`],
    ['Started', time(stream.startedAt)],
    ['Owner', stream.owner],
  ]} /><//>`;
}

function Notes({ stream }) {
  return html`${stream.passedOverCount > 0 && html`<${Note} id="passed-over" kind="warn" title=${`${plural(stream.passedOverCount, 'file')} not sent: ${stream.passedOver.join(', ')}${stream.passedOverCount > stream.passedOver.length ? ', …' : ''}`} remedy="They arrived too late for their place in the order, or were changed after they were read. Give them a later name, or make a stream for each." />`}
    ${stream.waits && html`<${Note} id="waits" icon="info" title=${`The stream ${stream.waits}.`} />`}
    ${stream.lastError && html`<${Note} id="last-error" kind=${stream.state === 'FAILED' ? 'bad' : 'warn'} title=${stream.lastError} remedy=${remedyOf(stream)} />`}
    ${stream.unsunk === true && html`<${Note} id="unsunk" kind="warn" title=${`No consumer group reads topic ${stream.topic}`}
      remedy=${`Its rows stay in Kafka and come to no file. Add the topic to SENSOR_TOPICS of the consumer-service.`} />`}`;
}

const FAULTS = [
  ['rejected', 'rejected', (stream) => (stream.source.onBadRow === 'dead-letter' ? `They are in topic ${stream.topic}-dlt.` : 'They were skipped.')],
  ['untimed', 'sent without a readable time', () => 'They were sent at once after the row before. Look at the column of the time and its format.'],
  ['unkeyed', 'sent without a key', () => 'They went to any partition. Look at the column of the station.'],
];

/** The rows that could not be used, and the first of each kind. */
function FaultNotes({ stream }) {
  return FAULTS.map(([kind, what, remedy]) => {
    const fault = stream.faults?.[kind];
    return fault && html`<${Note} key=${kind} id=${`faults-${kind}`} kind="warn" title=${`${plural(fault.rows, 'row')} ${fault.rows === 1 ? 'was' : 'were'} ${what}`} remedy=${remedy(stream)}>
      ${fault.line ? `The first, in line ${count(fault.line)}: ` : 'The first: '}${fault.reason}<//>`;
  });
}

export function Stream({ name }) {
  const path = pathOf(name);
  const { data: stream, problem, at } = useLive(path);
  useMemo(() => stream && record(stream, at), [stream]);
  const back = { to: href('/streams'), label: 'Streams' };
  if (!stream) {
    if (problem?.status === 404) {
      return html`<${ViewHead} title=${name} back=${back} /><div class="card"><${Empty} icon="stream" title=${`There is no stream ${name}`}
        action=${html`<${ButtonLink} label="All streams" to=${href('/streams')} />`}>It was deleted, or has another name.<//></div>`;
    }
    return html`<${ViewHead} title=${name} back=${back} />${problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${8} />`}`;
  }
  return html`<${ViewHead} title=${name} back=${back} badge=${html`<span id="state"><${Badge} ...${stateOf(stream)} large /></span>`} lead=${`${sourceText(stream)} to topic ${stream.topic}`}>
      <${StreamActions} stream=${stream} large after=${() => go('/streams')} /><//>
    <div class="stack stack-5"><${Notes} stream=${stream} /><${FaultNotes} stream=${stream} /><${Overview} stream=${stream} />
      <div class="columns wide-left"><div class="stack stack-5"><${RateCard} stream=${stream} at=${at} /><${SentRows} path=${`${path}/rows`} /></div>
        <div class="stack stack-5"><${PaceCard} stream=${stream} /><${Definition} stream=${stream} /><${Format} format=${stream.format} /><${Position} stream=${stream} /></div></div></div>`;
}
