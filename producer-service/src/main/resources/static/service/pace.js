// The pace of a stream: fields of a form, and the control of a stream that runs.
import { html, useEffect, useRef, useState } from '/app/lib.js';
import { Button, Card, Segments } from '/app/parts.js';
import { focusError, NumberField, TextField } from '/app/form.js';
import { done } from '/app/toast.js';
import { rate } from '/app/format.js';
import { useMayWrite } from '/app/about.js';
import { useLive } from '/app/live.js';
import { changePace, CLOCKS } from './actions.js';
import { paceText } from './state.js';

const TYPES = [['unlimited', 'Full speed'], ['rate', 'Rate'], ['interval', 'Interval'], ['event-time', 'Event time'], ['cron', 'Cron']];

const MEANING = {
  unlimited: 'Rows are sent as fast as Kafka takes them.',
  rate: 'Rows are sent evenly, so many each second.',
  interval: 'One row is sent each time.',
  'event-time': 'Rows are sent at the distances of their own times.',
  cron: 'One row is sent at each time of the expression.',
};

const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];

/** A pace as texts of a form: each type keeps what was typed. */
export function draftOf(pace) {
  return {
    type: 'unlimited', perSecond: '100', every: '1s', speedup: '60', maxGap: '', clock: '', expression: '*/5 * * * * *', zone: '',
    ...Object.fromEntries(Object.entries(pace ?? {}).map(([name, value]) => [name, value === null ? '' : String(value)])),
  };
}

/** A number as JSON; text that is no number stays text, and the service says what is wrong. */
export function numberOf(text) {
  const trimmed = String(text).trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed === '' ? null : trimmed;
}

export function paceOf(draft) {
  switch (draft.type) {
    case 'rate': return { type: 'rate', perSecond: numberOf(draft.perSecond) };
    case 'interval': return { type: 'interval', every: draft.every.trim() || null };
    case 'event-time': return draft.clock.trim() ? { type: 'event-time', clock: draft.clock.trim() } : { type: 'event-time', speedup: numberOf(draft.speedup), ...(draft.maxGap.trim() ? { maxGap: draft.maxGap.trim() } : {}) };
    case 'cron': return { type: 'cron', expression: draft.expression.trim(), ...(draft.zone.trim() ? { zone: draft.zone.trim() } : {}) };
    default: return { type: 'unlimited' };
  }
}

const LOW = -1;
const HIGH = 6;

/** A slider over powers of ten. */
function Slider({ label, value, low = LOW, high = HIGH, onInput, onChange }) {
  const number = Math.max(10 ** low, Number(value) || 10 ** low);
  const position = Math.round(((Math.log10(number) - low) / (high - low)) * 100);
  const at = (text) => {
    const raw = 10 ** (low + (Number(text) / 100) * (high - low));
    const digits = 10 ** (Math.floor(Math.log10(raw)) - 1);
    return String(Number((Math.round(raw / digits) * digits).toPrecision(2)));
  };
  return html`<input class="slider" type="range" min="0" max="100" step="1" value=${Math.max(0, Math.min(100, position))} aria-label=${label} aria-valuetext=${rate(number)}
    onInput=${(event) => onInput(at(event.target.value))} onChange=${(event) => onChange?.(at(event.target.value))} />`;
}

/**
 * The fields of a pace.
 * @param prefix of the paths in the errors, `pace.` in a stream
 * @param onPick called when a value is final, such as when the slider is released
 */
export function PaceFields({ draft, onDraft, errors, prefix = '', onPick }) {
  const field = (name) => ({ path: prefix + name, error: errors[prefix + name], value: draft[name], onInput: (value) => onDraft({ ...draft, [name]: value }) });
  const { data: clocks } = useLive(draft.type === 'event-time' ? CLOCKS : null, { every: 10_000 });
  const pick = (name) => (value) => onPick?.({ ...draft, [name]: value });
  return html`<div class="stack">
    <${Segments} label="Pace" value=${draft.type} choices=${TYPES} id=${`${prefix ? 'new-' : ''}pace-type`} onChange=${(type) => onDraft({ ...draft, type })} />
    <p class="soft small">${MEANING[draft.type]}</p>
    ${draft.type === 'rate' && html`<div class="stack stack-2"><${NumberField} label="Rows per second" unit="rows/s" ...${field('perSecond')} />
      <${Slider} label="Rows per second" value=${draft.perSecond} onInput=${field('perSecond').onInput} onChange=${pick('perSecond')} /></div>`}
    ${draft.type === 'interval' && html`<${TextField} label="Time between two rows" hint="A number with ms, s, m, h or d" suggestions=${['100ms', '1s', '5s', '1m']} ...${field('every')} />`}
    ${draft.type === 'event-time' && html`<${TextField} label="Clock (optional)" suggestions=${clocks?.map((clock) => clock.name)} hint="A clock that other streams follow, too. It has its own speed" ...${field('clock')} />`}
    ${draft.type === 'event-time' && !draft.clock.trim() && html`<div class="fields"><div class="stack stack-2"><${NumberField} label="Times as fast" unit="×" hint="60: a minute of the rows takes a second" ...${field('speedup')} />
      <${Slider} label="Times as fast" low=${0} high=${5} value=${draft.speedup} onInput=${field('speedup').onInput} onChange=${pick('speedup')} /></div>
      <${TextField} label="Longest gap (optional)" hint="A longer gap counts as this, such as 1h" suggestions=${['10m', '1h', '1d']} ...${field('maxGap')} /></div>`}
    ${draft.type === 'cron' && html`<div class="fields"><${TextField} label="Expression" hint="Six fields: second, minute, hour, day, month, day of week" ...${field('expression')} />
      <${TextField} label="Time zone (optional)" suggestions=${ZONES} ...${field('zone')} /></div>`}
  </div>`;
}

/** Changes the pace of a stream at once. */
export function PaceCard({ stream }) {
  const mayWrite = useMayWrite();
  const now = JSON.stringify(stream.pace);
  const [draft, setDraft] = useState(() => draftOf(stream.pace));
  const [touched, setTouched] = useState(false);
  const [errors, setErrors] = useState({});
  const [busy, setBusy] = useState(false);
  const form = useRef(null);
  useEffect(() => {
    if (!touched) {
      setDraft(draftOf(stream.pace)); // another window has changed it
    }
  }, [now, touched]);
  const apply = async (next) => {
    setBusy(true);
    setErrors({});
    try {
      await changePace(stream.name, paceOf(next));
      setTouched(false);
      done(`Pace of ${stream.name}: ${paceText(paceOf(next))}.`);
    } catch (problem) {
      setErrors(Object.keys(problem.errors).length > 0 ? problem.errors : { '': [problem.detail, problem.remedy].filter(Boolean).join('. ') });
      requestAnimationFrame(() => form.current && focusError(form.current));
    } finally {
      setBusy(false);
    }
  };
  const edit = (next) => {
    setDraft(next);
    setTouched(true);
  };
  if (!mayWrite) {
    return null;
  }
  const other = Object.entries(errors).filter(([path]) => !(path in draft)).map(([path, reason]) => `${path} ${reason}`.trim());
  return html`<${Card} title="Pace" id="pace"><form ref=${form} class="stack" onSubmit=${(event) => { event.preventDefault(); apply(draft); }}>
    <${PaceFields} draft=${draft} onDraft=${edit} errors=${errors} onPick=${apply} />
    ${other.length > 0 && html`<p class="error-text" role="alert">${other.join('; ')}</p>`}
    <div class="row"><${Button} id="pace-apply" type="submit" label="Change the pace" kind=${touched ? 'primary' : ''} busy=${busy} disabled=${!touched} />
      ${touched && html`<${Button} label="Undo" kind="quiet" onClick=${() => { setTouched(false); setErrors({}); }} />`}
      <span class="faint small">${touched ? 'From the next row on.' : `Now: ${paceText(stream.pace)}`}</span></div>
  </form><//>`;
}
