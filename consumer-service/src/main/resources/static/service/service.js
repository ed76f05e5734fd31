import { html } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { ProblemNote, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { count } from '/app/format.js';

const COLUMNS = [
  { id: 'topic', label: 'Topic', value: (row) => row.topic },
  { id: 'partition', label: 'Partition', numeric: true, value: (row) => row.partition },
  { id: 'lag', label: 'Lag', numeric: true, value: (row) => row.lag, cell: (row) => count(row.lag) },
];

function Partitions() {
  const { data, problem } = useLive('/api/partitions');
  return html`<${ViewHead} title="Partitions" />${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="partitions" caption="Partitions" rows=${data} columns=${COLUMNS} rowKey=${(row) => `${row.group}-${row.topic}-${row.partition}`} sort="topic" />`}`;
}

export const service = {
  service: 'consumer',
  name: 'Consumer',
  home: '/partitions',
  routes: [{ path: '/partitions', view: Partitions, title: 'Partitions', nav: 'Partitions' }],
};
