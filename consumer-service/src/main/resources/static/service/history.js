// Lag of each partition in the last minutes, and rows that were written a second.
import { History } from '/app/history.js';
import { keyOf } from './state.js';

const WINDOW = 8_000;

/** Rows are committed in batches: over a shorter time, a rate says how many batches there were. */
const LEAST = 3_000;

const past = new History(2);
const samples = new Map();
const last = new Map();

/** Rows a second that were committed in the last seconds; null when not known yet. */
function rateOf(key, rows, at) {
  const seen = (samples.get(key) ?? []).filter((one) => at - one.at <= WINDOW && one.rows <= rows);
  samples.set(key, [...seen, { at, rows }]);
  return seen.length > 0 && at - seen[0].at >= LEAST ? ((rows - seen[0].rows) * 1000) / (at - seen[0].at) : null;
}

/**
 * Records what the service answered at an instant.
 * @param always also records a partition in which nothing happens, for a chart that moves on
 */
export function record(partition, at, always = false) {
  const key = keyOf(partition);
  if (samples.get(key)?.at(-1).at >= at) {
    return;
  }
  const rate = rateOf(key, partition.rows, at);
  past.add(key, at, [partition.lag, rate], !always && !partition.lag && !rate);
  last.set(key, rate);
}

/** Rows a second that are written to a partition's files now; null when not known yet. */
export const rateNow = (partition) => last.get(keyOf(partition)) ?? null;

/** The last lags of a partition: {values, version}. */
export const lastLags = (partition) => past.last(keyOf(partition), 0);

/** Version of the history: changes when a value was added. */
export const versionOf = (partition) => past.version(keyOf(partition));

/** [times, lags, rates] for charts. */
export const series = (partition) => past.series(keyOf(partition));
