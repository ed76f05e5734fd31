// Shows the Markdown of the documents: headings, paragraphs, lists, tables, code, links. Text becomes elements, never HTML.
import { html, classes } from './lib.js';

/** The anchor of a heading, as GitHub makes it. */
function anchor(text) {
  return text.toLowerCase().replace(/[`*]/g, '').replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
}

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|(?<![\w*])\*(?![\s*])([^*]+?)(?<!\s)\*(?![\w*])|\[((?:[^\][]|\[[^\]]*\])+)\]\(([^)\s]+)\)|<(https?:[^>]+)>|\\([\\`*_|[\]<>-])/g;

/** A path may be wrapped after each of its slashes. */
const wrappable = (code) => code.split(/(?<=\/)(?=[\w{])/).flatMap((part, i) => (i === 0 ? [part] : [html`<wbr />`, part]));

/** Shows the text of a line. `link` turns the target of a link into an address, or null for none. */
function inline(text, link) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [all, , code, bold, emphasis, label, target, address, escaped] = found;
    parts.push(text.slice(end, found.index));
    end = found.index + all.length;
    if (code !== undefined) {
      parts.push(html`<code>${wrappable(code)}</code>`);
    } else if (bold !== undefined) {
      parts.push(html`<strong>${inline(bold, link)}</strong>`);
    } else if (emphasis !== undefined) {
      parts.push(html`<em>${inline(emphasis, link)}</em>`);
    } else if (escaped !== undefined) {
      parts.push(escaped);
    } else {
      const to = link(target ?? address);
      const shown = label === undefined ? address : inline(label, link);
      parts.push(to ? html`<a href=${to} rel=${/^https?:/.test(to) ? 'noopener noreferrer' : null}>${shown}</a>` : html`<span>${shown}</span>`);
    }
  }
  parts.push(text.slice(end));
  return parts;
}

const ITEM = /^(\s*)(?:[-*]|(\d+)\.)\s+(.*)$/;

const isTable = (lines, i) => lines[i].includes('|') && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[i + 1] ?? '');

const startsBlock = (lines, i) => /^(#{1,6}\s|```|\s*$)/.test(lines[i]) || ITEM.test(lines[i]) || isTable(lines, i);

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim());

/** Returns the elements of a document. */
export function markdown(text, link) {
  const lines = text.replace(/\r/g, '').split('\n');
  const blocks = [];
  for (let i = 0; i < lines.length;) {
    const [block, next] = blockAt(lines, i, link);
    if (block) {
      blocks.push(block);
    }
    i = next;
  }
  return blocks;
}

function blockAt(lines, i, link) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(lines[i]);
  if (/^\s*$/.test(lines[i])) {
    return [null, i + 1];
  }
  if (heading) {
    return [headingOf(heading[1].length, heading[2], link), i + 1];
  }
  if (lines[i].startsWith('```')) {
    return codeAt(lines, i);
  }
  if (isTable(lines, i)) {
    return tableAt(lines, i, link);
  }
  return ITEM.test(lines[i]) ? listAt(lines, i, link) : paragraphAt(lines, i, link);
}

function headingOf(level, text, link) {
  const id = anchor(text);
  switch (level) {
    case 1: return html`<h1 id="title" tabindex="-1">${inline(text, link)}</h1>`;
    case 2: return html`<h2 id=${id}>${inline(text, link)}</h2>`;
    case 3: return html`<h3 id=${id}>${inline(text, link)}</h3>`;
    default: return html`<h4 id=${id}>${inline(text, link)}</h4>`;
  }
}

function codeAt(lines, i) {
  const end = lines.findIndex((line, k) => k > i && line.startsWith('```'));
  const last = end < 0 ? lines.length : end;
  return [html`<pre tabindex="0"><code>${lines.slice(i + 1, last).join('\n')}</code></pre>`, last + 1];
}

function tableAt(lines, i, link) {
  const rows = [];
  let next = i + 2;
  for (; next < lines.length && lines[next].includes('|') && lines[next].trim(); next += 1) {
    rows.push(cells(lines[next]));
  }
  const long = rows.some(([first]) => first.length > 24);
  return [html`<div class=${classes('doc-table', long && 'long')} tabindex="0" role="group" aria-label="Table"><table><thead><tr>${cells(lines[i]).map((cell) => html`<th scope="col">${inline(cell, link)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell, link)}</td>`)}</tr>`)}</tbody></table></div>`, next];
}

function listAt(lines, i, link) {
  const [, indent, number] = ITEM.exec(lines[i]);
  const items = [];
  let next = i;
  while (next < lines.length) {
    const item = ITEM.exec(lines[next]);
    if (!item || item[1].length < indent.length) {
      break;
    }
    if (item[1].length > indent.length) {
      const [inner, after] = listAt(lines, next, link);
      items.at(-1)?.push(inner);
      next = after;
      continue;
    }
    let content = item[3];
    for (next += 1; next < lines.length && /^\s+\S/.test(lines[next]) && !ITEM.test(lines[next]); next += 1) {
      content += ` ${lines[next].trim()}`;
    }
    items.push([inline(content, link)]);
  }
  const shown = items.map((item) => html`<li>${item}</li>`);
  return [number === undefined ? html`<ul>${shown}</ul>` : html`<ol>${shown}</ol>`, next];
}

function paragraphAt(lines, i, link) {
  let next = i + 1;
  while (next < lines.length && !startsBlock(lines, next)) {
    next += 1;
  }
  return [html`<p>${inline(lines.slice(i, next).join(' '), link)}</p>`, next];
}
