// The form of a stream: a new one, or one that is stopped.
import { html, useEffect, useMemo, useRef, useState } from '/app/lib.js';
import { get, post, put } from '/app/api.js';
import { useLive, refresh } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { go, guardLeaving, href, useAddress } from '/app/router.js';
import { done } from '/app/toast.js';
import { focusError, otherErrors } from '/app/form.js';
import { Button, ButtonLink, Card, Empty, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { emptyForm, formOf, likely, nameOf, specOf, topicOf } from './spec.js';
import { CsvFields, DeliveryFields, DirectoryFields, NameFields, RandomFields, SourceChoice } from './fields.js';
import { draftOf, PaceFields } from './pace.js';
import { usePreview, Preview } from './preview.js';
import { pathOf, stop, STREAMS } from './actions.js';

/** Facts for suggestions: asked once in a while, not each second. */
function useFacts() {
  const { data: files } = useLive('/api/files', { every: 10_000 });
  const { data: streams } = useLive(STREAMS, { every: 10_000 });
  return useMemo(() => ({
    files: files ?? [],
    names: new Set((streams ?? []).map((stream) => stream.name)),
    topics: [...new Set(['AIR', 'EARTH', 'WATER', ...(streams ?? []).map((stream) => stream.topic)])].sort(),
    known: Boolean(files && streams),
  }), [files, streams]);
}

/** The form after another file was chosen: what the user has not touched follows the file. */
function withFile(form, name, facts, touched) {
  const file = facts.files.find((one) => one.name === name);
  const columns = file?.columns ?? [];
  const free = (field) => !touched.has(field);
  return {
    ...form,
    file: name,
    ...(free('topic') && name ? { topic: topicOf(name) || form.topic } : {}),
    ...(free('name') && name ? { name: nameOf(name, facts.names) } : {}),
    ...(free('source.timeColumn') && columns.length > 0 ? { timeColumn: likely(columns, 'Time', /time|date/i) } : {}),
    ...(free('source.stationColumn') && columns.length > 0 ? { stationColumn: likely(columns, 'Station', /station|sensor|device/i) } : {}),
  };
}

function useInitial(query, name, facts) {
  const [initial, setInitial] = useState(null);
  const [problem, setProblem] = useState(null);
  const like = name ?? query.like;
  useEffect(() => {
    if (initial || !facts.known) {
      return;
    }
    if (like) {
      get(pathOf(like)).then((stream) => setInitial({ ...formOf(stream), name: name ?? nameOf(stream.name, facts.names), autoStart: name ? stream.autoStart : true }), setProblem);
    } else {
      const type = ['random', 'directory'].includes(query.source) ? query.source : 'csv';
      const form = { ...emptyForm(), type, ...(query.clock ? { pace: draftOf({ type: 'event-time', clock: query.clock }) } : {}) };
      setInitial(query.file ? withFile(form, query.file, facts, new Set()) : form);
    }
  }, [facts.known]);
  return [initial, problem];
}

export function NewStream() {
  const { query } = useAddress();
  return html`<${Form} query=${query} />`;
}

export const EditStream = ({ name }) => html`<${Form} query=${{}} name=${name} />`;

function Form({ query, name }) {
  const facts = useFacts();
  const mayWrite = useMayWrite();
  const [initial, problem] = useInitial(query, name, facts);
  const title = name ? `Change ${name}` : 'New stream';
  const back = name ? { to: href(`/streams/${name}`), label: name } : { to: href('/streams'), label: 'Streams' };
  if (!mayWrite) {
    return html`<${ViewHead} title=${title} back=${back} /><div class="card"><${Empty} icon="user" title="You may look only">The user operator can create and change streams.<//></div>`;
  }
  return html`<${ViewHead} title=${title} back=${back} lead=${name ? 'The position is kept for the same source, and lost for another one.' : null} />
    ${problem ? html`<${ProblemNote} problem=${problem} />` : initial ? html`<${Fields} initial=${initial} facts=${facts} name=${name} />` : html`<${Loading} lines=${10} />`}`;
}

/** Says before anything is typed that the service refuses a change of a stream that runs. */
function RunningNote({ name }) {
  const { data: stream } = useLive(pathOf(name), { every: 2_000 });
  if (!['RUNNING', 'PAUSED'].includes(stream?.state)) {
    return null;
  }
  return html`<${Note} id="runs" kind="warn" title=${`Stream ${name} ${stream.state === 'PAUSED' ? 'is paused' : 'runs'}. Its definition can be saved when it is stopped.`} remedy="A stop keeps the position. The pace can be changed on the view of the stream, while it runs."
    action=${html`<${Button} icon="stop" small label="Stop" aria-label=${`Stop ${name}`} onClick=${() => stop(name)} />`} />`;
}

/** Marks fields that were touched, so that an empty form does not begin with errors. */
function useForm(initial, facts) {
  const [form, setForm] = useState(initial);
  const [touched, setTouched] = useState(() => new Set());
  const [last, setLast] = useState(null);
  const touch = (path) => {
    setLast(path);
    setTouched((before) => (before.has(path) ? before : new Set(before).add(path)));
  };
  const set = (path, changes) => {
    touch(path);
    setForm((before) => ({ ...before, ...changes }));
  };
  const setFile = (name) => {
    touch('source.file');
    setForm((before) => withFile(before, name, facts, touched));
  };
  return { form, set, setFile, touched, last };
}

function useSubmit(name, form, element, setErrors, leave) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const spec = specOf(form);
      const stream = name ? await put(pathOf(name), spec) : await post(STREAMS, spec);
      leave();
      refresh(STREAMS);
      done(name ? `Stream ${name} is changed.` : `Stream ${stream.name} is created${stream.autoStart ? ' and runs' : ''}.`);
      go(`/streams/${stream.name}`);
    } catch (failure) {
      const errors = failure.type === 'stream-exists' ? { name: failure.detail } : failure.errors ?? {};
      setErrors(errors);
      setProblem(failure);
      setBusy(false);
      requestAnimationFrame(() => element.current && focusError(element.current));
    }
  };
  return { submit, busy, problem };
}

function Fields({ initial, facts, name }) {
  const { form, set, setFile, touched, last } = useForm(initial, facts);
  const element = useRef(null);
  const [refused, setRefused] = useState({});
  const preview = usePreview(form, Boolean(refused.errors));
  const left = useRef(false);
  const { submit, busy, problem } = useSubmit(name, form, element, (errors) => setRefused({ errors, form }), () => { left.current = true; });
  useEffect(() => guardLeaving(() => (touched.size > 0 && !left.current ? 'Leave this form? What you have typed is lost.' : null)), [touched]);
  // What the service has refused is shown until the form changes; then the preview knows better.
  const errors = refused.form === form || !preview.known ? refused.errors ?? {} : touchedOnly(preview.errors, touched, Boolean(refused.errors), preview.waiting ? last : null);
  const others = problem ? otherErrors(errors, element.current) : [];
  const file = facts.files.find((one) => one.name === form.file);
  const parts = { form, set, errors, facts, file };
  return html`<div class=${preview.off ? 'narrow' : 'columns wide-left'}><form ref=${element} id="stream-form" class="stack stack-5" novalidate onSubmit=${(event) => { event.preventDefault(); submit(); }}>
      ${name && html`<${RunningNote} name=${name} />`}
      <${Card} title="Source"><div class="stack"><${SourceChoice} ...${parts} />${form.type === 'csv' && html`<${CsvFields} ...${parts} setFile=${setFile} />`}${form.type === 'directory' && html`<${DirectoryFields} ...${parts} />`}${form.type === 'random' && html`<${RandomFields} ...${parts} />`}</div><//>
      <${Card} title="Stream"><${NameFields} ...${parts} fixed=${name} /><//>
      <${Card} title="Pace"><${PaceFields} draft=${form.pace} onDraft=${(pace) => set('pace', { pace })} errors=${errors} prefix="pace." /><//>
      <${Card} title="Partitions and delivery"><${DeliveryFields} ...${parts} /><//>
      ${problem && html`<${Note} kind="bad" role="alert" title=${problem.title} remedy=${Object.keys(errors).length > 0 ? 'Correct the marked fields.' : problem.remedy}>
        ${Object.keys(errors).length === 0 ? problem.detail : others.length > 0 && html`<ul class="bullets">${others.map(([path, reason]) => html`<li><code>${path}</code> ${reason}</li>`)}</ul>`}<//>`}
      <div class="row row-4"><${Button} id="submit" type="submit" kind="primary" icon=${name ? 'check' : 'play'} busy=${busy} label=${name ? 'Save the definition' : form.autoStart ? 'Create and start' : 'Create'} />
        <${ButtonLink} label="Cancel" kind="quiet" to=${href(name ? `/streams/${name}` : '/streams')} /></div>
    </form><${Preview} preview=${preview} form=${form} /></div>`;
}

const isOf = (path, field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

/** The errors to show: those of fields that were touched, but not of the field that is just being typed. */
function touchedOnly(errors, touched, all, typed) {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => !(typed && isOf(path, typed)) && (all || [...touched].some((field) => isOf(path, field)))));
}
