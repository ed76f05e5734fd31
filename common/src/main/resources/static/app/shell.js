// What both services have around their views: header, navigation, the note about the connection, messages, questions.
import { html, useEffect, useErrorBoundary, useState } from './lib.js';
import { useStore } from './store.js';
import { href, match, useAddress, go } from './router.js';
import { connection, reconnect } from './live.js';
import { about, loadAbout } from './about.js';
import { logInNeeded } from './api.js';
import { LogIn, LogInAgain, logOut, showLogIn, useReturn } from './log-in.js';
import { Icon, Mark } from './icons.js';
import { Button, Empty, Loading, Menu, ProblemNote, ViewHead } from './parts.js';
import { Toasts } from './toast.js';
import { Questions } from './dialog.js';
import { timeOfDay, zone } from './format.js';
import { docRoutes } from './docs.js';

const THEMES = [['system', 'Theme of the system', 'system'], ['light', 'Light theme', 'sun'], ['dark', 'Dark theme', 'moon']];

function ThemeSwitch() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? 'system');
  const index = THEMES.findIndex(([name]) => name === theme);
  const [, label, icon] = THEMES[index];
  const turn = () => {
    const [next] = THEMES[(index + 1) % THEMES.length];
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    // A cookie, because the pages of both services share it, whatever their ports.
    document.cookie = `theme=${next}; Path=/; SameSite=Strict; Max-Age=${next === 'system' ? 0 : 31_536_000}`;
    setTheme(next);
  };
  return html`<${Button} id="theme" icon=${icon} kind="quiet" iconOnly label=${`${label}; change`} onClick=${turn} />`;
}

function Connection() {
  const { state, since, reason } = useStore(connection);
  if (state === 'up') {
    return html`<span role="status" id="connection"></span>`;
  }
  const action = state === 'log-in' ? { text: 'Log in', run: showLogIn } : { text: 'Try now', run: reconnect };
  return html`<span role="status" id="connection" class="connection" title=${`What is shown is of ${timeOfDay(since)}`}><${Icon} name="lost" /><span>${state === 'log-in' ? 'Log-in needed' : state === 'stale' ? html`Not up to date<span class="words">: ${reason}</span>` : html`Connection lost<span class="words">, trying again</span>`}</span>
    <button type="button" class="link-button" id="reconnect" onClick=${action.run}>${action.text}</button></span>`;
}

const SERVICES = [['producer', 'Producer'], ['consumer', 'Consumer']];

function Services({ known }) {
  return html`<nav class="services" aria-label="Services">${SERVICES.map(([name, label]) => {
    if (name === known?.service) {
      return html`<span aria-current="true" key=${name}>${label}</span>`;
    }
    return known?.peerUrl ? html`<a key=${name} href=${`${known.peerUrl}/`} id="peer">${label}</a>` : null;
  })}</nav>`;
}

function links() {
  return [
    { icon: 'braces', label: 'API description', href: '/swagger-ui.html', external: true },
    { icon: 'health', label: 'Health', href: '/actuator/health', external: true },
    { icon: 'metrics', label: 'Metrics', href: '/actuator/prometheus', external: true },
    { icon: 'book', label: 'Documentation', href: href('/docs') },
  ];
}

/** The user. Only a session can be ended: a program that sends its password each time has none. */
function User({ user, session }) {
  const rights = user.mayWrite ? 'May change everything' : 'May look, not change';
  if (!session) {
    return html`<span class="user" id="user" title=${rights}><${Icon} name="user" /><span>${user.name}</span></span>`;
  }
  return html`<span class="user-menu"><${Menu} id="user" icon="user" label="User" text=${html`<span class="sr">User </span>${user.name}`}
    items=${[{ note: rights }, { icon: 'exit', label: 'Log out', onClick: logOut }]} /></span>`;
}

function Header({ service, known, outside, current }) {
  const { path } = useAddress();
  const isCurrent = (view) => current === view || path === view.path;
  return html`<header class="head"><div class="head-in">
    <a class="brand" href=${href('/')} aria-label="Sensor Streams, first view"><${Mark} /><span class="words">Sensor Streams</span></a>
    <${Services} known=${known ?? { service: service.service }} />
    ${!outside && html`<nav class="views" aria-label="Views">${service.routes.filter((route) => route.nav).map((route) => html`
      <a key=${route.path} href=${href(route.path)} aria-current=${isCurrent(route) ? 'page' : null}>${route.nav}</a>`)}</nav>`}
    <div class="head-end"><${Connection} />${known?.user && html`<${User} user=${known.user} session=${known.session} />`}<${ThemeSwitch} />${!outside && html`<${Menu} id="more" label="More" items=${links()} />`}</div>
  </div></header>`;
}

function Footer({ known }) {
  return html`<footer class="foot"><div class="row"><span>Times are in your zone, ${zone()}. Event times are those of the rows.</span>
    ${known && html`<span>${known.service}-service ${known.version}, replica ${known.instance}</span>`}</div></footer>`;
}

/** Shows a view. A mistake in it does not take the whole page with it. */
function View({ found }) {
  const [mistake, reset] = useErrorBoundary((error) => console.error(error));
  if (mistake) {
    return html`<${Empty} icon="bad" title="This view cannot be shown" action=${html`<${Button} label="Try again" onClick=${reset} />`}>
      The page made a mistake. The services are not affected. Reload the page if this stays.<//>`;
  }
  return html`<${found.route.view} ...${found.params} />`;
}

const nowhere = () => html`<${ViewHead} title="There is no such view" lead="The address may be mistyped, or from another release." />
  <a class="button primary" href=${href('/')}>Go to the first view</a>`;

/** Asks what the service is until it answers. While nobody is logged in, another tab may log in. */
function useService() {
  const known = useStore(about);
  const needed = useStore(logInNeeded);
  const { state } = useStore(connection);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    let timer;
    let gone = false;
    const ask = () => loadAbout().then(() => !gone && setProblem(null)).catch((failure) => {
      if (!gone) {
        setProblem((before) => (failure.status === before?.status ? before : failure));
        timer = setTimeout(ask, 5_000);
      }
    });
    if (state === 'up' || needed) {
      ask(); // again after the connection was lost: another version may run, or another user may be logged in
    }
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [state, needed]);
  return { known, needed, problem };
}

/** The page. `service` is {service, name, home, routes}, see docs/pages.md. */
export function Shell({ service }) {
  const at = useAddress();
  const { path } = at;
  const { known, needed, problem } = useService();
  const outside = needed && known === null;
  useReturn(at, known, service.home);
  const found = match([...service.routes, ...docRoutes], path);
  useEffect(() => {
    if (path === '/') {
      go(service.home, {}, { replace: true });
    }
  }, [path]);
  useEffect(() => {
    const title = outside ? 'Log in' : found ? (typeof found.route.title === 'function' ? found.route.title(found.params) : found.route.title) : 'Not found';
    document.title = `${title} – ${service.name} – Sensor Streams`;
  }, [path, outside]);
  useFocusOnTitle(path);
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById('main').focus(); }}>Skip to the content</a>
    <${Header} service=${service} known=${known} outside=${outside} current=${found?.route.of ? service.routes.find((route) => route.path === found.route.of) : found?.route} />
    <main class="main" id="main" tabindex="-1">${outside ? html`<${LogIn} name=${service.name} />` : known === null
      ? problem ? html`<${ProblemNote} problem=${problem} />` : html`<${Loading} />`
      : found ? html`<${View} key=${path} found=${found} />` : path === '/' || path === '/log-in' ? null : html`<${nowhere} />`}</main>
    <${Footer} known=${known} /><${Toasts} /><${Questions} /><${LogInAgain} />`;
}

/** After a change of the view, the focus is on its heading, so that a screen reader reads it. */
function useFocusOnTitle(path) {
  const [first, setFirst] = useState(path);
  useEffect(() => {
    if (path !== first && first !== '/') {
      requestAnimationFrame(() => document.getElementById('title')?.focus({ preventScroll: true }));
    }
    setFirst(path);
  }, [path]);
}
