// One output file: its last rows, and its columns over time.
import { html, useEffect, useMemo } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { useAbout } from '/app/about.js';
import { href } from '/app/router.js';
import { Icon } from '/app/icons.js';
import { Badge, ButtonLink, Card, Empty, Facts, Loading, Note, ProblemNote, ViewHead } from '/app/parts.js';
import { bytes, count, plural } from '/app/format.js';
import { FILES, filePath, fileState, groupView, keyOf, nameOf, partitionView } from './state.js';
import { rowsOf } from './csv.js';
import { TailCard } from './tail.js';
import { PlotCard } from './plot.js';

const DAY = 86_400_000;

/** Names of the columns of a CSV file, from its header line. */
function useColumns(file) {
  const csv = file.file.endsWith('.csv');
  const { data } = useLive(csv ? `${filePath(file)}?tail=0` : null, { every: DAY, text: true });
  return useMemo(() => (data ? rowsOf(data)[0] ?? [] : []), [data]);
}

function FactsCard({ file }) {
  return html`<${Card} title="In the ledger" id="facts"><${Facts} items=${[
    ['Partition', html`<a href=${partitionView(file)}>${nameOf(file)}</a> of group <a href=${groupView(file.group)}>${file.group}</a>`],
    ['Rows', count(file.rows)],
    ['Size', `${bytes(file.bytes)} (${count(file.bytes)} bytes)`],
    ['Offsets', `${count(file.firstOffset)} to ${count(file.nextOffset - 1)}`],
    ['CRC-32C', html`<code>${file.crc32c}</code>`],
    ['Written by', file.owner || null],
    ['Topic id', file.topicId && html`<code>${file.topicId}</code>`],
    ['Disk', file.disk && html`<code>${file.disk}</code>`],
  ]} /><//>`;
}

function Content({ file }) {
  const columns = useColumns(file);
  return html`<${PlotCard} file=${file} columns=${columns} /><${TailCard} file=${file} />`;
}

const BACK = { to: href('/files'), label: 'Files' };

export function File({ group, topic, partition, file: name }) {
  const { data, problem } = useLive(FILES, { every: 3_000 });
  const me = useAbout()?.instance;
  const file = data?.find((one) => one.file === name && keyOf(one) === `${group}/${topic}/${partition}`);
  const found = Boolean(file);
  useEffect(() => {
    if (found && location.hash) {
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  }, [found]);
  if (!file) {
    return html`<${ViewHead} title=${name} back=${BACK} />${data ? html`<div class="card"><${Empty} icon="file" title="There is no such file" action=${html`<${ButtonLink} label="All files" to=${href('/files')} />`}>A replay deletes files and writes their rows again, in files of other names.<//></div>`
      : problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} lines=${8} />`}`;
  }
  const dot = name.indexOf('.', file.topic.length); // a name is wrapped before its ending
  return html`<${ViewHead} title=${html`${name.slice(0, dot)}<wbr />${name.slice(dot)}`} back=${BACK} badge=${html`<span id="state"><${Badge} ...${fileState(file)} large /></span>`} lead=${`${plural(file.rows, 'row')}, ${bytes(file.bytes)}, of ${nameOf(file)} and group ${file.group}`}>
      <a class="button primary" id="download" href=${filePath(file)} download=${file.file}><${Icon} name="download" /><span>Download</span></a><//>
    <div class="stack stack-5">${file.owner && file.owner !== me && html`<${Note} id="elsewhere" icon="info">Replica ${file.owner} wrote this file last. Unless both share a disk, its page has the content.<//>`}
      <${Content} file=${file} /><${FactsCard} file=${file} /></div>`;
}
