import { html } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { ProblemNote, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { count } from '/app/format.js';

const COLUMNS = [
  { id: 'name', label: 'Stream', value: (row) => row.name },
  { id: 'state', label: 'State', value: (row) => row.state },
  { id: 'acked', label: 'Rows', numeric: true, value: (row) => row.rowsAcked, cell: (row) => count(row.rowsAcked) },
];

function Streams() {
  const { data, problem } = useLive('/api/streams');
  return html`<${ViewHead} title="Streams" />${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="streams" caption="Streams" rows=${data} columns=${COLUMNS} rowKey=${(row) => row.name} sort="name" />`}`;
}

export const service = {
  service: 'producer',
  name: 'Producer',
  home: '/streams',
  routes: [{ path: '/streams', view: Streams, title: 'Streams', nav: 'Streams' }],
};
