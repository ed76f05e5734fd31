// One output file: its last rows, and its columns over time.
import { html, useEffect, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { href } from '/app/router.js';
import { Icon } from '/app/icons.js';
import { Badge, ButtonLink, Card, Empty, Facts, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { bytes, count, plural } from '/app/format.js';
import { FILES, fileFormat, filePath, filePlace, fileState, groupView, keyOf, nameOf, partitionView } from './state.js';
import { rowsOf } from './csv.js';
import { TailCard } from './tail.js';
import { PlotCard } from './plot.js';

const DAY = 86_400_000;

/** Asks for the header line: {columns, problem}. A file that another replica has is a problem. */
function useHeader(file) {
  const { data, problem } = useLive(file ? `${filePath(file)}?tail=0` : null, { every: DAY, text: true });
  const columns = useMemo(() => (data ? rowsOf(data)[0] ?? [] : []), [data]);
  return { columns, problem: problem?.status === 404 ? problem : null };
}

function FactsCard({ file }) {
  return html`<${Card} title="In the ledger" id="facts"><${Facts} items=${[
    ['Partition', html`<a href=${partitionView(file)}>${nameOf(file)}</a> of group <a href=${groupView(file.group)}>${file.group}</a>`],
    ['Format', fileFormat(file)],
    ['Place', html`<span class="break">${filePlace(file).text}</span>`],
    ['Rows', count(file.rows)],
    ['Size', `${bytes(file.bytes)} (${count(file.bytes)} bytes)`],
    ['Offsets', `${count(file.firstOffset)} to ${count(file.nextOffset - 1)}`],
    ['CRC-32C', html`<code>${file.crc32c}</code>`],
    ['Written by', file.owner || null],
    ['Topic id', file.topicId && html`<code>${file.topicId}</code>`],
    ['Disk', !file.object && file.disk && html`<code>${file.disk}</code>`],
    ['Object', file.object && html`<code class="break">${file.object.key}</code>`],
  ]} /><//>`;
}

const BACK = { to: href('/files'), label: 'Files' };

export function File({ group, topic, partition, file: name }) {
  const { data, problem } = useLive(FILES, { every: 3_000 });
  const file = data?.find((one) => one.file === name && keyOf(one) === `${group}/${topic}/${partition}`);
  const { columns, problem: gone } = useHeader(file);
  const found = Boolean(file);
  useEffect(() => {
    if (found && location.hash) {
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  }, [found]);
  if (!file) {
    return html`<${ViewHead} title=${name} back=${BACK} />${data ? html`<div class="card"><${Empty} icon="file" title="There is no such file" action=${html`<${ButtonLink} label="All files" to=${href('/files')} />`}>A replay deletes files and writes their rows again, in files of other names. After a start of the service, its files are known when Kafka has answered.<//></div>`
      : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${8} />`}`;
  }
  const dot = name.indexOf('.', file.topic.length); // a name is wrapped before its ending
  return html`<${ViewHead} title=${html`${name.slice(0, dot)}<wbr />${name.slice(dot)}`} back=${BACK} badge=${html`<span id="state"><${Badge} ...${fileState(file)} large /></span>`} lead=${`${plural(file.rows, 'row')}, ${bytes(file.bytes)}, of ${nameOf(file)} and group ${file.group}`}>
      ${!gone && html`<a class="button primary" id="download" href=${filePath(file)} download=${file.file}><${Icon} name="download" /><span>Download</span></a>`}<//>
    <div class="stack stack-5">${gone ? html`<${Note} id="elsewhere" kind="warn" title=${file.object ? 'The object store does not have the file' : gone.status === 503 ? 'The replica with the file does not answer' : 'This replica does not have the file'} remedy=${file.object ? 'An audit shows which rows are missing.' : gone.status === 503 ? gone.remedy : file.owner && `Replica ${file.owner} wrote it last: its page shows the content.`}>${gone.detail}<//>`
    : html`<${PlotCard} file=${file} columns=${columns} /><${TailCard} file=${file} />`}<${FactsCard} file=${file} /></div>`;
}
