// Dialects of files: how the page writes and reads them.
import { html } from '/app/lib.js';
import { Facts } from '/app/parts.js';

/** Settings of the standard, as the service has them. A dialect with given columns has no header line by default. */
const STANDARD = {
  delimiter: ',', quote: '"', escape: null, decimal: '.', thousands: '', encoding: 'UTF-8', skipLines: 0, headerLine: 1, columns: null, unitLines: 0, comment: '', trim: false,
  lenientQuotes: false, blankRows: 'skip',
};

/** Dialects to choose from in the form. */
export const DIALECTS = ['auto', '{"delimiter":";","decimal":","}', '{"delimiter":"\\t"}', '{"delimiter":";","decimal":",","encoding":"windows-1252"}', '{"skipLines":1,"unitLines":2}'];

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** A dialect by its differences from the standard, as JSON; "auto" when the service finds it. */
export function dialectText(dialect) {
  if (!dialect || dialect === 'auto') {
    return 'auto';
  }
  const standard = { ...STANDARD, headerLine: dialect.columns?.length > 0 ? 0 : 1 };
  return JSON.stringify(Object.fromEntries(Object.entries(dialect).filter(([setting, value]) => !same(value, standard[setting]))));
}

/** The dialect of a text of the form: the service says what is wrong with one that is no JSON. */
export function dialectOf(text) {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'auto') {
    return null;
  }
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}

/** What a file was found to be, for users. */
function formatText(format) {
  const text = dialectText(format.dialect);
  return text === '{}' ? 'standard CSV' : text;
}

/** How a file is read, and how else it could be. */
export function FormatFacts({ format }) {
  return html`<div class="stack stack-2"><${Facts} items=${[
    ['Dialect', html`<span class="break">${formatText(format)}</span>`],
    format.timeFormat && ['Times', format.timeFormat],
  ]} />${format.alternatives.length > 0 && html`<ul class="bullets small soft">${format.alternatives.map((one) => html`<li key=${one}>${one}</li>`)}</ul>`}</div>`;
}
