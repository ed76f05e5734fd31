// Rows of a partition as they are written and committed.
import { html } from '/app/lib.js';
import { RowsCard } from '/app/feed.js';
import { Note } from '/app/parts.js';
import { fileView, rowsPath } from './state.js';

const cellsOf = (partition) => (row) => html`<td class="num faint" title="Offset">${row.offset}</td><td class="faint" title=${row.file}><a href=${fileView({ ...partition, file: row.file })}>line ${row.line}</a></td>
  <td>${row.row}</td><td class="wide">${row.text}</td>`;

/** What is said of a partition that this replica does not write. */
const elsewhere = (problem) => (problem?.type === 'partition-elsewhere'
  ? html`<${Note} id="rows-elsewhere" icon="right">${problem.body?.owner ? html`This replica does not write the partition now. <b>${problem.body.owner}</b> did last: its page shows the rows.` : problem.detail}<//>` : null);

export function WrittenRows({ partition }) {
  return html`<${RowsCard} path=${rowsPath(partition)} title="Rows as they are written" cells=${cellsOf(partition)} none="No row since this page watches. Rows are shown when they are committed." refused=${elsewhere}
    sampled=${(rows) => `Sampled: up to ${rows} rows were written that are not shown here. All rows are in the files.`} />`;
}
