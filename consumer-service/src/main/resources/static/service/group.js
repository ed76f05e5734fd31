// One consumer group.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { href } from '/app/router.js';
import { Badge, ButtonLink, Card, Empty, Figure, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { bytes, count, plural, rate } from '/app/format.js';
import { GROUPS, groupState, keyOf, total } from './state.js';
import { rateNow } from './history.js';
import { GroupActions } from './actions.js';
import { usePartitions } from './groups.js';
import { OffsetsNote, PARTITION_COLUMNS } from './partitions.js';

const SAYS = {
  WAITING: 'cannot run yet, and is tried again',
  RUNNING: 'writes the rows to files',
  PAUSED: 'keeps its partitions and reads nothing',
  STOPPING: 'is stopping: a thread still runs',
  STOPPED: 'has committed what it had read, and left its partitions',
};

const BACK = { to: href('/groups'), label: 'Groups' };

/** Finds a group by its name. Returns {group, instead}: what to show when it is not there. */
export function useGroup(name, title = name) {
  const { data, problem } = useLive(GROUPS);
  const group = data?.find((one) => one.group === name);
  const instead = group ? null : html`<${ViewHead} title=${title} back=${BACK} />${data ? html`<div class="card"><${Empty} icon="group" title=${`There is no group ${name}`} action=${html`<${ButtonLink} label="All groups" to=${href('/groups')} />`}>SENSOR_TOPICS and sensor.sinks name the groups.<//></div>`
    : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${6} />`}`;
  return { group, instead };
}

function Overview({ group, partitions }) {
  const sum = (of) => (partitions ? total(partitions, of) : undefined);
  const shown = (value, format) => (value === undefined ? undefined : format(value));
  return html`<${Card} id="overview"><dl class="figures">
    <${Figure} id="lag" label="Lag" value=${shown(sum((one) => one.lag), count)} note="offsets up to the end, here" />
    <${Figure} id="rate" label="Rows per second" value=${shown(sum(rateNow), rate)} note="written now" />
    <${Figure} id="assigned" label="Partitions here" value=${count(group.assigned.length)} note=${partitions ? `of ${count(partitions.length)}` : null} />
    <${Figure} id="threads" label="Threads" value=${count(group.threads)} note="on this replica" />
    <${Figure} id="written" label="Rows in files" value=${shown(sum((one) => one.rows), count)} note=${partitions ? bytes(sum((one) => one.bytes)) : null} />
  </dl><//>`;
}

export function Group({ group: name }) {
  const { group, instead } = useGroup(name);
  const all = usePartitions();
  const partitions = useMemo(() => all?.filter((one) => one.group === name), [all, name]);
  if (!group) {
    return instead;
  }
  return html`<${ViewHead} title=${name} back=${BACK} badge=${html`<span id="state"><${Badge} ...${groupState(group)} large /></span>`} lead=${`Reads ${group.topics.join(', ')}, ${SAYS[group.state] ?? group.state}.`}>
      <${GroupActions} group=${group} large /><//>
    <div class="stack stack-5">${group.reason && html`<${Note} id="reason" kind="warn" title=${group.reason} remedy=${group.state === 'STOPPING' ? 'Wait. If it lasts, look at the disk and at the brokers.' : 'It is tried again by itself. Health shows the state of Kafka.'} />`}
      <${Overview} group=${group} partitions=${partitions} />
      <section class="stack stack-2" aria-labelledby="partitions-title"><h2 id="partitions-title">${partitions ? plural(partitions.length, 'partition') : 'Partitions'}</h2>
        <${Table} id="partitions" caption=${`Partitions of group ${name}`} rows=${partitions} columns=${PARTITION_COLUMNS} rowKey=${keyOf} sort="name"
          none=${html`<div class="card"><${Empty} icon="partition" title="No partition yet">The group has not found its topics.<//></div>`} />${partitions?.length > 0 && html`<${OffsetsNote} />`}</section></div>`;
}
