// The consumer groups of this replica.
import { html, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { Badge, Empty, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { count, plural, rate } from '/app/format.js';
import { GROUPS, groupState, groupView, PARTITIONS, total } from './state.js';
import { rateNow, record } from './history.js';
import { GroupActions } from './actions.js';

const ORDER = ['WAITING', 'STOPPING', 'PAUSED', 'RUNNING', 'STOPPED'];

const topics = (group) => (group.topics.length > 3 ? `${group.topics.slice(0, 3).join(', ')} and ${group.topics.length - 3} more` : group.topics.join(', '));

/** Groups with what their partitions add up to. */
function rowsOf(groups, partitions) {
  const parts = new Map(groups.map((group) => [group.group, []]));
  partitions?.forEach((one) => parts.get(one.group)?.push(one));
  return groups.map((group) => {
    const own = parts.get(group.group);
    return { ...group, partitions: partitions ? own.length : null, lag: total(own, (one) => one.lag), written: total(own, rateNow) };
  });
}

const COLUMNS = [
  {
    id: 'name', label: 'Group', bare: true, value: (group) => group.group, token: (group) => `${group.group} ${group.topics} ${group.reason}`,
    cell: (group) => html`<a class="title-link" href=${groupView(group.group)}>${group.group}</a><span class="sub" title=${group.topics.join(', ')}>reads ${topics(group)}</span>${group.reason && html`<span class="sub reason-text">${group.reason}</span>`}`,
  },
  { id: 'state', label: 'State', bare: true, value: (group) => ORDER.indexOf(group.state), token: (group) => group.state, cell: (group) => html`<${Badge} ...${groupState(group)} />` },
  { id: 'assigned', label: 'Partitions here', numeric: true, value: (group) => group.assigned.length, token: (group) => `${group.assigned.length} ${group.partitions}`, cell: (group) => html`${count(group.assigned.length)} <span class="faint">of ${count(group.partitions)}</span>` },
  { id: 'threads', label: 'Threads', numeric: true, value: (group) => group.threads, cell: (group) => count(group.threads) },
  { id: 'lag', label: 'Lag, in offsets', numeric: true, value: (group) => group.lag, cell: (group) => count(group.lag) },
  { id: 'rate', label: 'Rows per second', numeric: true, value: (group) => group.written, token: (group) => rate(group.written), cell: (group) => rate(group.written) },
  { id: 'actions', label: 'Actions', quiet: true, whole: true, sort: false, token: (group) => `${group.group} ${group.state}`, cell: (group) => html`<${GroupActions} group=${group} />` },
];

const FILTER = {
  placeholder: 'Filter groups',
  text: (group) => [group.group, ...group.topics, group.state, group.reason].join(' '),
  facets: [
    { id: 'waiting', label: 'Waiting', test: (group) => ['WAITING', 'STOPPING'].includes(group.state) },
    { id: 'running', label: 'Running', test: (group) => group.state === 'RUNNING' },
    { id: 'paused', label: 'Paused', test: (group) => group.state === 'PAUSED' },
    { id: 'stopped', label: 'Stopped', test: (group) => group.state === 'STOPPED' },
  ],
};

function lead(groups) {
  if (!groups) {
    return html`<${Skeleton} width="14rem" />`;
  }
  return groups.length === 0 ? null : `${groups.filter((group) => group.state === 'RUNNING').length} of ${plural(groups.length, 'group')} run on this replica. What is done here is done on all replicas.`;
}

/** Partitions with their rates, for views that show groups. */
export function usePartitions() {
  const { data, at } = useLive(PARTITIONS, { every: 2_000 });
  useMemo(() => data?.forEach((partition) => record(partition, at)), [data]);
  return data;
}

export function Groups() {
  const { data, problem } = useLive(GROUPS, { every: 2_000 });
  const partitions = usePartitions();
  const rows = useMemo(() => data && rowsOf(data, partitions), [data, partitions]);
  return html`<${ViewHead} title="Groups" lead=${lead(data)} />${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="groups" caption="Consumer groups" rows=${rows} columns=${COLUMNS} rowKey=${(group) => group.group} sort="name" filter=${data === undefined || data.length > 4 ? FILTER : null}
      none=${html`<div class="card"><${Empty} icon="group" title="No group">Set SENSOR_TOPICS to the topics that are written to files, and restart the service.<//></div>`} />`}`;
}
