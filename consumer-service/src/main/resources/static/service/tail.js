// The last rows of a file, as they are committed.
import { html, useLayoutEffect, useMemo, useRef, useState } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { setQuery, useAddress } from '/app/router.js';
import { Badge, Button, Card, ProblemNote, Skeleton } from '/app/parts.js';
import { SelectField } from '/app/form.js';
import { count, plural } from '/app/format.js';
import { filePath } from './state.js';
import { rowsOf } from './csv.js';

const LENGTHS = ['20', '100', '500'];
const FOLLOW = 2_000;
const NEVER = 86_400_000;

/** {head, rows} of a tail. A file of JSON Lines has no head. */
function parse(text, file) {
  if (!/\.csv(\.gz|\.zst)?$/.test(file.file)) {
    return { head: null, rows: text.split('\n').filter(Boolean).map((line) => [line]) };
  }
  const [head, ...rows] = rowsOf(text);
  return { head, rows };
}

/** Keeps the end of a list in sight while rows are added, unless the reader has scrolled up. */
function useEnd(content) {
  const box = useRef(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current && atEnd.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [content]);
  return { ref: box, onScroll: ({ target }) => { atEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < 30; } };
}

function Rows({ tail, label }) {
  const end = useEnd(tail);
  return html`<div class="feed tail" tabindex="0" role="group" aria-label=${label} ...${end}><table>
    ${tail.head && html`<thead><tr>${tail.head.map((name, i) => html`<th key=${i} scope="col">${name}</th>`)}</tr></thead>`}
    <tbody>${tail.rows.map((row, i) => html`<tr key=${i}>${row.map((cell, k) => html`<td key=${k} class=${tail.head ? '' : 'wide'}>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

export function TailCard({ file }) {
  const [follows, setFollows] = useState(true);
  const { tail: chosen } = useAddress().query;
  const length = LENGTHS.includes(chosen) ? chosen : LENGTHS[0];
  const live = follows && !file.sealed;
  const { data, problem } = useLive(`${filePath(file)}?tail=${length}`, { every: live ? FOLLOW : NEVER, text: true });
  const before = useRef(undefined);
  before.current = data ?? before.current;
  const text = before.current;
  const tail = useMemo(() => text !== undefined && parse(text, file), [text]);
  return html`<${Card} title="Last rows" id="tail" actions=${[
    file.sealed ? html`<${Badge} icon="check" text="Sealed: it does not change" />` : html`<${Badge} kind=${follows ? 'busy' : 'idle'} icon=${follows ? 'eye' : 'pause'} text=${follows ? 'Follows' : 'Stands still'} />`,
    !file.sealed && html`<${Button} id="tail-switch" small icon=${follows ? 'pause' : 'eye'} label=${follows ? 'Stop following' : 'Follow'} onClick=${() => setFollows(!follows)} />`,
    html`<${SelectField} path="tail" label="Rows" value=${length} className="inline" choices=${LENGTHS.map((one) => [one, one])} onInput=${(value) => setQuery({ tail: value === LENGTHS[0] ? null : value })} />`]}>
    ${problem && !tail ? html`<${ProblemNote} problem=${problem} />` : !tail ? html`<${Skeleton} block height="10rem" />`
    : tail.rows.length === 0 ? html`<p class="faint">No row is committed yet.</p>`
      : html`<div class="stack stack-2"><${Rows} tail=${tail} label=${`Last ${plural(tail.rows.length, 'row')}, the newest at the end`} /><p class="small faint">The newest row is at the end. ${count(file.rows)} rows are committed.</p></div>`}<//>`;
}
