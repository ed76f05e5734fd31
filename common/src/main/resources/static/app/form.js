// Fields of a form. `path` is the field in the request, such as source.file: the service names it in the errors of a problem.
import { html, classes } from './lib.js';
import { Icon } from './icons.js';

const idOf = (path) => `field-${path.replace(/[^A-Za-z0-9]+/g, '-')}`;

/** The reason of the service, in the words of a form. */
const inWords = (error) => (/^must not be (null|blank|empty)$/.test(error) ? 'is needed' : error);

/** The frame of a field: label, hint and error. `children` is a function of the attributes of the control. */
export function Field({ path, label, hint, error, children, className }) {
  const id = idOf(path);
  const describes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const attributes = { id, name: path, 'data-path': path, 'aria-invalid': error ? 'true' : null, 'aria-describedby': describes || null };
  return html`<div class=${classes('field', className)}><label for=${id}>${label}</label>${children(attributes)}
    ${error && html`<div class="error" id=${`${id}-error`}><${Icon} name="warn" /><span>${inWords(error)}</span></div>`}
    ${hint && html`<div class="hint" id=${`${id}-hint`}>${hint}</div>`}</div>`;
}

/** A line of text. `suggestions` are offered, not required. `unit` stands behind it. */
export function TextField({ path, label, hint, error, value, onInput, suggestions, unit, type = 'text', required, className, autocomplete = 'off', ...rest }) {
  const list = suggestions?.length > 0 ? `${idOf(path)}-list` : null;
  return html`<${Field} path=${path} label=${label} hint=${hint} error=${error} className=${className}>${(attributes) => {
    const input = html`<input ...${attributes} ...${rest} class="input" type=${type} value=${value ?? ''} list=${list} required=${required} autocomplete=${autocomplete} spellcheck=${false} onInput=${(event) => onInput(event.target.value)} />`;
    return html`${unit ? html`<div class="affix">${input}<span class="unit">${unit}</span></div>` : input}
      ${list && html`<datalist id=${list}>${suggestions.map((one) => html`<option key=${one} value=${one} />`)}</datalist>`}`;
  }}<//>`;
}

/** A list of texts, one per line. The list keeps each text as it is until the user changes something. */
export function LinesField({ path, label, hint = 'One per line', error, value, onInput, className }) {
  const rows = Math.min(6, Math.max(2, value.length));
  return html`<${Field} path=${path} label=${label} hint=${hint} error=${error} className=${className}>${(attributes) => html`
    <textarea ...${attributes} class="input" rows=${rows} value=${value.join('\n')} autocomplete="off" spellcheck=${false} onInput=${(event) => onInput(event.target.value === '' ? [] : event.target.value.split('\n'))}></textarea>`}<//>`;
}

/** A number as text, so that nothing that was typed is lost: the service says what is wrong with it. */
export function NumberField(field) {
  return html`<${TextField} inputmode="decimal" ...${field} />`;
}

/** One of several choices. A choice: [value, label]. */
export function SelectField({ path, label, hint, error, value, choices, onInput, className }) {
  return html`<${Field} path=${path} label=${label} hint=${hint} error=${error} className=${className}>${(attributes) => html`
    <select ...${attributes} class="input" value=${value} onChange=${(event) => onInput(event.target.value)}>${choices.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}</select>`}<//>`;
}

export function CheckField({ path, label, hint, error, value, onInput }) {
  const id = idOf(path);
  const describes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return html`<div class="field"><span class="check"><input type="checkbox" id=${id} name=${path} data-path=${path} checked=${value} aria-invalid=${error ? 'true' : null}
    aria-describedby=${describes || null} onChange=${(event) => onInput(event.target.checked)} /><label for=${id}>${label}</label></span>
    ${error && html`<div class="error" id=${`${id}-error`}><${Icon} name="warn" /><span>${inWords(error)}</span></div>`}${hint && html`<div class="hint" id=${`${id}-hint`}>${hint}</div>`}</div>`;
}

/** Shows the fields with errors, also those that are folded, and moves the focus to the first one. */
export function focusError(form) {
  const wrong = [...form.querySelectorAll('[aria-invalid="true"]')];
  wrong.forEach((field) => field.closest('details')?.setAttribute('open', ''));
  wrong[0]?.focus();
}

/** The errors that no field of the form shows. */
export function otherErrors(errors, form) {
  const shown = new Set([...(form?.querySelectorAll('[data-path]') ?? [])].map((field) => field.dataset.path));
  return Object.entries(errors).filter(([path]) => !shown.has(path));
}
