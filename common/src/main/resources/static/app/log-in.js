// The log-in: a view while nobody is logged in, a dialog over the view when a session ends. What was typed in the view stays.
import { html, useEffect, useRef, useState } from './lib.js';
import { Store, useStore } from './store.js';
import { logInNeeded, post, remove } from './api.js';
import { about, loadAbout } from './about.js';
import { reconnect } from './live.js';
import { address, mayLeave, returnTo } from './router.js';
import { TextField } from './form.js';
import { Button, Note } from './parts.js';
import { Dialog } from './dialog.js';
import { done, failed } from './toast.js';

const SESSION = '/api/session';
const LOGGED_OUT = 'log-out';

/** Whether the user has closed the dialog to look at the view. */
const closed = new Store(false);

logInNeeded.watch((needed) => needed && closed.set(false));

export const showLogIn = () => closed.set(false);

/** Logs out. The page is loaded again, so that nothing of the user is left in it. */
export async function logOut() {
  if (!mayLeave()) {
    return;
  }
  try {
    await remove(SESSION);
  } catch (problem) {
    failed(problem, 'Log-out');
    return;
  }
  addEventListener('pageshow', () => location.reload()); // the browser may keep the page for its back button
  location.assign(`/ui/log-in?done=${LOGGED_OUT}`);
}

function useLogIn(user, onDone) {
  const [form, setForm] = useState({ user, password: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const submit = async (element) => {
    // Some password managers fill the fields without an event.
    const typed = Object.fromEntries(new FormData(element));
    setForm(typed);
    setBusy(true);
    setProblem(null);
    try {
      await post(SESSION, typed);
      await loadAbout();
      reconnect();
      onDone();
    } catch (failure) {
      setBusy(false);
      setForm((before) => ({ ...before, password: '' }));
      setProblem(failure);
    }
  };
  return { form, set: (changes) => setForm((before) => ({ ...before, ...changes })), submit, busy, problem };
}

/** The form. `user` is the name to begin with. */
function LogInForm({ user = '', onDone }) {
  const { form, set, submit, busy, problem } = useLogIn(user, onDone);
  const element = useRef(null);
  useEffect(() => {
    if (problem) {
      element.current?.querySelector('[name="password"]').focus();
    }
  }, [problem]);
  // The method and the address keep the password out of the address of the page even if this script fails.
  return html`<form ref=${element} id="log-in" class="stack" method="post" action=${SESSION} onSubmit=${(event) => { event.preventDefault(); if (!busy) { submit(element.current); } }}>
    ${problem && html`<${Note} kind="bad" id="log-in-problem" role="alert" title=${problem.title} remedy=${problem.remedy}>${problem.detail}<//>`}
    <${TextField} path="user" label="User" value=${form.user} onInput=${(value) => set({ user: value })} autocomplete="username" autocapitalize="none" required />
    <${TextField} path="password" type="password" label="Password" value=${form.password} onInput=${(value) => set({ password: value })} autocomplete="current-password" required autofocus=${Boolean(user)} />
    <div><${Button} id="log-in-submit" type="submit" kind="primary" icon="user" label="Log in" busy=${busy} /></div>
  </form>`;
}

/** The view instead of all others, while nobody is logged in. `name` is that of the service. */
export function LogIn({ name }) {
  const box = useRef(null);
  const { query } = useStore(address);
  useEffect(() => box.current.querySelector('[name="user"]').focus(), []);
  const enter = () => requestAnimationFrame(() => document.getElementById('title')?.focus());
  return html`<div class="log-in" ref=${box}><div class="card"><div class="card-body stack">
    <div><h1 id="title" tabindex="-1">Log in</h1><p class="soft">${name} of Sensor Streams</p></div>
    ${query.done === LOGGED_OUT && html`<${Note} kind="good" role="status">You are logged out.<//>`}
    <${LogInForm} onDone=${enter} /><p class="faint small">operator may change everything, viewer may look. Each service has its own log-in.</p>
  </div></div></div>`;
}

/** The log-in over a view whose session has ended. */
export function LogInAgain() {
  const needed = useStore(logInNeeded);
  const away = useStore(closed);
  const known = useStore(about);
  if (!needed || !known || away) {
    return null;
  }
  return html`<${Dialog} id="log-in-again" title="Log in again" onClose=${() => closed.set(true)}><div class="stack">
    <p class="soft">Your session has ended. What you have typed is still here.</p>
    <${LogInForm} user=${known.user?.name} onDone=${() => done(`You are logged in as ${about.get().user?.name}.`)} /></div><//>`;
}

/** Leaves the view of the log-in for the address that was asked for. */
export function useReturn({ path, query }, known, home) {
  useEffect(() => {
    if (known && path === '/log-in') {
      returnTo(query.to, home);
    }
  }, [path, known]);
}
