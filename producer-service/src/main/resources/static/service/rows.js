// Rows of a stream as they are committed to Kafka.
import { html } from '/app/lib.js';
import { RowsCard } from '/app/feed.js';
import { json, timeOfDay } from '/app/format.js';

const cells = (row) => html`<td class="faint" title=${row.at}>${timeOfDay(row.at)}</td><td>${row.topic}[${row.partition}]</td><td class="num faint">${row.offset}</td>
  <td>${row.row}</td><td class="wide">${row.key !== null && html`<b>${row.key}</b> `}${json(row.value)}</td>`;

export function SentRows({ path }) {
  return html`<${RowsCard} path=${path} title="Rows as they are sent" cells=${cells} none="No row since this page watches. Rows are shown when Kafka has committed them."
    sampled=${(rows) => `Sampled: up to ${rows} rows were sent that are not shown here. All rows are in Kafka.`} />`;
}
