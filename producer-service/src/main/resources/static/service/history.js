// The rate of each stream in the last minutes, and what its pace aims at.
import { History } from '/app/history.js';

const rates = new History(2);

/** Records what the service answered at an instant. */
export const record = (stream, at) => rates.add(stream.name, at, [stream.ratePerSecond, stream.targetPerSecond], stream.state !== 'RUNNING');

/** The last rates of a stream: {values, version}. */
export const lastRates = (name) => rates.last(name, 0);

/** Version of the history: changes when a value was added. */
export const versionOf = (name) => rates.version(name);

/** [times, rates, targets] for a chart. */
export const series = (name) => rates.series(name);
