// A card with rows as they come.
import { html, Component, useState } from './lib.js';
import { useRows } from './watch.js';
import { Badge, Button, Card, Note } from './parts.js';
import { count } from './format.js';

const STATES = {
  connecting: { kind: 'idle', icon: 'running', text: 'Connecting' },
  open: { kind: 'busy', icon: 'eye', text: 'Watching' },
  lost: { kind: 'warn', icon: 'lost', text: 'Lost, trying again' },
  refused: { kind: 'warn', icon: 'warn', text: 'Not now' },
  off: { kind: 'idle', icon: 'pause', text: 'Off' },
};

class Line extends Component {

  shouldComponentUpdate() {
    return false; // a row does not change
  }

  render({ row, cells }) {
    return html`<tr>${cells(row)}</tr>`;
  }

}

/**
 * Rows of an address of server-sent events, the newest first.
 * @param title such as "Rows as they are sent"
 * @param cells returns the cells of a row
 * @param none shown while there is no row
 * @param sampled returns a sentence for the number of rows that were not shown
 * @param refused returns what is shown instead of a problem, or null for the usual note
 */
export function RowsCard({ path, title, cells, none, sampled, refused }) {
  const [on, setOn] = useState(true);
  const { rows, skipped, state, problem, clear } = useRows(on ? path : null);
  if ([404, 405, 406].includes(problem?.status)) {
    return null; // this service cannot show rows
  }
  const newest = [...rows].reverse();
  return html`<${Card} title=${title} id="rows" actions=${[html`<${Badge} ...${STATES[state]} />`,
    rows.length > 0 && html`<${Button} label="Clear" kind="quiet" small onClick=${clear} />`,
    html`<${Button} id="rows-switch" label=${on ? 'Stop watching' : 'Watch'} icon=${on ? 'pause' : 'eye'} small onClick=${() => setOn(!on)} />`]}>
    <div class="stack stack-2">
      ${state === 'refused' && (refused?.(problem) ?? html`<${Note} kind="warn" remedy=${problem?.remedy}>${problem?.detail}<//>`)}
      ${skipped > 0 && html`<p class="small soft" id="sampled">${sampled(count(skipped))}</p>`}
      ${newest.length > 0 ? html`<div class="feed lines" tabindex="0" role="log" aria-live="off" aria-label=${`${title}, newest first`}><table><tbody>${newest.map((row) => html`<${Line} key=${row.id} row=${row} cells=${cells} />`)}</tbody></table></div>`
    : state !== 'refused' && html`<p class="faint">${on ? none : 'Not watching.'}</p>`}
    </div><//>`;
}
