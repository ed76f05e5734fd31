// Takes a group back to an earlier offset of a topic.
import { html, useRef, useState } from '/app/lib.js';
import { post } from '/app/api.js';
import { refresh, useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { setQuery, useAddress } from '/app/router.js';
import { confirm } from '/app/dialog.js';
import { Badge, Button, ButtonLink, Card, Note, Segments, ViewHead } from '/app/parts.js';
import { CheckField, focusError, NumberField, otherErrors, SelectField, TextField } from '/app/form.js';
import { Table } from '/app/table.js';
import { bytes, count, DASH, plural, time, zone } from '/app/format.js';
import { FILES, groupPath, groupState, groupView, nameOf, total } from './state.js';
import { start, whileStopped } from './actions.js';
import { useGroup } from './group.js';

const FROM = [['beginning', 'The beginning'], ['offset', 'An offset'], ['time', 'A time']];

const MEANING = {
  beginning: 'All records that Kafka still has are written again.',
  offset: 'Each partition is written again from this offset on. An offset after the last one changes no file: it only acknowledges rows that were lost.',
  time: 'Each partition is written again from the first record that was sent at this time or later.',
};

/** What is certainly wrong, before the group is stopped; null when nothing is. */
function faultOf({ from, offset, at }) {
  if (from === 'offset') {
    return /^\d+$/.test(offset.trim()) ? null : 'must be a whole number, 0 or more';
  }
  return from === 'time' && Number.isNaN(Date.parse(at)) ? 'must be a time' : null;
}

/** The start of a replay in the request. A larger offset than JavaScript can count is after all rows, too. */
function fromOf({ from, offset, at }) {
  if (from === 'offset') {
    return { offset: Math.min(Number(offset), Number.MAX_SAFE_INTEGER) };
  }
  return from === 'time' ? { timestamp: new Date(at).toISOString() } : 'beginning';
}

/** The files of a topic that a replay may change, and their rows. */
function effects(files, { topic, from, offset }) {
  const own = files.filter((file) => file.topic === topic);
  const affected = from === 'offset' ? own.filter((file) => file.nextOffset > Number(offset)) : own;
  return { files: affected.length, rows: total(affected, (file) => file.rows) ?? 0, bytes: total(affected, (file) => file.bytes) ?? 0 };
}

function question(group, form, files, run) {
  const { topic, from, at } = form;
  const found = effects(files ?? [], form);
  const where = { beginning: 'the beginning', offset: `offset ${form.offset}`, time: time(at) }[from];
  return {
    title: `Replay ${topic} from ${where}?`,
    says: `${group.state === 'STOPPED' ? '' : `Group ${group.group} is stopped first. `}Files are truncated at the next start of the group, then their rows are written again.${form.startAgain ? ' The group is started afterwards.' : ''}`,
    loses: !files ? ['The rows of the files from there on, until they are written again'] : found.files === 0 ? ['Nothing: no file has rows from there on']
      : [`${from === 'beginning' ? '' : 'Up to '}${plural(found.rows, 'row')} of ${plural(found.files, 'file')} (${bytes(found.bytes)}), until they are written again`, 'Rows whose records Kafka removes before they are written again'],
    keeps: ['All records in Kafka', 'Rows that Kafka no longer has: they stay in their files', group.topics.length > 1 ? 'The other topics of the group' : null].filter(Boolean),
    action: 'Replay',
    icon: 'restart',
    run,
  };
}

function Shortened({ row }) {
  const all = [row.shortened, ...(row.alsoShortened ?? [])].filter(Boolean);
  return all.length === 0 ? DASH : all.map((file) => html`<span class="sub break" key=${file.file}>${file.file}: ${plural(file.rows, 'row')} stay</span>`);
}

const RESULT = [
  { id: 'partition', label: 'Partition', value: (row) => row.partition, cell: (row) => nameOf(row) },
  { id: 'from', label: 'Continues at', numeric: true, value: (row) => row.from, cell: (row) => count(row.from) },
  { id: 'rows', label: 'Written again', numeric: true, value: (row) => row.rows, cell: (row) => plural(row.rows, 'row') },
  { id: 'deleted', label: 'Files that are deleted', whole: true, value: (row) => row.deleted.length, cell: (row) => (row.deleted.length === 0 ? DASH : html`${row.setAside && 'Set aside:'}${row.deleted.map((file) => html`<span class="sub break" key=${file}>${file}</span>`)}`) },
  { id: 'shortened', label: 'Files that are shortened', whole: true, value: (row) => row.shortened?.file, cell: (row) => html`<${Shortened} row=${row} />` },
];

function Result({ group, result, mayWrite }) {
  const rows = result.partitions.map((one) => ({ ...one, topic: result.topic }));
  return html`<${Card} title=${`${plural(total(rows, (one) => one.rows) ?? 0, 'row')} of ${result.topic} are written again`} id="result">
    <div class="stack">${group.state === 'STOPPED' ? html`<${Note} kind="warn" title="The group is stopped" remedy="The rows are written again when it is started." action=${mayWrite && html`<${Button} id="start-again" icon="play" kind="primary" label="Start the group" onClick=${() => start(group.group)} />`} />`
    : html`<${Note} kind="good" title="The group is started again" action=${html`<${ButtonLink} small label="See its partitions" to=${groupView(group.group)} />`} />`}
    <${Table} id="replayed" caption="What is written again" rows=${rows} columns=${RESULT} rowKey=${(one) => String(one.partition)} sort="partition" prefix="r-" compactRows /></div><//>`;
}

/** The form; its topic, its start and its values are in the address. */
function useForm(group) {
  const { query } = useAddress();
  const [startAgain, setStartAgain] = useState(true);
  const form = {
    topic: group?.topics.includes(query.topic) ? query.topic : group?.topics[0],
    from: FROM.some(([one]) => one === query.from) ? query.from : 'beginning', offset: query.offset ?? '', at: query.at ?? '', startAgain,
  };
  return { form, setStartAgain };
}

export function Replay({ group: name }) {
  const { group, instead } = useGroup(name, `Replay of ${name}`);
  const { data: files } = useLive(FILES, { every: 5_000 });
  const mayWrite = useMayWrite();
  const { form, setStartAgain } = useForm(group);
  const [errors, setErrors] = useState({});
  const [result, setResult] = useState(null);
  const element = useRef(null);
  if (!group) {
    return instead;
  }
  const set = (changes) => {
    setErrors({});
    setQuery(changes);
  };
  const own = files?.filter((file) => file.group === name);
  const run = async () => {
    try {
      setResult(await whileStopped(name, form.startAgain, () => post(`${groupPath(name)}/replay`, { topic: form.topic, from: fromOf(form) })));
      refresh(FILES);
    } catch (problem) {
      setErrors(problem.errors ?? {});
      throw problem;
    }
  };
  const submit = async () => {
    setResult(null);
    const fault = faultOf(form);
    if (fault) {
      setErrors({ from: fault });
      requestAnimationFrame(() => element.current && focusError(element.current));
      return;
    }
    if (await confirm(question(group, form, own, run))) {
      requestAnimationFrame(() => document.getElementById('result')?.scrollIntoView({ block: 'nearest' }));
    }
  };
  return html`<${ViewHead} title=${`Replay of ${name}`} back=${{ to: groupView(name), label: name }} badge=${html`<span id="state"><${Badge} ...${groupState(group)} large /></span>`}
      lead="Rows are written again from Kafka: after files were lost or damaged, or to acknowledge a loss." />
    <div class="stack stack-5 narrow">${!mayWrite ? html`<${Note}>Only the operator can replay a topic.<//>` : html`
      <${Card}><form ref=${element} id="replay-form" class="stack" novalidate onSubmit=${(event) => { event.preventDefault(); submit(); }}>
        ${group.topics.length > 1 && html`<${SelectField} path="topic" label="Topic" value=${form.topic} error=${errors.topic} choices=${group.topics.map((one) => [one, one])} onInput=${(topic) => set({ topic })} />`}
        <div class="stack stack-2"><span class="label">${group.topics.length > 1 ? 'From' : `Topic ${form.topic}, from`}</span><${Segments} id="replay-from" label="From" value=${form.from} choices=${FROM} onChange=${(from) => set({ from: from === 'beginning' ? null : from })} />
          <p class="soft small">${MEANING[form.from]}</p></div>
        ${form.from === 'offset' && html`<${NumberField} path="from" label="Offset" value=${form.offset} error=${errors.from} onInput=${(offset) => set({ offset })} />`}
        ${form.from === 'time' && html`<${TextField} path="from" type="datetime-local" step="1" label="Sent at" hint=${`In your zone, ${zone()}`} value=${form.at} error=${errors.from} onInput=${(at) => set({ at })} />`}
        ${otherErrors(errors, element.current).map(([path, reason]) => html`<p key=${path} class="error-text" role="alert">${path} ${reason}</p>`)}
        <${CheckField} path="startAgain" label="Start the group afterwards" value=${form.startAgain} onInput=${setStartAgain} hint="The group must be stopped on all replicas while the replay is prepared. This page stops it on all replicas." />
        <div class="row"><${Button} id="replay" type="submit" icon="restart" kind="primary" label="Replay" /></div></form><//>`}
      ${result && html`<${Result} group=${group} result=${result} mayWrite=${mayWrite} />`}</div>`;
}
