// One partition of a group.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { href } from '/app/router.js';
import { Badge, ButtonLink, Card, Empty, Figure, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { Chart } from '/app/chart.js';
import { Table } from '/app/table.js';
import { bytes, count, date, plural, rate, timeOfDay } from '/app/format.js';
import { FILES, GROUPS, groupView, isHere, keyOf, nameOf, PARTITIONS, partitionState, skipView } from './state.js';
import { rateNow, record, series } from './history.js';
import { remedyOf } from './remedies.js';
import { GroupActions } from './actions.js';
import { OffsetsNote, waitsText } from './partitions.js';
import { fileKey, PARTITION_FILE_COLUMNS } from './files.js';
import { WrittenRows } from './rows.js';

const LAG = [{ label: 'Lag', fill: true, colour: 1 }];
const RATE = [{ label: 'Rows per second', fill: true, colour: 3 }];

/** Half an offset is no offset: the axis has no such tick. */
const offsets = (value) => (Number.isInteger(value) ? count(value) : '');

/** Why a partition is paused or has lost rows, and what to do. */
function ReasonNote({ partition }) {
  const mayWrite = useMayWrite();
  const remedy = remedyOf(partition);
  if (!remedy) {
    return null;
  }
  const failed = partition.state === 'PAUSED' && partition.reason;
  return html`<${Note} id="reason" kind=${failed ? 'bad' : 'warn'} title=${remedy.title} remedy=${html`${remedy.text} ${remedy.docs && html`<a href=${remedy.docs}>More in the documentation</a>`}`}
    action=${mayWrite && remedy.replay && html`<${ButtonLink} icon="restart" small label="Replay" to=${remedy.replay} />`} />`;
}

/** Why the lag and the end are not known. */
const unknown = ({ state }) => ({ STOPPED: 'known while its group runs', ELSEWHERE: 'known to its owner only' }[state] ?? 'not known yet');

function Overview({ partition }) {
  const waits = partition.oldestUnflushedMs;
  return html`<${Card} id="overview"><div class="stack"><dl class="figures">
    <${Figure} id="lag" label="Lag" value=${count(partition.lag)} note=${partition.lag === null ? unknown(partition) : 'offsets up to the end'} />
    <${Figure} id="rate" label="Rows per second" value=${rate(rateNow(partition))} note="written now" />
    <${Figure} id="committed" label="Committed" value=${count(partition.committed)} note="offset of the next row" />
    <${Figure} id="end" label="End" value=${count(partition.logEnd)} note=${partition.logEnd === null ? unknown(partition) : 'of what Kafka has'} />
    <${Figure} id="waits" label="Oldest unflushed" value=${waitsText(partition)} note=${waits > 0 ? 'waits for its commit' : isHere(partition) ? 'no row waits' : 'not known now'} />
    <${Figure} id="written" label="Rows in files" value=${count(partition.rows)} note=${bytes(partition.bytes)} />
    <${Figure} id="last-row" label="Last row" value=${timeOfDay(partition.lastRowAt)} note=${partition.lastRowAt ? `${date(partition.lastRowAt)}, came to this replica` : isHere(partition) ? 'none since the start' : 'not known now'} />
  </dl><${OffsetsNote} /></div><//>`;
}

function Charts({ partition, at }) {
  const [times, lags, rates] = useMemo(() => series(partition), [at]);
  const lag = useMemo(() => [times, lags], [times]);
  const written = useMemo(() => [times, rates], [times]);
  if (partition.state === 'STOPPED') {
    return null; // nothing moves
  }
  return html`<div class=${partition.lag === null ? '' : 'columns halves'}>
    ${partition.lag !== null && html`<${Card} title="Lag, in offsets" id="lag-chart"><${Chart} label=${`Lag, now ${plural(partition.lag, 'offset')}`} data=${lag} series=${LAG} zeroBased span=${120_000} format=${offsets} height=${180} /><//>`}
    <${Card} title="Rows written per second" id="rate-chart"><${Chart} label=${`Rows written per second, now ${rate(rateNow(partition))}`} data=${written} series=${RATE} zeroBased span=${120_000} format=${rate} height=${180} /><//></div>`;
}

function PartitionFiles({ partition }) {
  const { data, problem } = useLive(FILES, { every: 5_000 });
  const files = useMemo(() => data?.filter((file) => keyOf(file) === keyOf(partition)), [data, keyOf(partition)]);
  return html`<section class="stack stack-2" aria-labelledby="files-title"><h2 id="files-title">Files</h2>${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="files" prefix="f-" caption=${`Files of ${nameOf(partition)}`} rows=${files} columns=${PARTITION_FILE_COLUMNS} rowKey=${fileKey} sort="-offsets" compactRows
      none=${html`<div class="card"><${Empty} icon="file" title="No file yet">The first row makes the first file.<//></div>`} />`}</section>`;
}

const BACK = { to: href('/partitions'), label: 'Partitions' };

/** Finds a partition by the parts of an address. Returns {partition, at, instead}: what to show when it is not there. */
export function usePartition({ group, topic, partition: number }) {
  const { data, problem, at } = useLive(PARTITIONS);
  const wanted = `${group}/${topic}/${number}`;
  const partition = data?.find((one) => keyOf(one) === wanted);
  const title = nameOf({ topic, partition: number });
  const instead = partition ? null : html`<${ViewHead} title=${title} back=${BACK} />${data ? html`<div class="card"><${Empty} icon="partition" title=${`Group ${group} has no partition ${title} here`}
      action=${html`<${ButtonLink} label="All partitions" to=${href('/partitions')} />`}>The group may not have found its topics yet, or the name is another one.<//></div>` : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${8} />`}`;
  return { partition, at, instead };
}

export function Partition(params) {
  const { partition, at, instead } = usePartition(params);
  const { data: groups } = useLive(GROUPS, { every: 2_000 });
  const group = groups?.find((one) => one.group === params.group);
  useMemo(() => partition && record(partition, at, true), [partition]);
  const more = useMemo(() => ['divider', { icon: 'right', label: 'Skip offsets', href: skipView(params) }], [params.group, params.topic, params.partition]);
  if (!partition) {
    return instead;
  }
  return html`<${ViewHead} title=${nameOf(partition)} back=${BACK} badge=${html`<span id="state"><${Badge} ...${partitionState(partition)} large /></span>`}
      lead=${html`Group <a href=${groupView(partition.group)}>${partition.group}</a>, ${partition.owner ? `${isHere(partition) ? 'written by' : 'last written by'} ${partition.owner}` : 'not written by any replica yet'}`}>
      ${group && html`<${GroupActions} group=${group} large named more=${more} />`}<//>
    <div class="stack stack-5"><${ReasonNote} partition=${partition} /><${Overview} partition=${partition} /><${Charts} partition=${partition} at=${at} />
      <${WrittenRows} key=${isHere(partition)} partition=${partition} /><${PartitionFiles} partition=${partition} /></div>`;
}

