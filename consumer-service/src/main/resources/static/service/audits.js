// Audits: each compares the files with Kafka.
import { html, useEffect, useMemo, useState } from '/app/lib.js';
import { post } from '/app/api.js';
import { refresh, update, useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { go, href, setQuery, useAddress } from '/app/router.js';
import { attempt } from '/app/toast.js';
import { Badge, Button, Card, Empty, ProblemNote, Progress, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { compact, count, DASH, duration, percent, plural, time } from '/app/format.js';
import { AUDITS, auditState, GROUPS, total } from './state.js';

export const partRead = ({ progress }) => (progress.rowsTotal > 0 ? progress.rowsRead / progress.rowsTotal : null);

const MOST_TOPICS = 4;

/** The topics that were compared, the first ones by name. */
function audited({ topics }) {
  const names = [...new Set(topics.map((report) => (report.group === report.topic ? report.topic : `${report.topic} by ${report.group}`)))];
  return names.length > MOST_TOPICS ? `${names.slice(0, MOST_TOPICS).join(', ')} and ${names.length - MOST_TOPICS} more` : names.join(', ');
}

function Part({ audit }) {
  const part = partRead(audit);
  return html`<div class="progress-cell"><span class="row between"><span>${compact(audit.progress.rowsRead)} rows</span><span class="faint">${part === null ? '' : percent(part)}</span></span><${Progress} part=${part} label="Progress of the audit" /></div>`;
}

const took = (audit) => (audit.finishedAt ? Date.parse(audit.finishedAt) - Date.parse(audit.startedAt) : null);

const token = (audit) => `${audit.state} ${audit.progress.rowsRead}`;

const findings = (audit) => total(audit.topics, (one) => one.missing + one.duplicated + one.foreign + one.disordered) ?? 0;

const deadLetters = (audit) => total(audit.topics, (one) => one.deadLettered);

const COLUMNS = [
  { id: 'started', label: 'Started', whole: true, bare: true, value: (audit) => Date.parse(audit.startedAt), cell: (audit) => html`<a class="title-link" href=${href(`/audits/${audit.id}`)}>${time(audit.startedAt)}</a>` },
  { id: 'verdict', label: 'Verdict', bare: true, value: (audit) => auditState(audit).text, token, cell: (audit) => html`<${Badge} ...${auditState(audit)} />${audit.error && html`<span class="sub last-error">${audit.error}</span>`}` },
  { id: 'topics', label: 'Topics', value: audited, cell: (audit) => audited(audit) || DASH },
  { id: 'rows', label: 'Rows compared', numeric: true, value: (audit) => audit.progress.rowsRead, token, cell: (audit) => (audit.state === 'RUNNING' ? html`<${Part} audit=${audit} />` : count(audit.progress.rowsRead)) },
  { id: 'found', label: 'Wrong rows', numeric: true, value: findings, token, cell: (audit) => (audit.state === 'COMPLETED' ? html`<span class=${findings(audit) > 0 ? 'bad-text' : 'faint'}>${count(findings(audit))}</span>` : DASH) },
  { id: 'dead', label: 'Dead letters', numeric: true, value: deadLetters, token, cell: (audit) => html`<span class=${deadLetters(audit) > 0 ? 'warn-text' : 'faint'}>${count(deadLetters(audit))}</span>` },
  { id: 'took', label: 'Took', numeric: true, value: took, token, cell: (audit) => duration(took(audit)) },
];

/** Starts an audit of the chosen groups, or of all. The choice is in the address. */
function Start({ running }) {
  const { data: groups } = useLive(GROUPS, { every: 10_000 });
  const { query } = useAddress();
  const [busy, setBusy] = useState(false);
  const names = groups?.map((group) => group.group);
  const chosen = useMemo(() => (query.groups ?? '').split(',').filter((name) => names?.includes(name)), [query.groups, groups]);
  const toggle = (name) => setQuery({ groups: (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]).join(',') || null });
  const run = async () => {
    setBusy(true);
    let audit;
    const started = await attempt(async () => {
      audit = await post(AUDITS, { groups: chosen });
    }, () => (running?.id === audit.id ? 'An audit was already running. It is shown.' : null), 'Audit');
    setBusy(false);
    if (started) {
      update(AUDITS, (all) => (all.some((one) => one.id === audit.id) ? all : [audit, ...all]));
      refresh(AUDITS);
      go(`/audits/${audit.id}`);
    }
  };
  return html`<${Card} title="Start an audit" id="start-audit"><div class="stack">
    <p class="soft">Each topic is read again, up to what is committed, and compared with the files, row by row. Streams and groups continue meanwhile.</p>
    ${!groups ? html`<${Skeleton} width="16rem" />` : groups.length > 1 && html`<div class="row"><span class="label" id="audit-groups">Groups</span><div class="chips many" role="group" aria-labelledby="audit-groups">
      <button type="button" class="chip" aria-pressed=${chosen.length === 0 ? 'true' : 'false'} onClick=${() => setQuery({ groups: null })}>All</button>
      ${names.map((name) => html`<button key=${name} type="button" class="chip" aria-pressed=${chosen.includes(name) ? 'true' : 'false'} onClick=${() => toggle(name)}>${name}</button>`)}</div></div>`}
    <div class="row"><${Button} id="audit" icon="audit" kind="primary" busy=${busy} label=${chosen.length === 0 ? 'Audit all groups' : `Audit ${chosen.length === 1 ? chosen[0] : plural(chosen.length, 'group')}`} onClick=${run} />
      ${running && html`<span class="faint small">An audit runs. Only one runs at a time.</span>`}</div></div><//>`;
}

/** Asks more often while an audit runs. */
export function useAudits() {
  const [every, setEvery] = useState(1_000);
  const answer = useLive(AUDITS, { every });
  const running = answer.data?.find((audit) => audit.state === 'RUNNING');
  useEffect(() => {
    if (answer.data) {
      setEvery(running ? 1_000 : 5_000);
    }
  }, [Boolean(running), Boolean(answer.data)]);
  return { ...answer, running };
}

export function Audits() {
  const { data, problem, running } = useAudits();
  const mayWrite = useMayWrite();
  return html`<${ViewHead} title="Audits" lead="An audit proves that every record of Kafka is in the files once, in order and unchanged, and nothing else is." />
    <div class="stack stack-5">${mayWrite && html`<${Start} running=${running} />`}
      ${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`<${Table} id="audits" caption="Audits since the service was started, the last 20" rows=${data} columns=${COLUMNS} rowKey=${(audit) => audit.id} sort="-started"
        none=${html`<div class="card"><${Empty} icon="audit" title="No audit since the service was started">${mayWrite ? 'Start one above.' : 'The operator can start one.'} The service keeps the last 20.<//></div>`} />`}</div>`;
}
