// What a user does with a stream. Every action shows the answer at once, and says why it was not possible.
import { html, useMemo } from '/app/lib.js';
import { Store, useStore } from '/app/store.js';
import { get, patch, post, remove } from '/app/api.js';
import { refresh, update } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { attempt } from '/app/toast.js';
import { confirm } from '/app/dialog.js';
import { href } from '/app/router.js';
import { Button, Menu } from '/app/parts.js';
import { count } from '/app/format.js';

export const STREAMS = '/api/streams';

export const CLOCKS = '/api/clocks';

export const pathOf = (name) => `${STREAMS}/${encodeURIComponent(name)}`;

/** Map of stream to the action that is under way. */
const busy = new Store(new Map());

async function during(name, action, run) {
  busy.update((all) => new Map(all).set(name, action));
  try {
    return await run();
  } finally {
    busy.update((all) => {
      const rest = new Map(all);
      rest.delete(name);
      return rest;
    });
  }
}

/** Shows the answer of an action. */
export function show(stream) {
  update(STREAMS, (all) => all.map((one) => (one.name === stream.name ? stream : one)));
  update(pathOf(stream.name), () => stream);
  refresh(STREAMS);
  refresh(pathOf(stream.name));
}

async function change(name, action, path, said) {
  return attempt(() => during(name, action, async () => show(await post(pathOf(name) + path))), said, `Stream ${name}`);
}

export const start = (name) => change(name, 'start', '/start', `Stream ${name} runs.`);

export const pause = (name) => change(name, 'pause', '/pause', `Stream ${name} is paused. Everything that was read is acknowledged.`);

export const stop = (name) => change(name, 'stop', '/stop', `Stream ${name} is stopped. It continues after its last acknowledged row.`);

export async function changePace(name, pace) {
  const stream = await patch(`${pathOf(name)}/pace`, pace);
  show(stream);
  return stream;
}

export async function restart(shown) {
  const stream = await latest(shown);
  return confirm({
    title: `Start ${stream.name} from the beginning?`,
    says: 'All rows are sent again, as a new run.',
    loses: stream.rowsAcked > 0 ? [`The position after ${count(stream.rowsAcked)} acknowledged rows`] : [],
    keeps: [`The rows of earlier runs in topic ${stream.topic}, and in the files of the consumer-service. They will have the rows once for each run.`],
    action: 'Start from the beginning',
    icon: 'restart',
    danger: false,
    run: async () => {
      if (stream.state === 'RUNNING' || stream.state === 'PAUSED') {
        await post(`${pathOf(stream.name)}/stop`);
      }
      show(await post(`${pathOf(stream.name)}/start?from=beginning`));
    },
  });
}

/** A row of the list may show an older number of rows. */
const latest = (stream) => get(pathOf(stream.name)).catch(() => stream);

async function deleteStream(shown, after) {
  const stream = await latest(shown);
  const deleted = await confirm({
    title: `Delete stream ${stream.name}?`,
    says: stream.state === 'RUNNING' ? 'It is stopped first: everything that was read is acknowledged.' : null,
    loses: ['Its definition', `Its position: ${count(stream.rowsAcked)} rows were acknowledged. A new stream of this name begins with the first row.`],
    keeps: [`The rows in topic ${stream.topic}`, stream.source.type === 'csv' ? `The file ${stream.source.file}` : null].filter(Boolean),
    action: 'Delete the stream',
    icon: 'trash',
    run: async () => {
      await remove(pathOf(stream.name));
      update(STREAMS, (all) => all.filter((one) => one.name !== stream.name));
      refresh(STREAMS);
    },
  });
  if (deleted) {
    after?.();
  }
}

async function changeAll(path) {
  const streams = await post(STREAMS + path);
  update(STREAMS, () => streams);
}

export const startAll = () => attempt(() => changeAll('/start'), 'All streams are started, but those that are completed.', 'Start all');

export function stopAll(running) {
  return confirm({
    title: 'Stop all streams?',
    says: `${count(running)} ${running === 1 ? 'stream runs' : 'streams run'} or is paused. Everything that was read is acknowledged first.`,
    keeps: ['Each position: a start continues after the last acknowledged row'],
    action: 'Stop all',
    icon: 'stop',
    run: () => changeAll('/stop'),
  });
}

/** The action that a user wants most, and whether it can be done. */
function mainAction(stream) {
  switch (stream.state) {
    case 'RUNNING': return { id: 'pause', icon: 'pause', label: 'Pause', run: () => pause(stream.name) };
    case 'PAUSED': return { id: 'resume', icon: 'play', label: 'Resume', run: () => start(stream.name) };
    case 'COMPLETED': return { id: 'restart', icon: 'restart', label: 'From the beginning', run: () => restart(stream) };
    default: return { id: 'start', icon: 'play', label: 'Start', run: () => start(stream.name) };
  }
}

/** The buttons of a stream; nothing when the user may not change anything. */
export function StreamActions({ stream, large, after }) {
  const mayWrite = useMayWrite();
  const action = useStore(busy).get(stream.name);
  const main = mainAction(stream);
  const items = useMemo(() => [
    stream.state === 'COMPLETED' && { icon: 'play', label: 'Start (new rows only)', onClick: () => start(stream.name) },
    ['RUNNING', 'PAUSED'].includes(stream.state) && !large && { icon: 'stop', label: 'Stop', onClick: () => stop(stream.name) },
    stream.state !== 'COMPLETED' && { icon: 'restart', label: 'From the beginning', onClick: () => restart(stream) },
    ['STOPPED', 'COMPLETED', 'FAILED'].includes(stream.state) && { icon: 'edit', label: 'Change the definition', href: href(`/streams/${stream.name}/edit`) },
    { icon: 'plus', label: 'New stream like this', href: href('/new', { like: stream.name }) },
    'divider',
    { icon: 'trash', label: 'Delete', kind: 'danger', onClick: () => deleteStream(stream, after) },
  ], [stream.name, stream.state, stream.rowsAcked, large]);
  if (!mayWrite) {
    return null;
  }
  return html`<div class="row end nowrap-row">
    <${Button} id=${large ? main.id : null} icon=${main.icon} label=${large ? main.label : `${main.label} ${stream.name}`} kind=${large ? 'primary' : ''} small=${!large} iconOnly=${!large} busy=${Boolean(action)} onClick=${main.run} />
    ${large && ['RUNNING', 'PAUSED'].includes(stream.state) && html`<${Button} id="stop" icon="stop" label="Stop" busy=${action === 'stop'} disabled=${Boolean(action)} onClick=${() => stop(stream.name)} />`}
    <${Menu} id=${large ? 'stream-menu' : null} label=${`More for ${stream.name}`} small=${!large} items=${items} /></div>`;
}
