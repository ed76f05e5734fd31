import { html, classes, useLayoutEffect, useRef, useState, uniqueId } from './lib.js';
import { Store, useStore } from './store.js';
import { Button, ProblemNote } from './parts.js';

/**
 * Gives the empty place of the scroll bar to the page, so that the scrim covers it, too. The page stays where it is.
 * Returns what takes it back.
 */
function coverGutter() {
  const page = document.documentElement;
  const gutter = page.scrollHeight > page.clientHeight ? 0 : window.innerWidth - document.body.offsetWidth;
  if (gutter === 0 || document.body.style.paddingRight) {
    return () => {};
  }
  page.style.scrollbarGutter = 'auto';
  document.body.style.paddingRight = `${gutter}px`;
  return () => {
    page.style.scrollbarGutter = '';
    document.body.style.paddingRight = '';
  };
}

/**
 * A modal dialog. The browser keeps the focus in it, closes it with Escape, and returns
 * the focus. `foot` has its buttons.
 */
export function Dialog({ title, onClose, children, foot, large, id, role }) {
  const dialog = useRef(null);
  const [heading] = useState(() => uniqueId('dialog'));
  useLayoutEffect(() => {
    const element = dialog.current;
    const uncover = coverGutter();
    element.showModal();
    return () => {
      element.close();
      uncover();
    };
  }, []);
  return html`<dialog ref=${dialog} id=${id} role=${role} class=${classes(large && 'large')} aria-labelledby=${heading}
    onCancel=${(event) => { event.preventDefault(); onClose(); }}>
    <div class="dialog-head"><h2 id=${heading}>${title}</h2><${Button} icon="close" label="Close" kind="quiet" small iconOnly onClick=${onClose} /></div>
    <div class="dialog-body stack">${children}</div>${foot && html`<div class="dialog-foot">${foot}</div>`}
  </dialog>`;
}

const questions = new Store([]);

/**
 * Asks before something is lost. Resolves with true when it was done.
 * @param question.title such as "Delete stream air?"
 * @param question.says one sentence or more
 * @param question.loses list of what is lost
 * @param question.keeps list of what stays
 * @param question.action label of the button
 * @param question.run does it; a failure is shown in the dialog
 */
export function confirm(question) {
  return new Promise((resolve) => {
    questions.update((all) => [...all, { ...question, id: uniqueId('question'), resolve }]);
  });
}

function Question({ question }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const answer = (value) => {
    questions.update((all) => all.filter((one) => one !== question));
    question.resolve(value);
  };
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await question.run?.();
      answer(true);
    } catch (failure) {
      setBusy(false);
      setProblem(failure);
    }
  };
  const list = (title, items) => items?.length > 0 && html`<div><p class="label">${title}</p><ul class="bullets">${items.map((item) => html`<li>${item}</li>`)}</ul></div>`;
  return html`<${Dialog} title=${question.title} role="alertdialog" id="confirm" onClose=${() => !busy && answer(false)} foot=${[
    html`<${Button} id="confirm-no" label="Cancel" onClick=${() => !busy && answer(false)} autofocus />`,
    html`<${Button} id="confirm-yes" label=${question.action} icon=${question.icon} busy=${busy} kind=${question.danger === false ? 'primary' : 'danger primary'} onClick=${run} />`,
  ]}>
    ${question.says && html`<p class="soft">${question.says}</p>`}${list('This is lost', question.loses)}${list('This stays', question.keeps)}
    ${problem && html`<${ProblemNote} problem=${problem} />`}
  <//>`;
}

/** The place of confirm(). There is one on the page. */
export function Questions() {
  return useStore(questions).map((question) => html`<${Question} key=${question.id} question=${question} />`);
}
