// One audit: its progress, its verdict, and what it found of each partition.
import { html, useMemo } from '/app/lib.js';
import { href } from '/app/router.js';
import { useLive } from '/app/live.js';
import { Badge, ButtonLink, Card, Empty, Figure, Loading, Note, ProblemNote, Progress, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { count, duration, percent, plural, time } from '/app/format.js';
import { AUDITS, auditState, keyOf, nameOf, partitionView, total, verdictOf, VERDICTS } from './state.js';
import { partRead } from './audits.js';

const ORDER = ['NOT_CLEAN', 'INCOMPLETE', 'ADMITTED', 'CLEAN'];

/** A column of a count that should be 0. */
const wrong = (id, label) => ({ id, label, numeric: true, void: (one) => one[id] === 0, value: (one) => one[id], cell: (one) => html`<span class=${one[id] > 0 ? 'bad-text' : 'faint'}>${count(one[id])}</span>` });

const warned = (id, label) => ({ ...wrong(id, label), cell: (one) => html`<span class=${one[id] > 0 ? 'warn-text' : 'faint'}>${count(one[id])}</span>` });

const COLUMNS = [
  { id: 'partition', label: 'Partition', bare: true, value: (one) => `${one.topic} ${one.partition} ${one.group}`, cell: (one) => html`<a class="title-link" href=${partitionView(one)}>${nameOf(one)}</a><span class="sub">group ${one.group}</span>` },
  { id: 'verdict', label: 'Verdict', bare: true, value: (one) => ORDER.indexOf(verdictOf(one)), cell: (one) => html`<${Badge} ...${VERDICTS[verdictOf(one)]} />` },
  { id: 'inKafka', label: 'In Kafka', numeric: true, value: (one) => one.inKafka, cell: (one) => count(one.inKafka) },
  { id: 'inFiles', label: 'In files', numeric: true, value: (one) => one.inFiles, token: (one) => `${one.inFiles} ${one.files}`, cell: (one) => html`${count(one.inFiles)}<span class="sub">${plural(one.files, 'file')}</span>` },
  wrong('missing', 'Missing'), wrong('duplicated', 'Duplicated'), wrong('foreign', 'Foreign'), wrong('disordered', 'Disordered'), warned('deadLettered', 'Dead letters'), warned('skipped', 'Skipped'), warned('lost', 'Lost'),
  { id: 'lag', label: 'Not covered', numeric: true, void: (one) => one.lag === 0, value: (one) => one.lag, cell: (one) => html`<span class=${one.lag > 0 ? '' : 'faint'}>${count(one.lag)}</span>` },
];

const FILTER = {
  placeholder: 'Filter partitions',
  text: (one) => `${nameOf(one)} ${one.group}`,
  facets: ORDER.map((verdict) => ({ id: verdict.toLowerCase(), label: VERDICTS[verdict].text, test: (one) => verdictOf(one) === verdict })),
};

const KINDS = { DELETED: 'Kafka removed the records', SKIPPED: 'Skipped by an operator', FILES_LOST: 'Files were lost', LETTER_REFUSED: 'Kafka refused dead letters' };

const GAPS = [
  { id: 'partition', label: 'Partition', value: (gap) => `${gap.report.topic} ${gap.report.partition}`, cell: (gap) => html`<a href=${partitionView(gap.report)}>${nameOf(gap.report)}</a>` },
  { id: 'kind', label: 'What happened', value: (gap) => gap.kind, cell: (gap) => html`${KINDS[gap.kind] ?? gap.kind}<span class="sub">${gap.acknowledged ? 'acknowledged' : html`<span class="bad-text">not acknowledged</span>`}</span>` },
  { id: 'offsets', label: 'Offsets', numeric: true, value: (gap) => gap.from, cell: (gap) => html`${count(gap.from)}<span class="sub">to ${count(gap.to - 1)}</span>` },
  { id: 'rows', label: 'Rows, at most', numeric: true, value: (gap) => gap.rows, cell: (gap) => count(gap.rows) },
  { id: 'reason', label: 'Reason', whole: true, value: (gap) => gap.reason, cell: (gap) => html`<span class="break">${gap.reason}</span><span class="sub">${time(gap.at)}, ${gap.owner}</span>` },
];

function Gaps({ reports }) {
  const gaps = useMemo(() => reports.flatMap((report) => report.gaps.map((gap) => ({ ...gap, report }))), [reports]);
  if (gaps.length === 0) {
    return null;
  }
  return html`<section class="stack stack-2" aria-labelledby="gaps-title"><h2 id="gaps-title">Gaps: offsets whose rows are in no file</h2>
    <${Table} id="gaps" prefix="g-" caption="Gaps" rows=${gaps} columns=${GAPS} rowKey=${(gap) => `${keyOf(gap.report)}/${gap.from}/${gap.kind}`} sort="partition" compactRows /></section>`;
}

function Problems({ reports }) {
  const found = reports.filter((report) => report.problems.length > 0);
  return found.length > 0 && html`<${Card} title="Problems" id="problems"><div class="stack">${found.map((report) => html`<div key=${keyOf(report)} class="stack stack-1"><h3><a href=${partitionView(report)}>${nameOf(report)}</a></h3><ul class="bullets">${report.problems.map((one) => html`<li key=${one} class="break">${one}</li>`)}</ul></div>`)}
    <p class="small soft">The first ten of each partition. <a href=${href('/docs/loss')}>The documentation</a> says what to do about lost rows and removed files.</p></div><//>`;
}

const missed = ({ instance, reason }) => (reason ? `${instance} (${reason})` : instance);

function Elsewhere({ audit: { replicas: parts = [] }, reports }) {
  const replicas = [...new Set(reports.flatMap((report) => report.elsewhere))];
  const stores = reports.flatMap((report) => report.unreadStores ?? []).map(({ store, reason }) => ({ instance: store, reason }));
  return replicas.length > 0 && html`<${Note} id="elsewhere" kind="warn" title=${`${plural(total(reports, (one) => one.unreachable), 'row')} in files ${stores.length > 0 ? 'elsewhere' : 'on other disks'} were not compared`} remedy=${`Start another audit when they answer: ${replicas.map((name) => missed([...stores, ...parts].find((part) => part.instance === name) ?? { instance: name })).join(', ')}.`} />`;
}

function Running({ audit }) {
  const part = partRead(audit);
  return html`<${Card} id="progress"><div class="stack stack-2" role="status"><div class="row between"><span class="lead-figure">${count(audit.progress.rowsRead)} <span class="faint">of about ${count(audit.progress.rowsTotal)} rows</span></span><span class="soft">${part === null ? '' : percent(part)}</span></div>
    <${Progress} part=${part} large label="Progress of the audit" /></div><//>`;
}

function Overview({ reports }) {
  const sum = (id) => total(reports, (one) => one[id]) ?? 0;
  const wrongs = sum('missing') + sum('duplicated') + sum('foreign') + sum('disordered');
  return html`<${Card} id="overview"><dl class="figures">
    <${Figure} id="in-kafka" label="Records in Kafka" value=${count(sum('inKafka'))} note=${plural(reports.length, 'partition')} />
    <${Figure} id="in-files" label="Rows in files" value=${count(sum('inFiles'))} note=${plural(sum('files'), 'file')} />
    <${Figure} id="wrong" label="Wrong rows" value=${count(wrongs)} note=${wrongs === 0 ? 'none missing, doubled, foreign or in disorder' : 'missing, doubled, foreign or in disorder'} />
    <${Figure} id="dead-letters" label="Dead letters" value=${count(sum('deadLettered'))} note=${sum('deadLettered') === 0 ? 'every record is a row' : 'records that are no rows'} />
    <${Figure} id="lost" label="Lost or skipped" value=${count(sum('lost') + sum('skipped'))} note="in no file, with a reason" />
    <${Figure} id="uncovered" label="Not covered" value=${count(sum('lag'))} note="offsets not committed at the start" />
  </dl><//>`;
}

const BACK = { to: href('/audits'), label: 'Audits' };

const tookOf = ({ startedAt, finishedAt }) => (finishedAt ? `took ${duration(Date.parse(finishedAt) - Date.parse(startedAt))}` : 'runs');

export function Audit({ id }) {
  const path = `${AUDITS}/${encodeURIComponent(id)}`;
  const { data: audit, problem } = useLive(path);
  if (!audit) {
    return html`<${ViewHead} title="Audit" back=${BACK} />${problem?.status === 404 ? html`<div class="card"><${Empty} icon="audit" title="There is no such audit" action=${html`<${ButtonLink} label="All audits" to=${href('/audits')} />`}>${problem.remedy}<//></div>`
      : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${6} />`}`;
  }
  const state = auditState(audit);
  const reports = audit.topics;
  return html`<${ViewHead} title="Audit" back=${BACK} badge=${html`<span id="verdict"><${Badge} ...${state} large /></span>`} lead=${`Started ${time(audit.startedAt)}, ${tookOf(audit)}`} />
    <div class="stack stack-5">${audit.state === 'COMPLETED' && html`<${Note} id="verdict-note" kind=${state.kind} icon=${state.icon} title=${state.says} />`}
      ${audit.state === 'FAILED' && html`<${Note} id="audit-error" kind="bad" title=${audit.error ?? 'The audit failed'} remedy="Remove the reason, then start another audit. The log of the service has the details." />`}
      ${audit.state === 'RUNNING' && html`<${Running} audit=${audit} />`}
      <${Elsewhere} audit=${audit} reports=${reports} />${reports.length > 0 && html`<${Overview} reports=${reports} />`}<${Problems} reports=${reports} /><${Gaps} reports=${reports} />
      ${reports.length > 0 ? html`<${Table} id="verdicts" caption="What was found of each partition" rows=${reports} columns=${COLUMNS} rowKey=${keyOf} sort="partition" compactRows filter=${reports.length > 4 ? FILTER : null} />`
    : audit.state === 'RUNNING' ? html`<${Loading} lines=${3} label="Partitions follow" />` : html`<p class="soft">${audit.state === 'FAILED' ? 'No partition was compared.' : 'No partition has rows.'}</p>`}</div>`;
}
