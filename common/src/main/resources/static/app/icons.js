// Drawn for these pages, on a grid of 24.
import { html } from './lib.js';

const PATHS = {
  play: html`<path class="solid" d="M8 5.500v13a.8.8 0 0 0 1.200.7l10.300-6.500a.8.8 0 0 0 0-1.400L9.200 4.800A.8.8 0 0 0 8 5.500z"/>`,
  pause: html`<path d="M9 5.500v13M15 5.500v13" stroke-width="3"/>`,
  stop: html`<rect class="solid" x="6" y="6" width="12" height="12" rx="2"/>`,
  restart: html`<path d="M5 12a7 7 0 1 0 2.300-5.200"/><path d="M8 3v4.300h-4.300"/>`,
  running: html`<path d="M12 3.500a8.500 8.500 0 0 1 8.500 8.500"/><path d="M20.500 12a8.500 8.500 0 1 1-8.500-8.500" opacity=".35"/>`,
  done: html`<circle cx="12" cy="12" r="8.500"/><path d="M8.300 12.300l2.500 2.500 4.900-5.300"/>`,
  check: html`<path d="M5 12.500l4.500 4.500L19 7"/>`,
  bad: html`<circle cx="12" cy="12" r="8.500"/><path d="M9.200 9.200l5.600 5.600M14.800 9.200l-5.600 5.600"/>`,
  warn: html`<path d="M12 4l8.700 15H3.300z"/><path d="M12 10v4M12 16.600v.1"/>`,
  info: html`<circle cx="12" cy="12" r="8.500"/><path d="M12 11.200v5M12 7.900v.1"/>`,
  unknown: html`<circle cx="12" cy="12" r="8.500"/><path d="M9.700 9.600a2.400 2.400 0 1 1 3.500 2.200c-.9.500-1.200 1-1.200 1.900M12 16.500v.1"/>`,
  clock: html`<circle cx="12" cy="12" r="8.500"/><path d="M12 7.300V12l3 2"/>`,
  plus: html`<path d="M12 5v14M5 12h14"/>`,
  minus: html`<path d="M5 12h14"/>`,
  close: html`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11"/>`,
  more: html`<path d="M5.500 12h.01M12 12h.01M18.500 12h.01" stroke-width="2.800"/>`,
  down: html`<path d="M6.500 9.500l5.500 5.500 5.500-5.500"/>`,
  up: html`<path d="M6.500 14.500L12 9l5.500 5.500"/>`,
  left: html`<path d="M14.500 6.500L9 12l5.500 5.500"/>`,
  right: html`<path d="M9.500 6.500L15 12l-5.500 5.500"/>`,
  search: html`<circle cx="10.800" cy="10.800" r="6.300"/><path d="M15.500 15.500L20 20"/>`,
  trash: html`<path d="M4.500 6.500h15M9.500 6V4.500h5V6M6.500 6.500l.8 12.500a1 1 0 0 0 1 1h7.400a1 1 0 0 0 1-1l.8-12.500M10 10.500v5.500M14 10.500v5.500"/>`,
  edit: html`<path d="M5 19l.8-3.700L16 5.100a1.500 1.500 0 0 1 2.100 0l.8.800a1.500 1.500 0 0 1 0 2.100L8.700 18.200z"/><path d="M14.300 6.800l2.900 2.900"/>`,
  file: html`<path d="M6.500 3.500h7l4.500 4.500v12a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5z"/><path d="M13.500 3.500V8h4.500M9 12.500h6M9 16h4"/>`,
  upload: html`<path d="M12 15.500V4.500M7.500 8.500L12 4l4.500 4.500M4.500 15.500v3a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-3"/>`,
  download: html`<path d="M12 4.500v11M7.500 11.500L12 16l4.500-4.500M4.500 15.500v3a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-3"/>`,
  stream: html`<path d="M3 8.500c3-3.500 6-3.500 9 0s6 3.500 9 0M3 15.500c3-3.500 6-3.500 9 0s6 3.500 9 0"/>`,
  partition: html`<rect x="4" y="4.500" width="16" height="4" rx="1"/><rect x="4" y="10" width="16" height="4" rx="1"/><rect x="4" y="15.500" width="16" height="4" rx="1"/>`,
  group: html`<circle cx="8.500" cy="9" r="3"/><circle cx="16" cy="10" r="2.300"/><path d="M3 18.500c.5-3 2.700-4.700 5.500-4.700s5 1.700 5.500 4.700M15.500 14.300c2.700-.2 4.800 1.200 5.500 3.700"/>`,
  audit: html`<path d="M12 3.500l7.500 3v5c0 4.300-3 7.500-7.500 9-4.500-1.500-7.500-4.700-7.500-9v-5z"/><path d="M8.700 12l2.400 2.400 4.200-4.600"/>`,
  chart: html`<path d="M4 4v15.500h16"/><path d="M7.500 15l3.500-4.500 3 2.500 5-6.500"/>`,
  eye: html`<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/><circle cx="12" cy="12" r="2.700"/>`,
  sun: html`<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400"/>`,
  moon: html`<path d="M19.500 14.200A8 8 0 0 1 9.800 4.500a8 8 0 1 0 9.700 9.700z"/>`,
  system: html`<rect x="3.500" y="5" width="17" height="11" rx="1.500"/><path d="M9 20h6M12 16v4"/>`,
  link: html`<path d="M10.500 6H6.500a1.500 1.500 0 0 0-1.500 1.500v10A1.500 1.500 0 0 0 6.500 19h10a1.500 1.500 0 0 0 1.500-1.500v-4M13.500 4.500h6v6M19 5l-8.500 8.500"/>`,
  metrics: html`<path d="M5 19.500v-6M10 19.500V8M15 19.500v-8.500M20 19.500V4.500"/>`,
  health: html`<path d="M3 12h4l2.500-6.500 4.500 13 2.500-6.500H21"/>`,
  book: html`<path d="M12 6.500c-2-1.500-4.500-2-8-2v13.500c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2V4.500c-3.500 0-6 .5-8 2zM12 6.500V20"/>`,
  braces: html`<path d="M9 4.500c-2 0-2.500 1-2.500 2.500v2.500c0 1.500-.7 2.500-2 2.500 1.300 0 2 1 2 2.500V17c0 1.500.5 2.500 2.500 2.500M15 4.500c2 0 2.500 1 2.500 2.500v2.500c0 1.500.7 2.500 2 2.500-1.300 0-2 1-2 2.500V17c0 1.500-.5 2.500-2.500 2.500"/>`,
  lost: html`<path d="M4 4l16 16M8.500 15.500a5 5 0 0 1 5-1.200M5 12a10 10 0 0 1 3.700-2.300M19 12a10 10 0 0 0-6.500-3M2.500 8.500a14 14 0 0 1 3.700-2.400M21.500 8.500a14 14 0 0 0-11.300-3.700M12 19h.01"/>`,
  user: html`<circle cx="12" cy="8.500" r="3.700"/><path d="M5 20c.6-3.800 3.400-6 7-6s6.400 2.200 7 6"/>`,
  exit: html`<path d="M10 4.500H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h4M15 8l4 4-4 4M19 12H9.500"/>`,
  dice: html`<rect x="4.500" y="4.500" width="15" height="15" rx="3"/><path d="M9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01" stroke-width="2.300"/>`,
};

/** An icon. It is decoration: the text beside it, or the label of its button, says the same. */
export function Icon({ name, title }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden=${title ? null : 'true'} role=${title ? 'img' : null} aria-label=${title}>${PATHS[name] ?? PATHS.unknown}</svg>`;
}

/** The mark of Sensor Streams. */
export function Mark() {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
    <path d="M4 9c4-4 8-4 12 0s8 4 12 0" opacity=".45"/><path d="M4 16c4-4 8-4 12 0s8 4 12 0"/><path d="M4 23c4-4 8-4 12 0"/>
    <circle cx="25" cy="22.500" r="2.600" fill="currentColor" stroke="none"/></svg>`;
}
