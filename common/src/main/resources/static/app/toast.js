import { html, useEffect } from './lib.js';
import { Store, useStore } from './store.js';
import { Icon } from './icons.js';

const SHOWN = 6_000;

const toasts = new Store([]);
let last = 0;

function add(toast) {
  last += 1;
  toasts.update((all) => [...all.slice(-3), { id: last, ...toast }]);
}

function drop(id) {
  toasts.update((all) => all.filter((toast) => toast.id !== id));
}

/** Says that something was done. */
export const done = (text) => add({ text, kind: 'good' });

/** Says why something failed, and what to do. Stays until it is closed. */
export const failed = (problem, doing) => add({
  text: doing ? `${doing}: ${problem.detail ?? problem.message}` : problem.detail ?? problem.message,
  remedy: problem.remedy,
  kind: 'bad',
});

/** Runs an action of the user; says what was done, or why not. Returns whether it was done. */
export async function attempt(action, said, doing) {
  try {
    const result = await action();
    const text = typeof said === 'function' ? said(result) : said;
    if (text) {
      done(text);
    }
    return true;
  } catch (problem) {
    failed(problem, doing);
    return false;
  }
}

function Toast({ toast }) {
  useEffect(() => {
    if (toast.kind !== 'good') {
      return undefined;
    }
    const timer = setTimeout(() => drop(toast.id), SHOWN);
    return () => clearTimeout(timer);
  }, [toast]);
  return html`<div class="toast ${toast.kind}">
    <${Icon} name=${toast.kind === 'good' ? 'done' : 'bad'} />
    <div class="grow break"><p>${toast.text}</p>${toast.remedy && html`<p class="remedy">${toast.remedy}</p>`}</div>
    <button type="button" class="button quiet small icon-only" aria-label="Close this message" onClick=${() => drop(toast.id)}><${Icon} name="close" /></button>
  </div>`;
}

/** The place where they are shown and read out. There is one on the page. */
export function Toasts() {
  const all = useStore(toasts);
  return html`<div class="toasts" role="status" aria-live="polite" id="messages">${all.map((toast) => html`<${Toast} key=${toast.id} toast=${toast} />`)}</div>`;
}
