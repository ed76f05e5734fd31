// The fields of the form of a stream.
import { html } from '/app/lib.js';
import { href } from '/app/router.js';
import { Button, Note, Segments } from '/app/parts.js';
import { CheckField, LinesField, NumberField, SelectField, TextField } from '/app/form.js';
import { AFTERWARDS, BAD_ROWS, DELIVERY, fileText, isDescending, ORDERS, PARTITIONING, SORTS, span } from './state.js';
import { emptyField } from './spec.js';
import { DIALECTS } from './dialect.js';

const FORMATS = ['auto', 'dd/MM/yyyy HH:mm:ss', 'iso', 'epoch-seconds', 'epoch-millis', 'yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm'];
const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];
const READINGS = ['AIR', 'EARTH', 'WATER'];
const TYPES = [['double', 'decimal number'], ['int', 'whole number'], ['sequence', 'sequence'], ['timestamp', 'time'], ['choice', 'one of several texts']];

/** The properties of a field of the form: its value is `form[key]`, its error that of `path`. */
const bound = ({ form, set, errors }, path, key) => ({ path, value: form[key], error: errorOf(errors, path), onInput: (value) => set(path, { [key]: value }) });

/** The error of a field of the request, or of one of its parts with its name. */
function errorOf(errors, path) {
  const [part, reason] = Object.entries(errors).find(([one]) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`)) ?? [];
  return errors[path] ?? (part && `${part.slice(path.length).replace(/^\./, '')} ${reason}`);
}

export function SourceChoice({ form, set }) {
  return html`<${Segments} id="source-type" label="Source" value=${form.type} choices=${[['csv', 'A file'], ['directory', 'A directory'], ['random', 'Random rows']]} onChange=${(type) => set('source.type', { type })} />`;
}

function FileFacts({ file, form, set }) {
  if (!file) {
    return null;
  }
  const times = span(file);
  return html`<div class="stack stack-2"><p class="small soft" id="file-facts">${fileText(file)}${times ? `, from ${times[0]} to ${times[1]}` : ''}.
      ${!file.scanned && ' Its rows are being counted.'}</p>
    ${file.fault && html`<${Note} kind="bad" title=${file.fault} remedy="Correct the file and upload it again." />`}
    ${isDescending(file) && form.order === 'file' && html`<${Note} icon="info" action=${html`<${Button} small label="Last row first" onClick=${() => set('source.order', { order: 'reversed' })} />`}>The first row of this file is its latest one.<//>`}</div>`;
}

/** What is changed seldom. */
function More({ summary, children }) {
  return html`<details class="more"><summary>${summary}</summary><div class="stack">${children}</div></details>`;
}

/** How files are read. */
function ReadingFields({ parts, columns, children }) {
  return html`<div class="fields">
    <${TextField} label="Dialect" suggestions=${DIALECTS} hint=${html`auto, or <a href=${href('/docs/dialects')}>settings</a> as JSON`} ...${bound(parts, 'source.dialect', 'dialect')} />
    <${TextField} label="Column of the time" suggestions=${columns} hint="Two columns: Date + Time" ...${bound(parts, 'source.timeColumn', 'timeColumn')} />
    <${TextField} label="Format of the time" suggestions=${FORMATS} hint="A pattern, iso or an epoch; auto finds it" ...${bound(parts, 'source.timeFormat', 'timeFormat')} />
    <${TextField} label="Zone of the time" suggestions=${ZONES} hint="For times without an offset" ...${bound(parts, 'source.timeZone', 'timeZone')} />
    <${TextField} label="Column of the station" suggestions=${columns} ...${bound(parts, 'source.stationColumn', 'stationColumn')} />
    ${children}
    <${LinesField} label="Texts for a missing value" ...${bound(parts, 'source.missing', 'missing')} />
    <${SelectField} label="A row that cannot be sent" choices=${BAD_ROWS} ...${bound(parts, 'source.onBadRow', 'onBadRow')} />
  </div>
  <${CheckField} label="An empty cell is a missing value" ...${bound(parts, 'source.emptyIsMissing', 'emptyIsMissing')} />`;
}

export function DirectoryFields(parts) {
  return html`<div class="stack">
    <${TextField} label="Names of the files" hint="A pattern such as AIR*.csv*, for files of the data directory" ...${bound(parts, 'source.pattern', 'pattern')} />
    <div class="fields">
      <${SelectField} label="One after another" choices=${SORTS} ...${bound(parts, 'source.orderBy', 'orderBy')} />
      <${SelectField} label="After its last row, a file" choices=${AFTERWARDS} ...${bound(parts, 'source.afterwards', 'afterwards')} />
      <${TextField} label="Complete when unchanged for" suggestions=${['1s', '5s', '1m']} ...${bound(parts, 'source.minAge', 'minAge')} />
    </div>
    <${CheckField} label="Read the newest file while it grows" ...${bound(parts, 'source.follow', 'follow')} />
    <${More} summary="Dialect, columns, missing values, bad rows"><${ReadingFields} parts=${parts} /><//></div>`;
}

export function CsvFields(parts) {
  const { form, facts, file, errors, setFile, set } = parts;
  return html`<div class="stack">
    ${facts.files.length === 0 && html`<${Note} icon="upload">There is no file yet. <a href=${href('/files')}>Upload one</a>, or send random rows.<//>`}
    <${TextField} path="source.file" label="File" value=${form.file} error=${errors['source.file']} suggestions=${facts.files.map((one) => one.name)} onInput=${setFile} hint="A file of the data directory" />
    <${FileFacts} file=${file} form=${form} set=${set} />
    <div class="fields">
      <${TextField} label="Rows from (optional)" hint="Event time of the first row, such as 2023-08-01T00:00" ...${bound(parts, 'source.from', 'from')} />
      <${TextField} label="Rows before (optional)" hint="Event time after the last row" ...${bound(parts, 'source.to', 'to')} />
    </div>
    <${More} summary="Dialect, columns, missing values, bad rows">
      <${ReadingFields} parts=${parts} columns=${file?.columns ?? []}><${SelectField} label="Order" choices=${ORDERS} ...${bound(parts, 'source.order', 'order')} /><//>
      <${CheckField} label="Begin again after the last row" hint="Each pass is a new run" ...${bound(parts, 'source.loop', 'loop')} />
    <//></div>`;
}

export function RandomFields(parts) {
  const { form, set } = parts;
  return html`<div class="stack">
    <${Segments} id="columns-type" label="Columns" value=${form.readings ? 'readings' : 'own'} choices=${[['readings', 'Readings of AIR, EARTH or WATER'], ['own', 'Columns of your own']]} onChange=${(value) => set('source.fields', { readings: value === 'readings' })} />
    ${form.readings && !READINGS.includes(form.topic) && html`<${Note} icon="info" action=${html`<div class="row">${READINGS.map((topic) => html`<${Button} key=${topic} small label=${topic} onClick=${() => set('topic', { topic, ...(form.name ? {} : { name: `random-${topic.toLowerCase()}` }) })} />`)}</div>`}>Readings are known for these topics:<//>`}
    ${!form.readings && html`<${ColumnFields} ...${parts} />`}
    <div class="fields">
      <${LinesField} label="Stations (optional)" hint="One per line; they report in turn" ...${bound(parts, 'source.stations', 'stations')} />
      <${NumberField} label="Seed" hint="Another seed gives other values" ...${bound(parts, 'source.seed', 'seed')} />
      <${TextField} label="First time (optional)" placeholder="2026-01-01T00:00:00" hint="Without it: the time of sending" ...${bound(parts, 'source.start', 'start')} />
      <${TextField} label="Step" suggestions=${['1s', '1m', '1h']} hint="From reading to reading of a station, with a first time" ...${bound(parts, 'source.step', 'step')} />
    </div></div>`;
}

function ColumnFields({ form, set, errors }) {
  const change = (i, changes) => set('source.fields', { fields: form.fields.map((field, k) => (k === i ? { ...field, ...changes } : field)) });
  return html`<fieldset class="stack stack-2"><legend class="label">Columns, in their order</legend>
    ${errors['source.fields'] && html`<p class="error-text">${errors['source.fields']}</p>`}
    ${form.fields.map((field, i) => html`<${ColumnField} key=${i} field=${field} number=${i} errors=${errors} onChange=${(changes) => change(i, changes)} onRemove=${() => set('source.fields', { fields: form.fields.filter((_, k) => k !== i) })} />`)}
    <div><${Button} id="add-column" icon="plus" small label="Add a column" onClick=${() => set('source.fields', { fields: [...form.fields, emptyField()] })} /></div></fieldset>`;
}

/** A column of random rows. The service names it in errors by its name, such as source.fields[pressure].max. */
function ColumnField({ field, number, errors, onChange, onRemove }) {
  const at = (setting) => `source.fields[${field.name}].${setting}`;
  const pathOf = (setting) => (field.name ? at(setting) : `column-${number}.${setting}`);
  const part = (setting, label, rest) => html`<${TextField} path=${pathOf(setting)} label=${label} value=${field[setting]} error=${errors[at(setting)]} onInput=${(value) => onChange({ [setting]: value })} ...${rest} />`;
  return html`<div class="column-field"><div class="column-parts"><${TextField} path=${`column-${number}.name`} label="Name" value=${field.name} error=${errors[`source.fields[${field.name}]`] ?? errors[`source.fields<K>[${field.name}]`]} onInput=${(name) => onChange({ name })} />
    <${SelectField} path=${`column-${number}.type`} label="Type" value=${field.type} choices=${TYPES} onInput=${(type) => onChange({ type })} />
    ${['double', 'int', 'sequence'].includes(field.type) && [part('min', 'From', { inputmode: 'decimal', placeholder: '0' }), part('max', 'To', { inputmode: 'decimal', placeholder: field.type === 'sequence' ? 'no end' : '100' })]}
    ${field.type === 'double' && part('decimals', 'Decimals', { inputmode: 'numeric', placeholder: '2' })}
    ${field.type === 'timestamp' && [part('format', 'Format', { suggestions: FORMATS.filter((one) => !['auto', 'epoch-seconds'].includes(one)) }), part('zone', 'Zone', { suggestions: ZONES, placeholder: 'default' })]}
    ${field.type === 'choice' && html`<${LinesField} path=${pathOf('values')} label="Texts" hint="One per line; an empty line is an empty text" className="wide" value=${field.values} error=${errors[at('values')]} onInput=${(values) => onChange({ values })} />`}</div>
    <${Button} icon="trash" iconOnly kind="quiet" label=${`Remove column ${field.name || number + 1}`} onClick=${onRemove} /></div>`;
}

export function NameFields(parts) {
  const { facts, fixed, form } = parts;
  return html`<div class="stack"><div class="fields">
      ${fixed ? null : html`<${TextField} label="Name" hint="Letters, digits, dot, underscore, dash" required ...${bound(parts, 'name', 'name')} />`}
      <${TextField} label="Topic" suggestions=${facts.topics} hint="AIR, EARTH and WATER are written to files" required ...${bound(parts, 'topic', 'topic')} />
      <${NumberField} label="Limit (optional)" unit="rows" hint=${form.type === 'random' ? 'Without it, random rows have no end' : 'Without it: all rows'} ...${bound(parts, 'limit', 'limit')} />
    </div>
    <${CheckField} label=${fixed ? 'Start when it is created' : 'Start at once'} hint=${fixed ? 'It has no effect on this stream. It counts when a stream is created from this definition.' : null} ...${bound(parts, 'autoStart', 'autoStart')} /></div>`;
}

const PARTITION_HINTS = {
  station: 'Rows of a station stay in order. The station is the key of the record.',
  row: 'All partitions fill evenly. Rows of a station come to several partitions.',
  spread: 'The order does not matter. Records have no key.',
};

const DELIVERY_HINTS = {
  'exactly-once': 'Rows and position are one transaction: no row is lost or sent twice.',
  'at-least-once': 'The position is stored after the rows: a row may come twice after a failure.',
};

export function DeliveryFields(parts) {
  const { form } = parts;
  return html`<div class="fields"><${SelectField} label="Partition of a row" choices=${PARTITIONING} hint=${PARTITION_HINTS[form.partitioning]} ...${bound(parts, 'partitioning', 'partitioning')} />
    <${SelectField} label="Delivery after a failure" choices=${DELIVERY} hint=${DELIVERY_HINTS[form.delivery]} ...${bound(parts, 'delivery', 'delivery')} /></div>`;
}
