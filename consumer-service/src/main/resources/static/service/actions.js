// What a user does with a group. Every action shows the answer at once, and says why it was not possible.
import { html, useMemo } from '/app/lib.js';
import { Store, useStore } from '/app/store.js';
import { Problem, post } from '/app/api.js';
import { refresh, update } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { attempt } from '/app/toast.js';
import { href } from '/app/router.js';
import { Button, Menu } from '/app/parts.js';
import { groupPath, GROUPS, PARTITIONS, replayView } from './state.js';

/** Longer than the service waits for the threads of a group. */
const PATIENCE = 60_000;

/** Map of group to the action that is under way. */
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

function show(group) {
  update(GROUPS, (all) => all.map((one) => (one.group === group.group ? group : one)));
  refresh(GROUPS);
  refresh(PARTITIONS);
  return group;
}

const call = async (name, action) => show(await post(`${groupPath(name)}/${action}`, undefined, { timeout: PATIENCE }));

const change = (name, action, said) => attempt(() => during(name, action, () => call(name, action)), said, `Group ${name}`);

export const start = (name) => change(name, 'start', (group) => (group.state === 'RUNNING' ? `Group ${name} runs.` : `Group ${name} starts. ${group.reason ?? ''}`));

export const stop = (name) => change(name, 'stop', (group) => (group.state === 'STOPPED' ? `Group ${name} is stopped. What it had read is committed.` : `Group ${name} is stopping. ${group.reason ?? ''}`));

export const pause = (name) => change(name, 'pause', `Group ${name} is paused. It keeps its partitions and reads nothing.`);

export const resume = (name) => change(name, 'resume', `Group ${name} reads again.`);

/**
 * Stops a group, changes its offsets and starts it again.
 * @param startAgain whether it is started afterwards, also when the change is refused
 */
export function whileStopped(name, startAgain, change) {
  return during(name, 'replay', async () => {
    try {
      const stopped = await call(name, 'stop');
      if (stopped.state !== 'STOPPED') {
        throw new Problem({ status: 409, type: 'group-stopping', title: `Group ${name} has not stopped yet`, detail: `${stopped.reason ?? 'Its threads have not ended yet'}. No offset was changed. Try again.` });
      }
      return await change();
    } finally {
      if (startAgain) {
        await attempt(() => call(name, 'start'), null, `Start of group ${name}`); // its failure does not undo the change
      }
    }
  });
}

/** The action that a user wants most. */
function mainAction({ group, state }) {
  switch (state) {
    case 'RUNNING': return { id: 'pause', icon: 'pause', label: 'Pause', run: () => pause(group) };
    case 'PAUSED': return { id: 'resume', icon: 'play', label: 'Resume', run: () => resume(group) };
    case 'WAITING': return { id: 'start', icon: 'restart', label: 'Try now', run: () => start(group) };
    default: return { id: 'start', icon: 'play', label: 'Start', run: () => start(group) };
  }
}

const NONE = [];

/**
 * The buttons of a group; nothing when the user may not change anything.
 * @param named whether the buttons name the group, in a view of something else
 * @param more further items of the menu
 */
export function GroupActions({ group, large, named, more = NONE }) {
  const mayWrite = useMayWrite();
  const action = useStore(busy).get(group.group);
  const main = mainAction(group);
  const stops = ['RUNNING', 'PAUSED', 'WAITING'].includes(group.state);
  const items = useMemo(() => [
    stops && (!large || named) && { icon: 'stop', label: named ? 'Stop the group' : 'Stop', onClick: () => stop(group.group) },
    { icon: 'restart', label: 'Replay', href: replayView(group.group) },
    { icon: 'audit', label: 'Audit the group', href: href('/audits', { groups: group.group }) },
    ...more,
  ], [group.group, stops, large, more]);
  if (!mayWrite) {
    return null;
  }
  const label = named ? `${main.label} group ${group.group}` : main.label;
  return html`<div class="row end nowrap-row">
    <${Button} id=${large ? main.id : null} icon=${main.icon} label=${large ? label : `${main.label} ${group.group}`} kind=${large && !(named && main.id === 'pause') ? 'primary' : ''} small=${!large} iconOnly=${!large} busy=${Boolean(action)} onClick=${main.run} />
    ${large && !named && stops && html`<${Button} id="stop" icon="stop" label="Stop" busy=${action === 'stop'} disabled=${Boolean(action)} onClick=${() => stop(group.group)} />`}
    <${Menu} id=${large ? 'group-menu' : null} label=${`More for group ${group.group}`} small=${!large} items=${items} /></div>`;
}
