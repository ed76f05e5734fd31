// The documents of the project, as they are in this release.
import { html, useEffect, useMemo, useState } from './lib.js';
import { href } from './router.js';
import { get, Problem } from './api.js';
import { Loading, ProblemNote, ViewHead } from './parts.js';
import { markdown } from './markdown.js';

const GUIDES = [
  ['Use it', [
    ['run', 'Start everything on one machine'], ['streams', 'Streams, by example'], ['clocks', 'Streams that share a clock'], ['dialects', 'Data files of other programs'], ['labs', 'Exercises, step by step'], ['files', 'Output files'], ['rest', 'All requests'], ['console', 'The console ./sensor'],
  ]],
  ['Trust it', [
    ['guarantee', 'What is promised, and what voids it'], ['loss', 'Lost and skipped rows'], ['health', 'What health means'], ['internal-topics', 'Topics of the services'],
  ]],
  ['Operate it', [
    ['operations', 'Settings, metrics, remedies'], ['containers', 'Containers'], ['kubernetes', 'Kubernetes'], ['licences', 'Licences of libraries'], ['load', 'Load and limits'], ['benchmarks', 'Benchmarks'],
  ]],
  ['Change it', [['architecture', 'How it is built'], ['pages', 'These pages']]],
];

function Docs() {
  return html`<${ViewHead} title="Documentation" lead="As it is in this release." />
    <div class="doc-index">${GUIDES.map(([title, pages]) => html`<section class="card" key=${title}><div class="card-head"><h2>${title}</h2></div><ul class="card-body stack stack-2">${pages.map(([page, text]) => html`
      <li key=${page}><a href=${href(`/docs/${page}`)}>${text}</a></li>`)}</ul></section>`)}</div>`;
}

/** Turns a link of a document into the address of a view; null when the page has no such document. */
function linkFrom(page) {
  return (target) => {
    if (/^https?:/.test(target) || target.startsWith('#')) {
      return target;
    }
    const to = new URL(target, `http://docs/${page}`);
    const found = /^\/(?:docs\/)?((?:decisions\/)?[a-z0-9-]+)\.md$/.exec(to.pathname);
    return found ? href(`/docs/${found[1]}`) + to.hash : null;
  };
}

async function load(page) {
  try {
    return await get(`/docs/${page}.md`, { text: true });
  } catch (problem) {
    throw problem.status === 404 ? new Problem({ status: 404, type: 'not-found', title: 'There is no such document', detail: `There is no document ${page}.` }) : problem;
  }
}

function Doc({ page, decision }) {
  const name = decision ? `decisions/${decision}` : page;
  const [text, setText] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    load(name).then(setText, setProblem);
  }, [name]);
  useEffect(() => {
    if (text && location.hash) {
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    }
  }, [text]);
  const shown = useMemo(() => text && markdown(text, linkFrom(`${name}.md`)), [text]);
  return html`<p><a class="crumb" href=${href('/docs')}>Documentation</a></p>
    ${problem ? html`<${ProblemNote} problem=${problem} />` : shown ? html`<article class="doc card">${shown}</article>` : html`<${Loading} lines=${12} />`}`;
}

/** The views of the documents, in both services. */
export const docRoutes = [
  { path: '/docs', view: Docs, title: 'Documentation' },
  { path: '/docs/:page', view: Doc, title: (params) => `Documentation: ${params.page}` },
  { path: '/docs/decisions/:decision', view: Doc, title: (params) => `Decision ${params.decision}` },
];
