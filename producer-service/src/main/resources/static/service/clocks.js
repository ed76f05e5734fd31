// The clocks that several streams share.
import { html, useState } from '/app/lib.js';
import { useLive, refresh, update } from '/app/live.js';
import { patch, post, put, remove } from '/app/api.js';
import { useMayWrite } from '/app/about.js';
import { attempt } from '/app/toast.js';
import { confirm } from '/app/dialog.js';
import { href } from '/app/router.js';
import { Badge, Button, Card, Empty, Facts, Loading, Note, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { focusError, NumberField, TextField } from '/app/form.js';
import { count, number, plural } from '/app/format.js';
import { numberOf } from './pace.js';
import { stateOf } from './state.js';

export const CLOCKS = '/api/clocks';

const pathOf = (name) => `${CLOCKS}/${encodeURIComponent(name)}`;

const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];

const shown = (time) => String(time).replace('T', ' ').replace(/\.\d+$/, '');

function show(clock) {
  update(CLOCKS, (all) => all.map((one) => (one.name === clock.name ? clock : one)));
  refresh(CLOCKS);
}

const run = (clock, path, said) => attempt(async () => show(await post(pathOf(clock.name) + path)), said, `Clock ${clock.name}`);

function Controls({ clock }) {
  const running = clock.state === 'RUNNING';
  return html`<div class="row">
    ${running
      ? html`<${Button} icon="pause" label=${`Pause ${clock.name}`} small iconOnly onClick=${() => run(clock, '/pause', `Clock ${clock.name} stands. Its streams wait.`)} />`
      : html`<${Button} icon="play" label=${`${clock.state === 'PAUSED' ? 'Resume' : 'Start'} ${clock.name}`} small iconOnly onClick=${() => run(clock, clock.state === 'PAUSED' ? '/resume' : '/start', `Clock ${clock.name} runs.`)} />`}
    ${clock.state !== 'STOPPED' && html`<${Button} icon="stop" label=${`Stop ${clock.name}`} small iconOnly onClick=${() => run(clock, '/stop', `Clock ${clock.name} is stopped. It keeps its time.`)} />`}
    ${clock.streams.length === 0 && html`<${Button} icon="trash" label=${`Delete ${clock.name}`} kind="quiet" small iconOnly onClick=${() => confirm({
      title: `Delete clock ${clock.name}?`, says: 'No stream follows it.', loses: ['Its settings and its time'], action: 'Delete the clock', icon: 'trash',
      run: async () => {
        await remove(pathOf(clock.name));
        update(CLOCKS, (all) => all.filter((one) => one.name !== clock.name));
        refresh(CLOCKS);
      },
    })} />`}</div>`;
}

/** One value of a clock that is changed at once. */
function Change({ label, hint, path, field: Field = TextField, unit, initial, action, send }) {
  const [value, setValue] = useState(initial);
  const [error, setError] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    setError(null);
    try {
      show(await send(value));
    } catch (problem) {
      setError(problem.errors?.[path] ?? [problem.detail, problem.remedy].filter(Boolean).join('. '));
      requestAnimationFrame(() => focusError(form));
    }
  };
  return html`<form class="row" onSubmit=${submit}><${Field} path=${`${path}-${label}`} label=${label} hint=${hint} unit=${unit} error=${error} value=${value} onInput=${setValue} />
    <${Button} type="submit" small label=${action} /></form>`;
}

function Streams({ streams }) {
  if (streams.length === 0) {
    return html`<p class="faint">No stream follows it. Give a stream the pace <code>{"type":"event-time","clock":"…"}</code>.</p>`;
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
  return html`<${Card} id=${`clock-${clock.name}`} title=${clock.name} actions=${mayWrite && html`<${Controls} clock=${clock} />`}><div class="stack">
    <div class="row"><${Badge} ...${stateOf(clock)} large /><span class="lead-figure">${shown(clock.time)}</span></div>
    <${Facts} items=${facts} />
    <${Streams} streams=${clock.streams} />
    ${mayWrite && html`<div class="fields">
      <${Change} key=${`speed-${clock.speedup}`} label="Times as fast" path="speedup" field=${NumberField} unit="×" initial=${String(clock.speedup)} action="Change the speed" send=${(value) => patch(pathOf(clock.name), { speedup: numberOf(value) })} />
      <${Change} label="Seek to" path="to" hint="Such as 2023-08-05T12:00. Rows since an earlier time are sent again." initial="" action="Seek" send=${(value) => post(`${pathOf(clock.name)}/seek`, { to: value.trim() })} /></div>`}
  </div><//>`;
}

const EMPTY = { name: '', from: '', to: '', zone: '', speedup: '60', maxGap: '' };

function NewClock() {
  const [draft, setDraft] = useState(EMPTY);
  const [errors, setErrors] = useState({});
  const field = (name) => ({ path: name, error: errors[name], value: draft[name], onInput: (value) => setDraft({ ...draft, [name]: value }) });
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    setErrors({});
    const name = draft.name.trim();
    if (!name) {
      setErrors({ name: 'is needed' });
      requestAnimationFrame(() => focusError(form));
      return;
    }
    const spec = { from: draft.from.trim() || null, to: draft.to.trim(), zone: draft.zone.trim(), speedup: numberOf(draft.speedup), maxGap: draft.maxGap.trim() };
    try {
      await put(pathOf(name), Object.fromEntries(Object.entries(spec).filter(([key, value]) => key === 'from' || (value !== '' && value !== null))));
      setDraft(EMPTY);
      refresh(CLOCKS);
    } catch (problem) {
      setErrors(Object.keys(problem.errors ?? {}).length > 0 ? problem.errors : { name: problem.detail });
      requestAnimationFrame(() => focusError(form));
    }
  };
  return html`<${Card} id="new-clock" title="New clock"><form class="stack" onSubmit=${submit}><div class="fields">
    <${TextField} label="Name" ...${field('name')} />
    <${TextField} label="From" hint="Event time, such as 2023-08-01T00:00" ...${field('from')} />
    <${TextField} label="To (optional)" hint="The clock ends there" ...${field('to')} />
    <${TextField} label="Time zone (optional)" suggestions=${ZONES} ...${field('zone')} />
    <${NumberField} label="Times as fast" unit="×" hint="60: a minute of the rows takes a second" ...${field('speedup')} />
    <${TextField} label="Longest gap (optional)" hint="A longer time without rows counts as this, such as 1h" suggestions=${['10m', '1h', '1d']} ...${field('maxGap')} /></div>
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
      ${mayWrite && html`<${NewClock} />`}
      ${data?.length > 0 && html`<${Note}>A change takes effect a quarter of a second later, on all replicas at once.<//>`}</div>`;
}
