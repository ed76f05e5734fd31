// What the page says of a stream.
import { bytes, duration, millisOf, number, plural, rate } from '/app/format.js';

/** State as icon and text. A stream that runs and cannot send waits. */
export function stateOf(stream) {
  if (stream.state === 'RUNNING' && stream.lastError) {
    return { kind: 'warn', icon: 'clock', text: 'Waits' };
  }
  return {
    RUNNING: { kind: 'busy', icon: 'play', text: 'Running' },
    PAUSED: { kind: 'warn', icon: 'pause', text: 'Paused' },
    STOPPED: { kind: 'idle', icon: 'stop', text: 'Stopped' },
    COMPLETED: { kind: 'good', icon: 'done', text: 'Completed' },
    FAILED: { kind: 'bad', icon: 'bad', text: 'Failed' },
  }[stream.state] ?? { kind: 'idle', icon: 'unknown', text: stream.state };
}

export const isRunning = (stream) => stream.state === 'RUNNING';

/** Rows that are dealt with: acknowledged or rejected. */
export const rowsDone = (stream) => stream.rowsAcked + stream.rowsRejected;

/** Part that is done, from 0 to 1; null when nobody knows the end. */
export function partDone(stream) {
  if (stream.state === 'COMPLETED') {
    return 1;
  }
  return stream.rowsTotal > 0 ? Math.min(1, rowsDone(stream) / stream.rowsTotal) : null;
}

/** Whether the stream ends by itself. */
export const isEndless = (stream) => stream.limit === null && (stream.source.type !== 'csv' || stream.source.loop);

/** Milliseconds until the last row, at the rate of now; null when not known. */
export function timeLeft(stream) {
  const rows = (stream.rowsTotal ?? NaN) - rowsDone(stream);
  return isRunning(stream) && rows > 0 && stream.ratePerSecond > 0 ? (rows / stream.ratePerSecond) * 1000 : null;
}

export function sourceText({ source }) {
  switch (source.type) {
    case 'csv': return source.file;
    case 'directory': return `files ${source.pattern}`;
    default: return 'random rows';
  }
}

/** A pace in a few words. */
export function paceText(pace) {
  switch (pace.type) {
    case 'rate': return `${rate(pace.perSecond)} rows/s`;
    case 'interval': return `a row every ${duration(millisOf(pace.every)) ?? pace.every}`;
    case 'event-time': return pace.clock ? `clock ${pace.clock}` : pace.speedup === 1 ? 'event time' : `event time × ${number(pace.speedup)}`;
    case 'cron': return `cron ${pace.expression}`;
    default: return 'full speed';
  }
}

export const PARTITIONING = [['station', 'by station'], ['row', 'in turn, by row number'], ['spread', 'spread by the Kafka client']];

export const DELIVERY = [['exactly-once', 'exactly once'], ['at-least-once', 'at least once']];

export const BAD_ROWS = [['dead-letter', 'send it to the dead-letter topic'], ['skip', 'skip and count it'], ['fail', 'stop the stream']];

export const SORTS = [['name', 'by name'], ['time', 'by their first time']];

export const AFTERWARDS = [['keep', 'stays where it is'], ['move', 'moves to done/'], ['delete', 'is deleted']];

export const ORDERS = [['file', 'first row first'], ['reversed', 'last row first']];

export const nameIn = (choices, value) => choices.find(([one]) => one === value)?.[1] ?? value;

const REMEDIES = [
  [/is not in the data directory/, 'Upload the file, then start the stream.'],
  [/link that leads out|not a file that can be read/, 'Put the file itself into the data directory, with read permission.'],
  [/cannot store in the name/, 'Start the service with a UTF-8 locale, such as LC_ALL=C.UTF-8.'],
  [/is shorter than the|has no row that begins|has no row that ends/, 'The file was replaced or shortened. Restore it, or start from the beginning.'],
  [/while it was read|since row \d+/, 'Put the former file back, or start from the beginning.'],
  [/has no header line|is not CSV|its dialect is invalid/, 'Correct the file or its dialect, then start from the beginning.'],
  [/ looks .*; correct the dialect/, 'Change the dialect of the stream, or let it be found.'],
  [/cannot be read from its end/, 'Decompress the file: the order "last row first" needs it.'],
  [/zstd window is larger/, 'Compress the file again, with --long=27 or less.'],
  [/cannot be read:|cannot be decompressed:/, 'The file or the disk is damaged. Upload the file again.'],
  [/every row was rejected/, 'Correct the file or the settings of its source. Then start from the beginning.'],
  [/has a readable time/, 'Correct the column and the format of the time, or choose another pace. Then start the stream.'],
  [/ line \d+: /, 'Correct the row, or choose another way for rows that cannot be sent.'],
  [/^A row is too large for topic/, 'Raise max.message.bytes of the topic, and max.request.size of the service for rows over 1 MB.'],
  [/^Kafka refuses/, 'Correct the topic, its rights or its replication. Then start the stream.'],
  [/^Waits for Kafka/, 'Look at the brokers. The stream continues by itself.'],
];

/** What to do about the last error of a stream. */
export function remedyOf(stream) {
  const known = REMEDIES.find(([pattern]) => pattern.test(stream.lastError ?? ''));
  return known?.[1] ?? (stream.state === 'FAILED' ? 'Remove the reason, then start the stream.' : '');
}

/** The times of the first and the last row, in order, as the file has them. */
export function span(file) {
  if (!file.firstTime || !file.lastTime) {
    return null;
  }
  return isDescending(file) ? [file.lastTime, file.firstTime] : [file.firstTime, file.lastTime];
}

/** Whether the first row of a file is the latest one. */
export function isDescending(file) {
  const first = timeOf(file.firstTime);
  const last = timeOf(file.lastTime);
  return first !== null && last !== null && first > last;
}

/** Milliseconds of an event time as text, for comparisons only; null when its format is not known. */
export function timeOf(text) {
  const dayFirst = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/.exec(text ?? '');
  if (dayFirst) {
    const [, day, month, year, hour, minute, second] = dayFirst.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  if (/^\d{12,14}$/.test(text ?? '')) {
    return Number(text);
  }
  const iso = /^\d{4}-\d{2}-\d{2}/.test(text ?? '') ? Date.parse(text) : NaN;
  return Number.isNaN(iso) ? null : iso;
}

/** The event time that a stream has reached, in the format of its file where that is the usual one; null when not known. */
export function eventTime(stream) {
  const [, year, month, day, clock] = /^(\d{4})-(\d{2})-(\d{2})T(.*)$/.exec(stream.eventTime ?? '') ?? [];
  if (!year) {
    return null;
  }
  const exact = clock.length === 5 ? `${clock}:00` : clock;
  const format = stream.format?.timeFormat ?? stream.source.timeFormat;
  return format === 'dd/MM/yyyy HH:mm:ss' ? `${day}/${month}/${year} ${exact}` : `${year}-${month}-${day} ${exact}`;
}

/** "44,640 rows, 2.9 MB". */
export const fileText = (file) => [file.rows === null ? null : plural(file.rows, 'row'), bytes(file.bytes)].filter(Boolean).join(', ');
