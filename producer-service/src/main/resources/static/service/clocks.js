// The clocks that several streams share.
import { html, uniqueId, useState } from '/app/lib.js';
import { useLive, refresh, update } from '/app/live.js';
import { patch, post, put, remove } from '/app/api.js';
import { useMayWrite } from '/app/about.js';
import { attempt, done } from '/app/toast.js';
import { confirm } from '/app/dialog.js';
import { href } from '/app/router.js';
import { Badge, Button, Card, Empty, Facts, Loading, Note, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { focusError, NumberField, TextField } from '/app/form.js';
import { count, number, plural } from '/app/format.js';
import { numberOf } from './pace.js';
import { CLOCKS } from './actions.js';
import { stateOf } from './state.js';

const pathOf = (name) => `${CLOCKS}/${encodeURIComponent(name)}`;

const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];

const shown = (time) => String(time).replace('T', ' ').replace(/\.\d+$/, '');

function show(clock) {
  update(CLOCKS, (all) => all.map((one) => (one.name === clock.name ? clock : one)));
  refresh(CLOCKS);
}

const run = (clock, path, said) => attempt(async () => show(await post(pathOf(clock.name) + path)), said, `Clock ${clock.name}`);

const card = (clock) => `clock-${clock.name}`;

/** The button that starts or stops a clock stays; another one that had the focus may be gone. */
function focusMain(clock) {
  requestAnimationFrame(() => document.activeElement === document.body && document.getElementById(`${card(clock)}-main`)?.focus());
}

async function stop(clock) {
  await run(clock, '/stop', `Clock ${clock.name} is stopped. It keeps its time.`);
  focusMain(clock);
}

async function deleteClock(clock) {
  const deleted = await confirm({
    title: `Delete clock ${clock.name}?`, says: 'No stream follows it.', loses: ['Its settings and its time'], action: 'Delete the clock', icon: 'trash',
    run: async () => {
      await remove(pathOf(clock.name));
      update(CLOCKS, (all) => all.filter((one) => one.name !== clock.name));
      refresh(CLOCKS);
    },
  });
  if (deleted) {
    done(`Clock ${clock.name} is deleted.`);
    document.getElementById('title')?.focus();
  }
}

function Controls({ clock }) {
  const main = {
    RUNNING: ['pause', 'Pause', '/pause', `Clock ${clock.name} stands. Its streams wait.`],
    PAUSED: ['play', 'Resume', '/resume', `Clock ${clock.name} runs.`],
    STOPPED: ['play', 'Start', '/start', `Clock ${clock.name} runs.`],
  }[clock.state];
  return html`<div class="row">
    <${Button} id=${`${card(clock)}-main`} icon=${main[0]} label=${`${main[1]} ${clock.name}`} small iconOnly onClick=${() => run(clock, main[2], main[3])} />
    ${clock.state !== 'STOPPED' && html`<${Button} icon="stop" label=${`Stop ${clock.name}`} small iconOnly onClick=${() => stop(clock)} />`}
    ${clock.streams.length === 0 && html`<${Button} icon="trash" label=${`Delete ${clock.name}`} kind="quiet" small iconOnly onClick=${() => deleteClock(clock)} />`}</div>`;
}

/**
 * One value of a clock that is changed at once.
 * @param now the value that is shown until another one is typed
 * @param path the field in the request
 * @param said says what was done, from the clock as it is then
 */
function Change({ clock, label, hint, path, field: Field = TextField, unit, now, action, send, said }) {
  const [id] = useState(() => uniqueId(path));
  const [typed, setTyped] = useState(null);
  const [error, setError] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    setError(null);
    try {
      const changed = await send(typed ?? now);
      setTyped(null);
      show(changed);
      done(said(changed));
    } catch (problem) {
      setError(problem.errors?.[path] ?? [problem.detail, problem.remedy].filter(Boolean).join('. '));
      requestAnimationFrame(() => focusError(form));
    }
  };
  return html`<form class="row" novalidate onSubmit=${submit}><${Field} path=${id} label=${label} hint=${hint} unit=${unit} error=${error} value=${typed ?? now} onInput=${setTyped} />
    <${Button} type="submit" small label=${action} aria-label=${`${action}: ${clock.name}`} /></form>`;
}

function Streams({ clock: { name, streams } }) {
  if (streams.length === 0) {
    return html`<p class="faint">No stream follows it. <a href=${href('/new', { clock: name })}>Create one that does</a>, or give another stream the pace “event time” with this clock.</p>`;
  }
  return html`<ul class="stack stack-2">${streams.map((stream) => html`<li key=${stream.name} class="row"><${Badge} ...${stateOf(stream)} />
    <a href=${href(`/streams/${stream.name}`)}>${stream.name}</a><span class="faint small">${[stream.eventTime && `next row ${shown(stream.eventTime)}`, stream.rowsSkipped > 0 && `${plural(stream.rowsSkipped, 'row')} skipped`, stream.owner].filter(Boolean).join(' · ')}</span></li>`)}</ul>`;
}

function Clock({ clock }) {
  const mayWrite = useMayWrite();
  const facts = [
    ['From', shown(clock.from)], clock.to && ['To', shown(clock.to)], clock.zone && ['Time zone', clock.zone],
    ['Speed', `× ${number(clock.speedup)}`], clock.maxGap && ['Longest gap', clock.maxGap], clock.seeks > 0 && ['Seeks', count(clock.seeks)],
  ];
  return html`<${Card} id=${card(clock)} title=${clock.name} actions=${mayWrite && html`<${Controls} clock=${clock} />`}><div class="stack">
    <div class="row"><${Badge} ...${stateOf(clock)} large /><span class="lead-figure">${shown(clock.time)}</span></div>
    <${Facts} items=${facts} />
    <${Streams} clock=${clock} />
    ${mayWrite && html`<div class="fields">
      <${Change} clock=${clock} label="Times as fast" path="speedup" field=${NumberField} unit="×" now=${String(clock.speedup)} action="Change the speed"
        send=${(value) => patch(pathOf(clock.name), { speedup: numberOf(value) })} said=${({ speedup }) => `Clock ${clock.name}: × ${number(speedup)}.`} />
      <${Change} clock=${clock} label="Seek to" path="to" hint="Such as 2023-08-05T12:00. Rows since an earlier time are sent again." now="" action="Seek"
        send=${(value) => post(`${pathOf(clock.name)}/seek`, { to: value.trim() || null })} said=${() => `Clock ${clock.name} is sought.`} /></div>`}
  </div><//>`;
}

/** As the service has it. A name is a part of the address, so it is checked here. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const NAME_RULE = 'must be 1 to 100 letters, digits, ".", "_" or "-", but not "." or ".."';

const EMPTY = { name: '', from: '', to: '', zone: '', speedup: '60', maxGap: '' };

function specOf(draft) {
  const spec = { from: draft.from.trim() || null, to: draft.to.trim(), zone: draft.zone.trim(), speedup: numberOf(draft.speedup), maxGap: draft.maxGap.trim() };
  return Object.fromEntries(Object.entries(spec).filter(([key, value]) => key === 'from' || (value !== '' && value !== null)));
}

/** A clock of this name exists: the service replaces one that is stopped. */
const mayReplace = (clock, spec) => confirm({
  title: `Replace clock ${clock.name}?`,
  says: 'There is a clock of this name. It gets the settings of this form.',
  loses: ['Its settings', ...(spec.from === clock.from ? [] : ['The time that it shows, because it begins at another one'])],
  keeps: clock.streams.length > 0 ? ['Its streams'] : [],
  action: 'Replace the clock',
});

function NewClock({ clocks }) {
  const [draft, setDraft] = useState(EMPTY);
  const [errors, setErrors] = useState({});
  const [problem, setProblem] = useState(null);
  const field = (name) => ({ path: name, error: errors[name], value: draft[name], onInput: (value) => setDraft({ ...draft, [name]: value }) });
  const refuse = (form, reasons, failure) => {
    setErrors(reasons);
    setProblem(failure);
    requestAnimationFrame(() => focusError(form));
  };
  const save = async (name) => {
    const spec = specOf(draft);
    const known = clocks.find((clock) => clock.name === name);
    if (known && !await mayReplace(known, spec)) {
      return;
    }
    await put(pathOf(name), spec);
    setDraft(EMPTY);
    refresh(CLOCKS);
    done(`Clock ${name} is ${known ? 'replaced' : 'created. Start it when its streams are there'}.`);
  };
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = draft.name.trim();
    setErrors({});
    setProblem(null);
    if (!NAME.test(name)) {
      refuse(form, { name: name ? NAME_RULE : 'is needed' }, null);
      return;
    }
    try {
      await save(name);
    } catch (failure) {
      const marked = Object.keys(failure.errors).length > 0;
      refuse(form, failure.errors, marked ? null : failure);
    }
  };
  return html`<${Card} id="new-clock" title="New clock"><form class="stack" novalidate onSubmit=${submit}><div class="fields">
    <${TextField} label="Name" ...${field('name')} />
    <${TextField} label="From" hint="Event time, such as 2023-08-01T00:00" ...${field('from')} />
    <${TextField} label="To (optional)" hint="The clock ends there" ...${field('to')} />
    <${TextField} label="Time zone (optional)" suggestions=${ZONES} ...${field('zone')} />
    <${NumberField} label="Times as fast" unit="×" hint="60: a minute of the rows takes a second" ...${field('speedup')} />
    <${TextField} label="Longest gap (optional)" hint="A longer time without rows counts as this, such as 1h" suggestions=${['10m', '1h', '1d']} ...${field('maxGap')} /></div>
    ${problem && html`<${ProblemNote} problem=${problem} />`}
    <div class="row"><${Button} type="submit" icon="plus" kind="primary" label="Create the clock" /></div></form><//>`;
}

export function Clocks() {
  const mayWrite = useMayWrite();
  const { data, problem } = useLive(CLOCKS, { every: 1_000 });
  return html`<${ViewHead} title="Clocks" lead=${data ? `${plural(data.length, 'clock')}. A clock sends rows of one instant at one instant, in all streams that follow it.` : html`<${Skeleton} width="14rem" />`} />
    <div class="stack stack-5">${problem && !data && html`<${ProblemNote} problem=${problem} />`}
      ${!data && !problem && html`<${Loading} />`}
      ${data?.map((clock) => html`<${Clock} key=${clock.name} clock=${clock} />`)}
      ${data?.length === 0 && html`<div class="card"><${Empty} icon="clock" title="No clock yet">${mayWrite ? 'Create one below. Then give streams the pace “event time” with its name.' : 'The operator can create clocks.'}<//></div>`}
      ${mayWrite && html`<${NewClock} clocks=${data ?? []} />`}
      ${data?.length > 0 && html`<${Note}>A change takes effect a quarter of a second later, on all replicas at once.<//>`}</div>`;
}
