// Files on their way to the data directory: one after another, with progress, also while another view is shown.
import { html, useEffect, useRef, useState } from '/app/lib.js';
import { Store, useStore } from '/app/store.js';
import { get, upload } from '/app/api.js';
import { refresh } from '/app/live.js';
import { Icon } from '/app/icons.js';
import { Badge, Button, Progress } from '/app/parts.js';
import { done } from '/app/toast.js';
import { bytes, percent } from '/app/format.js';
import { confirm } from '/app/dialog.js';

export const FILES = '/api/files';
const NAMES = /\.(csv|tsv|txt)(\.gz|\.zst)?$/i;

/** {id, file, query, state: 'waits' | 'sends' | 'done' | 'failed', sent, problem, abort} of each upload. */
const uploads = new Store([]);
let last = 0;

function change(id, changes) {
  uploads.update((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
}

/**
 * Adds files; asks before one replaces another.
 * @param existing names of all files; null when they are not known
 */
export async function add(files, existing) {
  for (const file of files) {
    if (!NAMES.test(file.name)) {
      push(file, { state: 'failed', problem: { detail: `${file.name} is not a .csv, .tsv or .txt file, or one with .gz or .zst.`, remedy: 'Choose a file with a row in each line.' } });
    } else if (!(existing ? existing.has(file.name) : await exists(file))) {
      push(file, { state: 'waits', query: '' });
    } else if (await replaces(file)) {
      push(file, { state: 'waits', query: '?replace=true' });
    }
  }
  next();
}

/** Whether the service has a file of this name. */
const exists = (file) => get(`${FILES}/${encodeURIComponent(file.name)}/preview?rows=1`).then(() => true, (problem) => problem.status !== 404);

const replaces = (file) => confirm({
  title: `Replace ${file.name}?`,
  says: 'The data directory has a file of this name.',
  loses: [`The rows of the present ${file.name}. A stream that has read a part of it fails, and must start from the beginning.`],
  action: 'Replace the file',
  icon: 'upload',
});

function push(file, upload) {
  last += 1;
  uploads.update((all) => [...all, { id: last, file, sent: 0, ...upload }]);
}

async function next() {
  const all = uploads.get();
  const one = all.find((upload) => upload.state === 'waits');
  if (!one || all.some((upload) => upload.state === 'sends')) {
    return;
  }
  const { done: sent, abort } = upload(`${FILES}/${encodeURIComponent(one.file.name)}${one.query}`, one.file, (loaded) => change(one.id, { sent: loaded }));
  change(one.id, { state: 'sends', abort });
  try {
    await sent;
    change(one.id, { state: 'done', sent: one.file.size });
    done(`${one.file.name} is uploaded.`);
    refresh(FILES);
  } catch (problem) {
    change(one.id, { state: 'failed', problem });
  }
  next();
}

const drop = (id) => uploads.update((all) => all.filter((one) => one.id !== id));

function Upload({ upload }) {
  const { id, file, state, sent, problem } = upload;
  const part = file.size > 0 ? sent / file.size : 1;
  return html`<li class="upload"><${Icon} name="file" /><div class="grow stack stack-1"><div class="row between"><span class="break">${file.name}</span>
      <span class="small soft">${state === 'sends' ? `${bytes(sent)} of ${bytes(file.size)} · ${percent(part)}` : state === 'waits' ? 'waits' : ''}</span></div>
      ${state === 'sends' && html`<${Progress} part=${part} label=${`Upload of ${file.name}`} />`}
      ${state === 'failed' && html`<p class="error-text" role="alert">${problem.detail} ${problem.remedy}</p>`}</div>
    ${state === 'done' && html`<${Badge} kind="good" icon="done" text="Uploaded" />`}
    <${Button} icon="close" iconOnly small kind="quiet" label=${state === 'sends' ? `End the upload of ${file.name}` : `Remove ${file.name} from this list`} onClick=${() => (state === 'sends' ? upload.abort() : drop(id))} /></li>`;
}

/** Where files are dropped or chosen. A drop anywhere on the view counts. */
export function DropZone({ existing }) {
  const all = useStore(uploads);
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const known = useRef(existing);
  known.current = existing;
  useEffect(() => {
    let depth = 0;
    const has = (event) => event.dataTransfer?.types.includes('Files');
    const move = (change) => (event) => {
      if (has(event)) {
        event.preventDefault();
        depth += change;
        setOver(depth > 0);
      }
    };
    const listeners = {
      dragenter: move(1), dragleave: move(-1), dragover: (event) => has(event) && event.preventDefault(),
      drop: (event) => {
        if (has(event)) {
          event.preventDefault();
          depth = 0;
          setOver(false);
          add([...event.dataTransfer.files], known.current);
        }
      },
    };
    Object.entries(listeners).forEach(([name, listener]) => addEventListener(name, listener));
    return () => Object.entries(listeners).forEach(([name, listener]) => removeEventListener(name, listener));
  }, []);
  return html`<div class="stack"><div class=${`drop ${over ? 'over' : ''}`} id="drop"><${Icon} name="upload" /><span>${over ? 'Drop to upload' : 'Drop CSV files here, or'}</span>
      ${!over && html`<${Button} id="choose-files" label="Choose files" onClick=${() => input.current.click()} />`}
      <input ref=${input} id="file-input" class="sr" type="file" multiple accept=".csv,.tsv,.txt,.gz,.zst" tabindex="-1" aria-label="Files to upload" onChange=${(event) => { add([...event.target.files], existing); event.target.value = ''; }} />
      <span class="small faint">.csv, .tsv or .txt, also with .gz or .zst</span></div>
    ${all.length > 0 && html`<ul class="uploads card" id="uploads" aria-label="Uploads">${all.map((one) => html`<${Upload} key=${one.id} upload=${one} />`)}</ul>`}</div>`;
}
