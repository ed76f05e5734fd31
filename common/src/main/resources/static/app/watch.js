// Rows as they come: server-sent events, read so that the status of the answer is known.
import { useEffect, useRef, useState } from './lib.js';
import { logInNeeded, pageHeaders, Problem, problemOf, refused } from './api.js';

const KEPT = 200;
const RENDER = 250;
const AGAIN = 3_000;

/** Refusals that may end: after a restart, a service does not know its partitions yet, or another replica has them. */
const PASSING = [404, 409, 429, 503];

/** The service sends something every 10 seconds. A connection that is silent for longer is dead. */
const SILENCE = 30_000;

/**
 * Watches the rows of an address.
 *
 * Returns {rows, skipped, state, problem, clear()}. `rows` are the latest ones, the newest last, each with a
 * growing `id`. `skipped` counts the rows that were not shown since the watch began. `state` is 'connecting',
 * 'open', 'lost', 'refused' (see `problem`; a 404 is a service without this feature or an unknown name) or 'off'.
 * It ends while the tab is hidden, so that the tab does not hold a connection.
 * @param path address, or null for none
 */
export function useRows(path, { kept = KEPT } = {}) {
  const feed = useRef({ rows: [], skipped: 0 });
  const [shown, show] = useState({ rows: [], skipped: 0, state: 'off', problem: null });
  useEffect(() => {
    feed.current = { rows: [], skipped: 0 };
    show({ rows: [], skipped: 0, state: path ? 'connecting' : 'off', problem: null });
    if (!path) {
      return undefined;
    }
    const watch = new Watch(path, kept, feed.current, show);
    watch.start();
    return () => watch.end();
  }, [path, kept]);
  const clear = () => {
    feed.current.rows = [];
    feed.current.skipped = 0;
    show((state) => ({ ...state, rows: [], skipped: 0 }));
  };
  return { ...shown, clear };
}

class Watch {

  #path;

  #kept;

  #feed;

  #show;

  #abort = null;

  #timers = new Set();

  #pending = false;

  #ended = false;

  #lastId = 0;

  #seen = () => this.#visibility();

  #endLogIn = null;

  constructor(path, kept, feed, show) {
    this.#path = path;
    this.#kept = kept;
    this.#feed = feed;
    this.#show = show;
  }

  start() {
    document.addEventListener('visibilitychange', this.#seen);
    this.#endLogIn = logInNeeded.watch(this.#seen);
    if (!document.hidden) {
      this.#read();
    }
  }

  end() {
    this.#ended = true;
    document.removeEventListener('visibilitychange', this.#seen);
    this.#endLogIn?.();
    this.#timers.forEach(clearTimeout);
    this.#abort?.abort();
  }

  #visibility() {
    // A stream that is open would last longer than its session.
    if (document.hidden || logInNeeded.get()) {
      this.#abort?.abort();
      this.#abort = null;
    } else if (!this.#abort) {
      this.#read();
    }
  }

  #later(action, millis) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, millis);
    this.#timers.add(timer);
  }

  #state(state, problem = null) {
    if (!this.#ended) {
      this.#show((shown) => ({ ...shown, state, problem }));
    }
  }

  async #read() {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const response = await fetch(this.#path, { headers: { Accept: 'text/event-stream, application/problem+json', ...pageHeaders() }, signal: abort.signal, cache: 'no-store' });
      if (!response.ok || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        throw refused(problemOf(response.ok ? 404 : response.status, parse(await response.text()), response.headers.get('Retry-After')));
      }
      this.#state('open');
      await this.#events(response.body.pipeThrough(new TextDecoderStream()).getReader());
      throw new Problem({ detail: 'The service ended the connection.' });
    } catch (failure) {
      this.#failed(failure, abort);
    }
  }

  async #events(reader) {
    let rest = '';
    for (;;) {
      const { value, done } = await within(SILENCE, reader.read());
      if (done) {
        return;
      }
      const parts = (rest + value).split(/\r?\n\r?\n/);
      rest = parts.pop();
      parts.forEach((part) => this.#event(part));
    }
  }

  #event(text) {
    let name = 'message';
    const data = [];
    for (const line of text.split(/\r?\n/)) {
      const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (field === 'event') {
        name = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }
    const content = parse(data.join('\n')) ?? {};
    if (name === 'row') {
      this.#lastId += 1;
      this.#feed.rows.push({ ...content, id: this.#lastId });
      if (this.#feed.rows.length > 2 * this.#kept) {
        this.#feed.rows = this.#feed.rows.slice(-this.#kept);
      }
    } else if (name === 'sampled') {
      this.#feed.skipped += content.skipped ?? 0;
    }
    this.#renderSoon();
  }

  #renderSoon() {
    if (!this.#pending) {
      this.#pending = true;
      this.#later(() => {
        this.#pending = false;
        this.#show((shown) => ({ ...shown, rows: this.#feed.rows.slice(-this.#kept), skipped: this.#feed.skipped }));
      }, RENDER);
    }
  }

  #failed(failure, abort) {
    if (abort.signal.aborted || this.#ended) {
      return;
    }
    this.#abort = null;
    abort.abort();
    const refused = failure instanceof Problem && failure.status >= 400 && !failure.unreachable;
    this.#state(refused ? 'refused' : 'lost', failure);
    if (!refused || PASSING.includes(failure.status)) {
      this.#later(this.#seen, (failure.retryAfter ? failure.retryAfter * 1000 : AGAIN) * (1 + Math.random() / 4));
    }
  }

}

/** Rejects when a promise takes too long. */
function within(millis, promise) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Problem({ detail: 'The service is silent.' })), millis);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
