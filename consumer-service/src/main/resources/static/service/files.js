// The files that the ledger has: those of this replica and of others.
import { html } from '/app/lib.js';
import { useLive } from '/app/live.js';
import { href } from '/app/router.js';
import { Icon } from '/app/icons.js';
import { Badge, ButtonLink, Empty, ProblemNote, Skeleton, ViewHead } from '/app/parts.js';
import { Table } from '/app/table.js';
import { bytes, count, plural } from '/app/format.js';
import { filePath, FILES, fileFormat, filePlace, fileState, fileView, GROUPS, keyOf, nameOf, partitionView, total } from './state.js';

export const fileKey = (file) => `${keyOf(file)}/${file.file}`;

const NAME = {
  id: 'name', label: 'File', whole: true, bare: true, value: (file) => file.file,
  cell: (file) => html`<a class="title-link break" href=${fileView(file)}>${file.file}</a>`,
};

const REST = [
  { id: 'state', label: 'State', bare: true, value: (file) => (file.sealed ? 1 : 0), token: (file) => `${file.sealed} ${filePlace(file).text}`, cell: (file) => html`<${Badge} ...${fileState(file)} /><span class="sub break" title=${filePlace(file).title}>${filePlace(file).text}</span>` },
  { id: 'rows', label: 'Rows', numeric: true, value: (file) => file.rows, cell: (file) => count(file.rows) },
  { id: 'bytes', label: 'Size', numeric: true, value: (file) => file.bytes, cell: (file) => html`${bytes(file.bytes)}<span class="sub">${fileFormat(file)}</span>` },
  { id: 'offsets', label: 'Offsets', numeric: true, value: (file) => file.firstOffset, token: (file) => file.nextOffset, cell: (file) => html`${count(file.firstOffset)}<span class="sub">to ${count(file.nextOffset - 1)}</span>` },
  {
    id: 'actions', label: 'Actions', quiet: true, whole: true, sort: false, token: (file) => fileKey(file),
    cell: (file) => html`<div class="row end nowrap-row"><a class="button small" href=${`${fileView(file)}#plot`} aria-label=${`Plot ${file.file}`}><${Icon} name="chart" /><span>Plot</span></a>
      <a class="button small" href=${filePath(file)} download=${file.file} aria-label=${`Download ${file.file}`}><${Icon} name="download" /><span>Download</span></a></div>`,
  },
];

const PARTITION = {
  id: 'partition', label: 'Partition', value: (file) => `${file.topic} ${file.partition} ${file.group}`,
  cell: (file) => html`<a href=${partitionView(file)}>${nameOf(file)}</a><span class="sub">group ${file.group}</span>`,
};

const COLUMNS = [NAME, PARTITION, ...REST];

export const PARTITION_FILE_COLUMNS = [NAME, ...REST];

const FILTER = {
  placeholder: 'Filter files',
  text: (file) => [file.file, file.group, nameOf(file), file.owner, file.object ? file.disk : '', fileFormat(file), file.sealed ? 'sealed' : 'open'].join(' '),
  facets: [{ id: 'open', label: 'Open', test: (file) => !file.sealed }, { id: 'sealed', label: 'Sealed', test: (file) => file.sealed }],
};

function lead(files) {
  if (!files) {
    return html`<${Skeleton} width="14rem" />`;
  }
  return files.length === 0 ? null : `${plural(files.length, 'file')}, ${plural(total(files, (file) => file.rows), 'row')}, ${bytes(total(files, (file) => file.bytes))}. Only committed rows are counted.`;
}

/** Why there is no file. The list is empty until the ledger is read, for which the groups wait. */
function None() {
  const { data: groups } = useLive(GROUPS, { every: 3_000 });
  const waiting = groups?.find((group) => group.reason);
  return html`<div class="card"><${Empty} icon="file" title=${waiting ? 'Not known yet' : 'No file yet'} action=${html`<${ButtonLink} icon="partition" label="Partitions" to=${href('/partitions')} />`}>
    ${waiting ? `Group ${waiting.group} waits: ${waiting.reason}` : 'The first row of a partition makes its first file. Start a stream on the producer page.'}<//></div>`;
}

export function Files() {
  const { data, problem } = useLive(FILES, { every: 2_000 });
  return html`<${ViewHead} title="Files" lead=${lead(data)} />${problem && !data ? html`<${ProblemNote} problem=${problem} />` : html`
    <${Table} id="files" caption="Output files" rows=${data} columns=${COLUMNS} rowKey=${fileKey} sort="name" filter=${data === undefined || data.length > 4 ? FILTER : null}
      none=${html`<${None} />`} />`}`;
}
