// Rows of a partition as they are written and committed.
import { html } from '/app/lib.js';
import { useAbout } from '/app/about.js';
import { RowsCard } from '/app/feed.js';
import { Note } from '/app/parts.js';
import { fileView, rowsPath } from './state.js';

const cellsOf = (partition) => (row) => html`<td class="num faint" title="Offset">${row.offset}</td><td class="faint" title=${row.file}><a href=${fileView({ ...partition, file: row.file })}>line ${row.line}</a></td>
  <td>${row.row}</td><td class="wide">${row.text}</td>`;

/** What is said of a partition that this replica does not write. */
function elsewhere(problem, partition, me) {
  if (problem?.type !== 'partition-elsewhere') {
    return null;
  }
  const owner = problem.body?.owner;
  return html`<${Note} id="rows-elsewhere">${partition.state === 'STOPPED' ? 'Its group is stopped on this replica. Rows are shown when it is started.'
    : owner && owner !== me ? html`This replica does not write the partition. <b>${owner}</b> did last: its page shows the rows.` : problem.detail}<//>`;
}

export function WrittenRows({ partition }) {
  const me = useAbout()?.instance;
  return html`<${RowsCard} path=${rowsPath(partition)} title="Rows as they are written" cells=${cellsOf(partition)} none="No row since this page watches. Rows are shown when they are committed." refused=${(problem) => elsewhere(problem, partition, me)}
    sampled=${(rows) => `Sampled: up to ${rows} rows were written that are not shown here. All rows are in the files.`} />`;
}
