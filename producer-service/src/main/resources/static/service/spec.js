// The form of a stream, and the request that it becomes.
import { draftOf, numberOf, paceOf } from './pace.js';
import { dialectOf, dialectText } from './dialect.js';

/** The columns of a source that names none. The file need not have them. */
export const USUAL = { timeColumn: 'Time', stationColumn: 'Station' };

const EMPTY = {
  name: '', topic: '', type: 'csv', limit: '', partitioning: 'station', delivery: 'exactly-once', autoStart: true,
  file: '', order: 'file', missing: ['---'], emptyIsMissing: true, onBadRow: 'dead-letter', loop: false,
  from: '', to: '',
  pattern: '*.csv*', orderBy: 'name', minAge: '5s', follow: false, afterwards: 'keep',
  ...USUAL, timeFormat: 'auto', timeZone: '', dialect: 'auto',
  readings: true, stations: [], seed: '0', start: '', step: '1m',
  fields: [
    { name: 'index', type: 'sequence', min: '', max: '', decimals: '', format: '', zone: '', values: [] },
    { name: 'time', type: 'timestamp', min: '', max: '', decimals: '', format: 'iso', zone: '', values: [] },
    { name: 'number', type: 'int', min: '0', max: '100', decimals: '', format: '', zone: '', values: [] },
  ],
};

export const emptyField = () => ({ name: '', type: 'double', min: '', max: '', decimals: '', format: '', zone: '', values: [] });

export const emptyForm = () => ({ ...structuredClone(EMPTY), pace: draftOf({ type: 'rate', perSecond: 100 }) });

const text = (value) => (value === null || value === undefined ? '' : String(value));

/** The form of a stream that exists. */
export function formOf(stream) {
  const { source } = stream;
  const form = {
    ...emptyForm(), name: stream.name, topic: stream.topic, type: source.type, limit: text(stream.limit), partitioning: stream.partitioning,
    delivery: stream.delivery, autoStart: stream.autoStart, pace: draftOf(stream.pace),
  };
  if (source.type !== 'random') {
    return {
      ...form, ...source, timeColumn: Array.isArray(source.timeColumn) ? source.timeColumn.join(JOINED) : source.timeColumn ?? USUAL.timeColumn, timeZone: text(source.timeZone), from: text(source.from), to: text(source.to), dialect: dialectText(source.dialect), stationColumn: source.stationColumn ?? USUAL.stationColumn, missing: source.missing.filter(Boolean), emptyIsMissing: source.missing.includes(''),
    };
  }
  const fields = Object.entries(source.fields ?? {});
  return {
    ...form, readings: fields.length === 0, stations: source.stations ?? [], seed: text(source.seed), start: text(source.start), step: text(source.step),
    fields: fields.length === 0 ? form.fields : fields.map(([name, field]) => ({
      ...emptyField(), name, type: field.type, min: text(field.min), max: text(field.max), decimals: text(field.decimals), format: text(field.format), zone: text(field.zone), values: field.values ?? [],
    })),
  };
}

/** Leaves out what is empty: the service has a default for it, or says that it is missing. */
function filled(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));
}

function fieldOf(field) {
  switch (field.type) {
    case 'double': return filled({ type: 'double', min: numberOf(field.min), max: numberOf(field.max), decimals: numberOf(field.decimals) });
    case 'timestamp': return filled({ type: 'timestamp', format: field.format.trim(), zone: field.zone.trim() });
    case 'choice': return { type: 'choice', values: field.values };
    default: return filled({ type: field.type, min: numberOf(field.min), max: numberOf(field.max) });
  }
}

/** Two columns that make a time together, such as Date and Time. */
const JOINED = ' + ';

function timeOf(form) {
  const columns = form.timeColumn.split(JOINED).map((column) => column.trim());
  return columns.length > 1 ? { timeColumn: columns } : { timeColumn: asked(form, 'timeColumn') };
}

/** A column that is not the usual one: the service refuses it when the file does not have it. */
const asked = (form, field) => (form[field].trim() === USUAL[field] ? '' : form[field].trim());

function sourceOf(form) {
  if (form.type !== 'random') {
    const files = form.type === 'csv' ? { file: form.file.trim(), order: form.order, loop: form.loop, from: form.from.trim(), to: form.to.trim() }
      : { pattern: form.pattern.trim(), orderBy: form.orderBy, minAge: form.minAge.trim(), follow: form.follow, afterwards: form.afterwards };
    return {
      ...filled({ type: form.type, ...files, onBadRow: form.onBadRow, ...timeOf(form), timeFormat: form.timeFormat.trim(), timeZone: form.timeZone.trim(), dialect: dialectOf(form.dialect), stationColumn: asked(form, 'stationColumn') }),
      missing: [...form.missing.filter(Boolean), ...(form.emptyIsMissing ? [''] : [])],
    };
  }
  const stations = form.stations.filter((one) => one.trim());
  return filled({
    type: 'random', seed: numberOf(form.seed), start: form.start.trim(), step: form.step.trim(),
    stations: stations.length > 0 ? stations : null,
    fields: form.readings ? null : Object.fromEntries(form.fields.filter((field) => field.name.trim()).map((field) => [field.name.trim(), fieldOf(field)])),
  });
}

/** The body of POST /api/streams. */
export function specOf(form) {
  return filled({
    name: form.name.trim(), topic: form.topic.trim(), source: sourceOf(form), pace: paceOf(form.pace), partitioning: form.partitioning,
    delivery: form.delivery, limit: numberOf(form.limit), autoStart: form.autoStart,
  });
}

/** Topic of a file, as ./run has it: the letters that its name begins with. */
export const topicOf = (file) => (/^[A-Za-z]+/.exec(file)?.[0] ?? '').toUpperCase();

/** Name of a stream of a file. */
export function nameOf(file, taken) {
  const stem = file.replace(/\.(csv|tsv|txt)(\.gz|\.zst)?$/i, '').toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'stream';
  for (let i = 1; ; i += 1) {
    const name = i === 1 ? stem : `${stem}-${i}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}

/** The column that is likely to be meant. */
export function likely(columns, usual, pattern) {
  return columns.includes(usual) ? usual : columns.find((column) => pattern.test(column)) ?? usual;
}
