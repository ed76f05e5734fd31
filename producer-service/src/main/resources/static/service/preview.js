// The first records of a stream before it is created, and whether the service would accept it.
import { html, useEffect, useState } from '/app/lib.js';
import { post } from '/app/api.js';
import { href } from '/app/router.js';
import { Badge, Card, Note, ProblemNote, Skeleton } from '/app/parts.js';
import { count, json, plural } from '/app/format.js';
import { FormatFacts } from './dialect.js';
import { ReportFigures, useOnce } from './report.js';
import { specOf } from './spec.js';
import { FILES } from './uploads.js';

const PATH = '/api/streams/preview?rows=10';
const QUIET = 350;

/** Whether this service has a preview; null until it has answered. */
let available = null;

/** Whether a form has what every stream needs. Without it, the service could only refuse. */
const isComplete = (form) => Boolean(form.topic.trim() && (form.type !== 'csv' || form.file.trim()) && (form.type !== 'directory' || form.pattern.trim()));

/**
 * Asks for the preview whenever the form has not changed for a moment.
 * @param always also asks for a form that is not complete, such as after the service has refused it
 * Returns {state, data, errors, problem, known}: `known` says that `errors` are those of the form as it is.
 */
export function usePreview(form, always) {
  const asks = always || isComplete(form);
  const body = JSON.stringify(specOf(form));
  const [again, setAgain] = useState(0);
  const [answer, setAnswer] = useState({ body: null, shown: null, data: null, errors: {}, problem: null });
  useEffect(() => {
    if (available === false || !asks) {
      return undefined;
    }
    const abort = new AbortController();
    let retry;
    const timer = setTimeout(async () => {
      const next = await ask(body, abort.signal);
      if (!abort.signal.aborted && next) {
        setAnswer((before) => ({ ...next, body, shown: next.data ? body : before.shown, data: next.data ?? (next.problem ? before.data : null) }));
        if (next.problem?.status === 503 || next.problem?.unreachable) {
          retry = setTimeout(() => setAgain((count) => count + 1), (next.problem.retryAfter ?? 3) * 1000);
        }
      }
    }, QUIET);
    return () => {
      clearTimeout(timer);
      clearTimeout(retry);
      abort.abort();
    };
  }, [body, again, asks]);
  if (!asks) {
    return { data: null, errors: {}, problem: null, known: false, waiting: false, off: available === false };
  }
  return { ...answer, known: available === true && answer.body !== null, waiting: answer.body !== body, off: available === false };
}

async function ask(body, signal) {
  try {
    const data = await post(PATH, JSON.parse(body), { signal });
    available = true;
    return { data, errors: {}, problem: null };
  } catch (problem) {
    if (signal.aborted) {
      return null;
    }
    if (problem.status === 405 || (problem.status === 404 && !problem.errors?.['source.file'])) {
      available = false;
      return { data: null, errors: {}, problem: null };
    }
    available = available ?? (problem.status === 400 ? true : null);
    return { data: null, errors: problem.errors ?? {}, problem };
  }
}

/** The report of a file, as the form reads it. It is asked for when it is opened, because the whole file is read. */
function FileReport({ file, source }) {
  const [open, setOpen] = useState(false);
  const { data, problem } = useOnce(open ? `${FILES}/${encodeURIComponent(file)}/report?${reportQuery(source)}` : null);
  return html`<details class="more" id="preview-report" onToggle=${(event) => setOpen(event.currentTarget.open)}><summary>Report of ${file}</summary><div class="stack stack-2">
    ${data ? html`<p class="small soft">${[data.firstTime && `From ${data.firstTime} to ${data.lastTime}`, plural(data.columnCount, 'column'), data.stations.length > 0 && plural(data.stations.length, 'station')].filter(Boolean).join(', ')}. <a href=${href('/file', { name: file })}>All of the report</a></p><${ReportFigures} report=${data} />`
    : problem && problem.status !== 503 ? html`<${ProblemNote} problem=${problem} />` : html`<p class="soft" role="status">Reading the file…</p>`}</div></details>`;
}

/** The settings of a source that its report depends on. */
function reportQuery({ timeColumn, timeFormat, timeZone, stationColumn, dialect }) {
  const query = new URLSearchParams();
  [timeColumn ?? []].flat().forEach((column) => query.append('timeColumn', column));
  Object.entries({ timeFormat, timeZone, stationColumn, dialect: dialect && JSON.stringify(dialect) }).forEach(([name, value]) => value && query.append(name, value));
  return query;
}

function Lead({ data, source }) {
  if (source.type === 'directory' && !data.file) {
    return html`<p class="small soft">No file matches ${source.pattern} yet. The stream waits for one.</p>`;
  }
  return html`<p class="small soft">${plural(data.records.length, 'record')} of the first ${plural(data.rowsLookedAt, 'row')}${source.type === 'directory' ? ` of ${data.file}` : ''}. Nothing was sent.</p>`;
}

function Rows({ data, source }) {
  return html`<div class="stack"><${Lead} data=${data} source=${source} />
    ${data.format && html`<div id="preview-format"><${FormatFacts} format=${data.format} /></div>`}
    ${data.file && html`<${FileReport} key=${data.file} file=${data.file} source=${source} />`}
    <ol class="records" tabindex="0" aria-label="First records">${data.records.map((record) => html`<li key=${record.row}><div class="row between small">
      <span class="faint">${record.line ? `line ${count(record.line)}` : record.row}</span><span class="row"><${Badge} icon="partition" text=${record.partition === null ? 'any partition' : `${record.topic}[${record.partition}]`} />${record.key !== null && html`<${Badge} icon="user" text=${record.key} title="Key" />`}</span></div>
      <pre class="json">${json(record.value)}</pre></li>`)}</ol>
    ${data.rejected.length > 0 && html`<${Note} kind="warn" title=${`${plural(data.rejected.length, 'row')} of these cannot be sent`}><ul class="bullets">${data.rejected.map((row, i) => html`<li key=${i}>${row.line ? `line ${count(row.line)}: ` : ''}${row.reason}</li>`)}</ul><//>`}</div>`;
}

export function Preview({ preview, form }) {
  if (preview.off) {
    return null;
  }
  const errors = Object.entries(preview.errors);
  return html`<aside class="sticky" aria-label="Preview"><${Card} title="First records" id="preview"><div aria-live="polite" aria-busy=${preview.waiting ? 'true' : null}>
    ${!isComplete(form) ? html`<p class="faint">Choose ${{ csv: 'a file and a topic', directory: 'names of files and a topic' }[form.type] ?? 'a topic'}, and the first records are shown here before anything is sent.</p>`
    : errors.length > 0 ? html`<div class="stack stack-2"><p class="soft">The service would refuse this:</p><ul class="bullets small">${errors.map(([path, reason]) => html`<li key=${path} class="break"><code>${path}</code> ${reason}</li>`)}</ul></div>`
      : preview.problem ? html`<${Note} kind="warn" remedy=${preview.problem.remedy}>${preview.problem.detail}<//>`
        : preview.data ? html`<${Rows} data=${preview.data} source=${JSON.parse(preview.shown).source} />` : html`<${Skeleton} block height="8rem" />`}
  </div><//></aside>`;
}
