import { Store, useStore } from './store.js';

// The address of a view is /ui/<path>?<query>: /ui/streams/air?show=rows. The server returns the page for all of them.
const BASE = '/ui';

/** The current address: {path, query}. */
export const address = new Store(read());

/** Whether a view asks before it is left: a function that returns a sentence, or null. */
let guard = null;

function read() {
  const path = decodePath(location.pathname.startsWith(`${BASE}/`) ? location.pathname.slice(BASE.length) : '/');
  return { path, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

function decodePath(path) {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

/** Returns the address of a view: href('/streams/air', {show: 'rows'}). */
export function href(path, query) {
  const text = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return BASE + path + (text.size > 0 ? `?${text}` : '');
}

/** Goes to another view. */
export function go(path, query, { replace = false, hash = '' } = {}) {
  if (!mayLeave()) {
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', href(path, query) + hash);
  address.set(read());
  if (!replace && !hash) {
    scrollTo(0, 0);
  }
}

/** Goes to the address that a log-in interrupted. It is one of this service, whatever the text says. */
export function returnTo(text, home) {
  const to = text ? parseUrl(text) : null;
  if (to?.origin !== location.origin || to.pathname.startsWith('//') || to.pathname === `${BASE}/log-in`) {
    go(home, {}, { replace: true });
  } else if (to.pathname.startsWith(`${BASE}/`)) {
    go(to.pathname.slice(BASE.length), Object.fromEntries(to.searchParams), { replace: true, hash: to.hash });
  } else {
    location.replace(to.href);
  }
}

function parseUrl(text) {
  try {
    return new URL(text, location.origin);
  } catch {
    return null;
  }
}

/** Changes entries of the query of this view; null removes one. The view stays. */
export function setQuery(changes) {
  const { path, query } = address.get();
  history.replaceState(null, '', href(path, { ...query, ...changes }));
  address.set(read());
}

/** Asks before this view is left. Returns the function that ends it. */
export function guardLeaving(reason) {
  guard = reason;
  return () => {
    if (guard === reason) {
      guard = null;
    }
  };
}

/** Asks the user when a view does not want to be left. Returns whether to leave. */
export function mayLeave() {
  const reason = guard?.();
  if (reason && !window.confirm(reason)) { // the browser's own question also works when the tab is closed
    return false;
  }
  guard = null;
  return true;
}

/**
 * Finds the route of a path. A route is {path: '/streams/:name', view, title, nav}.
 * Returns {route, params}, or null.
 */
export function match(routes, path) {
  const given = path.split('/');
  for (const route of routes) {
    const expected = route.path.split('/');
    if (expected.length === given.length && expected.every((part, i) => part.startsWith(':') || part === given[i])) {
      const params = {};
      expected.forEach((part, i) => {
        if (part.startsWith(':')) {
          params[part.slice(1)] = decode(given[i]);
        }
      });
      return { route, params };
    }
  }
  return null;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function useAddress() {
  return useStore(address);
}

/** Makes links to views of this page change the view without a request. */
export function followLinks() {
  addEventListener('popstate', () => {
    const { path, query } = address.get();
    if (mayLeave()) {
      address.set(read());
    } else {
      history.pushState(null, '', href(path, query));
    }
  });
  addEventListener('beforeunload', (event) => {
    if (guard?.()) {
      event.preventDefault();
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey
        || event.altKey || link.target || link.hasAttribute('download')) {
      return;
    }
    const to = new URL(link.href);
    if (to.origin !== location.origin || !(to.pathname === BASE || to.pathname.startsWith(`${BASE}/`))) {
      return;
    }
    if (to.hash && to.pathname === location.pathname && to.search === location.search) {
      return; // a place in this view
    }
    event.preventDefault();
    go(to.pathname.slice(BASE.length) || '/', Object.fromEntries(to.searchParams), { hash: to.hash });
  });
}
