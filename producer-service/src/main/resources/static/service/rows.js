// Rows of a stream as they are committed to Kafka.
import { html, Component, useState } from '/app/lib.js';
import { useRows } from '/app/watch.js';
import { Badge, Button, Card, Note } from '/app/parts.js';
import { count, json, timeOfDay } from '/app/format.js';

const STATES = {
  connecting: { kind: 'idle', icon: 'running', text: 'Connecting' },
  open: { kind: 'busy', icon: 'eye', text: 'Watching' },
  lost: { kind: 'warn', icon: 'lost', text: 'Lost, trying again' },
  refused: { kind: 'warn', icon: 'warn', text: 'Not now' },
  off: { kind: 'idle', icon: 'pause', text: 'Off' },
};

class Line extends Component {

  shouldComponentUpdate() {
    return false; // a row that was sent does not change
  }

  render({ row }) {
    return html`<tr><td class="faint" title=${row.at}>${timeOfDay(row.at)}</td><td>${row.topic}[${row.partition}]</td><td class="num faint">${row.offset}</td>
      <td>${row.row}</td><td class="wide">${row.key !== null && html`<b>${row.key}</b> `}${json(row.value)}</td></tr>`;
  }

}

export function RowsCard({ path }) {
  const [on, setOn] = useState(true);
  const { rows, skipped, state, problem, clear } = useRows(on ? path : null);
  if ([404, 405, 406].includes(problem?.status)) {
    return null; // this service cannot show rows
  }
  const newest = [...rows].reverse();
  return html`<${Card} title="Rows as they are sent" id="rows" actions=${[html`<${Badge} ...${STATES[state]} />`,
    rows.length > 0 && html`<${Button} label="Clear" kind="quiet" small onClick=${clear} />`,
    html`<${Button} id="rows-switch" label=${on ? 'Stop watching' : 'Watch'} icon=${on ? 'pause' : 'eye'} small onClick=${() => setOn(!on)} />`]}>
    <div class="stack stack-2">
      ${state === 'refused' && html`<${Note} kind="warn" remedy=${problem?.remedy}>${problem?.detail}<//>`}
      ${skipped > 0 && html`<p class="small soft" id="sampled">Sampled: up to ${count(skipped)} rows were sent that are not shown here. All rows are in Kafka.</p>`}
      ${newest.length === 0 ? html`<p class="faint">${on ? 'No row since this page watches. Rows are shown when Kafka has committed them.' : 'Not watching.'}</p>`
    : html`<div class="feed" tabindex="0" role="log" aria-live="off" aria-label="Rows as they are sent, newest first"><table><tbody>${newest.map((row) => html`<${Line} key=${row.id} row=${row} />`)}</tbody></table></div>`}
    </div><//>`;
}
