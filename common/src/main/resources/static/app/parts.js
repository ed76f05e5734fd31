// Small parts of every view.
import { html, classes, useEffect, useRef, useState, uniqueId } from './lib.js';
import { Icon } from './icons.js';
import { percent } from './format.js';

/**
 * A button. `busy` disables it while its action runs, and keeps its focus. With `iconOnly`, the label is
 * what a screen reader says and what a pointer shows.
 */
export function Button({ icon, label, kind, small, iconOnly, busy, disabled, id, onClick, type = 'button', ...rest }) {
  const idle = !busy && !disabled;
  return html`<button type=${type} id=${id} class=${classes('button', kind, small && 'small', iconOnly && 'icon-only')} aria-busy=${busy ? 'true' : null}
    aria-disabled=${idle ? null : 'true'} aria-label=${iconOnly ? label : null} title=${iconOnly ? label : null}
    onClick=${(event) => (idle ? onClick?.(event) : event.preventDefault())} ...${rest}>
    ${(icon || busy) && html`<${Icon} name=${busy ? 'running' : icon} />`}${!iconOnly && html`<span>${label}</span>`}</button>`;
}

/** A link that looks like a button. */
export function ButtonLink({ icon, label, kind, small, to, id, ...rest }) {
  return html`<a id=${id} class=${classes('button', kind, small && 'small')} href=${to} ...${rest}>${icon && html`<${Icon} name=${icon} />`}<span>${label}</span></a>`;
}

/** A state as icon and text; colour alone says nothing. kind: good, busy, warn, bad or idle. */
export function Badge({ kind = 'idle', icon, text, large, title }) {
  return html`<span class=${classes('badge', kind, large && 'large')} title=${title}><${Icon} name=${icon ?? 'info'} />${text}</span>`;
}

/** A bar from 0 to 1. `part` null: it runs, and nobody knows how far it is. */
export function Progress({ part, label, kind, large }) {
  const known = part !== null && part !== undefined;
  return html`<span class=${classes('progress', kind, large && 'large', !known && 'unknown')} role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${known ? Math.floor(part * 100) : null} aria-valuetext=${known ? percent(part) : 'unknown'}><i style=${known ? { transform: `scaleX(${Math.max(0, Math.min(1, part))})` } : {}}></i></span>`;
}

/** A label and a number, in a `dl.figures`. `value` undefined: not known yet. */
export function Figure({ label, value, unit, note, id }) {
  return html`<div class="figure" id=${id}><dt>${label}</dt><dd>${value === undefined ? html`<${Skeleton} />` : html`${value}${unit && html` <span class="unit">${unit}</span>`}`}${note && html`<div class="note-line faint small">${note}</div>`}</dd></div>`;
}

/** Stands for what is not known yet. */
export function Skeleton({ width, block, height }) {
  return html`<span class=${classes('skeleton', block && 'block')} style=${{ width, height }} aria-hidden="true"></span>`;
}

/** Lines that stand for a view which is loading. */
export function Loading({ lines = 5, label = 'Loading' }) {
  return html`<div class="card"><div class="card-body stack" aria-busy="true"><span class="sr">${label}</span>
    ${Array.from({ length: lines }, (_, i) => html`<${Skeleton} block width=${`${92 - ((i * 17) % 40)}%`} />`)}</div></div>`;
}

/** Says that there is nothing, and the first step. */
export function Empty({ icon, title, children, action }) {
  return html`<div class="empty"><${Icon} name=${icon ?? 'info'} /><h2>${title}</h2>${children && html`<p>${children}</p>`}${action}</div>`;
}

/** A note in the view. kind: bad, warn, good, or none. */
export function Note({ kind, icon, title, children, remedy, action, id, role }) {
  return html`<div class=${classes('note', kind)} id=${id} role=${role}><${Icon} name=${icon ?? { bad: 'bad', warn: 'warn', good: 'done' }[kind] ?? 'info'} />
    <div class="grow says">${title && html`<p class="strong">${title}</p>`}${children && html`<div>${children}</div>`}${remedy && html`<p class="remedy">${remedy}</p>`}</div>${action}</div>`;
}

/** A request that failed, with its remedy. */
export function ProblemNote({ problem, action }) {
  return html`<${Note} kind="bad" title=${problem.title} remedy=${problem.remedy} action=${action} role="alert">${problem.detail !== problem.title ? problem.detail : null}<//>`;
}

/** The top of a view: heading, one line, and what can be done. */
export function ViewHead({ title, lead, back, badge, children }) {
  return html`<div class="view-head"><div class="titles">
    ${back && html`<a class="crumb" href=${back.to}><${Icon} name="left" />${back.label}</a>`}
    <div class="row row-4"><h1 id="title" tabindex="-1">${title}</h1>${badge}</div>${lead && html`<p class="lead">${lead}</p>`}</div>
    ${children && html`<div class="row" role="group" aria-label="Actions">${children}</div>`}</div>`;
}

export function Card({ title, actions, children, id, flush }) {
  const [heading] = useState(() => uniqueId('card'));
  return html`<section class="card" id=${id} aria-labelledby=${title ? heading : null}>
    ${(title || actions) && html`<div class="card-head"><h2 id=${heading}>${title}</h2>${actions && html`<div class="row">${actions}</div>`}</div>`}
    <div class=${flush ? '' : 'card-body'}>${children}</div></section>`;
}

/** Pairs of name and value. An item: [name, value], or null to leave it out. */
export function Facts({ items }) {
  return html`<dl class="facts">${items.filter(Boolean).map(([name, value]) => html`<dt key=${`${name}.`}>${name}</dt><dd key=${name}>${value ?? '–'}</dd>`)}</dl>`;
}

/**
 * A button that opens a list. An item: {icon, label, onClick | href, kind, external}, {note}, 'divider', or null.
 * `text` is what the button shows beside its icon.
 */
export function Menu({ label, icon = 'more', items, small, id, text }) {
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  const shown = items.filter(Boolean);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const outside = (event) => !box.current?.contains(event.target) && setOpen(false);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      box.current.querySelector('button').focus();
    } else if (step) {
      event.preventDefault();
      const entries = [...box.current.querySelectorAll('.menu-list :is(a, button)')];
      if (!open) {
        setOpen(true);
        requestAnimationFrame(() => box.current?.querySelector('.menu-list :is(a, button)')?.focus());
      } else if (entries.length > 0) {
        entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
      }
    }
  };
  return html`<div class="menu" ref=${box} onKeyDown=${move}>
    <${Button} id=${id} icon=${icon} label=${text ?? label} kind="quiet" small=${small} iconOnly=${!text} aria-haspopup="true" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(!open)} />
    ${open && html`<ul class="menu-list" aria-label=${label}>${shown.map((item, i) => (item === 'divider'
      ? html`<li class="divider" aria-hidden="true" key=${i}></li>`
      : item.note ? html`<li class="menu-note" key=${i}>${item.note}</li>`
      : html`<li key=${item.label}>${item.href
        ? html`<a href=${item.href} target=${item.external ? '_blank' : null} rel=${item.external ? 'noopener' : null} onClick=${() => setOpen(false)}><${Icon} name=${item.icon} />${item.label}</a>`
        : html`<button type="button" class=${item.kind} onClick=${() => { setOpen(false); box.current.querySelector('button').focus(); item.onClick(); }}><${Icon} name=${item.icon} />${item.label}</button>`}</li>`))}</ul>`}
  </div>`;
}

/** One of a few choices, as radio buttons. A choice: [value, label]. */
export function Segments({ label, value, choices, onChange, name, id }) {
  const [group] = useState(() => name ?? uniqueId('segments'));
  return html`<div class="segments" role="radiogroup" aria-label=${label} id=${id}>${choices.map(([one, text]) => html`
    <label key=${one}><input type="radio" name=${group} value=${one} checked=${one === value} onChange=${() => onChange(one)} /><span>${text}</span></label>`)}</div>`;
}
