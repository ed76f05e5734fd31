// The one poll of the page. Views say which addresses they show; at most one request a second is sent for all of them.
// It stops while the tab is hidden, waits longer when the service is gone, and continues by itself.
import { useEffect, useState } from './lib.js';
import { Store } from './store.js';
import { get } from './api.js';

const PACE = 1_000;
const LONGEST = 15_000;
const ANSWER = 10_000;

/** {state: 'up' | 'lost' | 'stale' | 'log-in', since, retryAt, reason}: whether the service answers. 'stale': not with data. */
export const connection = new Store({ state: 'up', since: Date.now(), retryAt: null });

const sources = new Map();
let timer = null;
let asking = false;
let lastAsked = 0;
let failures = 0;

/**
 * Returns {data, problem, at} of an address that is asked again and again while the
 * component is shown. `data` is undefined until the first answer: "not known yet" is
 * never shown as "none". After a failure, `data` keeps the last answer.
 * @param path address, or null for nothing
 * @param every least milliseconds between two requests of this address
 * @param text the answer is text, such as rows of a file
 */
export function useLive(path, { every = PACE, text = false } = {}) {
  const [, render] = useState(0);
  useEffect(() => {
    if (!path) {
      return undefined;
    }
    const source = sourceOf(path, text);
    const watcher = { every, seen: () => render((count) => count + 1) };
    source.watchers.add(watcher);
    source.due = Math.min(source.due, source.at + every);
    schedule();
    return () => {
      source.watchers.delete(watcher);
    };
  }, [path, every]);
  const source = path ? sources.get(path) : undefined;
  return { data: source?.data, problem: source?.problem, at: source?.at };
}

function sourceOf(path, text) {
  let source = sources.get(path);
  if (!source) {
    source = { path, text, data: undefined, problem: undefined, at: 0, due: 0, watchers: new Set() };
    sources.set(path, source);
    forgetOld();
  }
  return source;
}

/** Keeps the answers of the latest views, so that going back shows them at once. */
function forgetOld() {
  for (const [path, source] of sources) {
    if (sources.size <= 30) {
      return;
    }
    if (source.watchers.size === 0) {
      sources.delete(path);
    }
  }
}

/** Asks an address as soon as possible, for example after a button was pressed. */
export function refresh(path) {
  const source = sources.get(path);
  if (source) {
    source.due = 0;
    schedule();
  }
}

/** Shows an answer that another request has given, until the next one comes. */
export function update(path, change) {
  const source = sources.get(path);
  if (source && source.data !== undefined) {
    source.data = change(source.data);
    show(source);
  }
}

/** Tries again at once. */
export function reconnect() {
  failures = 0;
  lastAsked = 0;
  schedule();
}

function show(source) {
  [...source.watchers].forEach((watcher) => watcher.seen());
}

function schedule() {
  clearTimeout(timer);
  timer = null;
  if (asking || document.hidden) {
    return;
  }
  const watched = [...sources.values()].filter((source) => source.watchers.size > 0);
  if (watched.length === 0) {
    return;
  }
  const due = Math.min(...watched.map((source) => source.due));
  const pause = failures > 0 ? Math.min(LONGEST, PACE * 2 ** failures) * (0.8 + 0.4 * Math.random()) : PACE;
  const at = Math.max(due, lastAsked + pause);
  if (failures > 0) {
    connection.update((state) => ({ ...state, retryAt: at }));
  }
  timer = setTimeout(ask, Math.max(0, at - Date.now()));
}

async function ask() {
  const now = Date.now();
  const source = [...sources.values()].filter((one) => one.watchers.size > 0 && one.due <= now + 20).sort((a, b) => a.due - b.due)[0];
  if (!source || asking || document.hidden) {
    schedule();
    return;
  }
  asking = true;
  lastAsked = now;
  try {
    answered(source, await get(source.path, { timeout: ANSWER, text: source.text }));
  } catch (problem) {
    failed(source, problem);
  } finally {
    asking = false;
    source.due = now + pauseOf(source);
    schedule();
  }
}

/** Milliseconds until a source is asked again; a failure is not kept for long. */
function pauseOf(source) {
  const every = Math.min(...[...source.watchers].map((watcher) => watcher.every));
  return Number.isFinite(every) && !source.problem ? every : Math.min(every, LONGEST);
}

function answered(source, data) {
  failures = 0;
  source.data = data;
  source.problem = undefined;
  if (connection.get().state !== 'up' && ![...sources.values()].some(isStale)) {
    connection.set({ state: 'up', since: Date.now(), retryAt: null });
  }
  source.at = Date.now();
  show(source);
}

/** Whether a view shows data that the service cannot bring up to date, such as while Kafka does not answer. */
const isStale = ({ watchers, data, problem }) => watchers.size > 0 && data !== undefined && problem?.status >= 500 && !problem.unreachable;

function failed(source, problem) {
  source.problem = problem;
  const stale = [...sources.values()].some(isStale);
  const state = problem.status === 401 ? 'log-in' : problem.unreachable ? 'lost' : stale ? 'stale' : 'up';
  failures = ['up', 'stale'].includes(state) && problem.status !== 429 ? 0 : failures + 1;
  if (connection.get().state !== state) {
    connection.set({ state, since: Date.now(), retryAt: null, reason: problem.detail });
  }
  if (state === 'up') {
    source.at = Date.now();
    if (problem.status === 404) {
      source.data = undefined;
    }
  }
  show(source);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    failures = 0;
  }
  schedule();
});
addEventListener('online', reconnect);
