// The rates of each stream in the last minutes, as this page has seen them.

const KEPT = 600;
const GAP = 5_000;

const histories = new Map();

function historyOf(name) {
  let history = histories.get(name);
  if (!history) {
    history = { times: [], rates: [], targets: [], version: 0, last: 0 };
    histories.set(name, history);
  }
  return history;
}

/** Records what the service answered at an instant. A quiet stream adds nothing, so that its row stays as it is. */
export function record(stream, at) {
  const history = historyOf(stream.name);
  if (at <= history.last) {
    return;
  }
  const rates = history.rates;
  const quiet = stream.state !== 'RUNNING' && (rates.at(-1) ?? 0) === 0;
  if (!(quiet && rates.length === 0)) {
    if (history.last > 0 && at - history.last > GAP) {
      push(history, history.last + 1, null, null); // nobody looked: the line has a gap
    }
    if (!quiet) {
      push(history, at, stream.ratePerSecond, stream.targetPerSecond);
    }
  }
  history.last = at;
}

function push(history, at, rate, target) {
  history.times.push(at);
  history.rates.push(rate);
  history.targets.push(target);
  history.version += 1;
  if (history.times.length > KEPT * 1.2) {
    for (const values of [history.times, history.rates, history.targets]) {
      values.splice(0, values.length - KEPT);
    }
  }
}

/** The last rates of a stream: {values, version}. */
export function lastRates(name, slots = 60) {
  const history = historyOf(name);
  return { values: history.rates.slice(-slots), version: history.version };
}

/** Version of the history: changes when a value was added. */
export const versionOf = (name) => historyOf(name).version;

/** [times, rates, targets] for a chart. */
export function series(name) {
  const history = historyOf(name);
  return [[...history.times], [...history.rates], [...history.targets]];
}
