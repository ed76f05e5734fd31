// Skips offsets of a partition whose records must not be written.
import { html, useRef, useState } from '/app/lib.js';
import { post } from '/app/api.js';
import { useLive } from '/app/live.js';
import { useMayWrite } from '/app/about.js';
import { go } from '/app/router.js';
import { confirm } from '/app/dialog.js';
import { done } from '/app/toast.js';
import { Button, Card, Facts, Note, ViewHead } from '/app/parts.js';
import { CheckField, focusError, NumberField, otherErrors, TextField } from '/app/form.js';
import { count, DASH, plural } from '/app/format.js';
import { GROUPS, groupPath, nameOf, partitionPath, partitionView } from './state.js';
import { whileStopped } from './actions.js';
import { usePartition } from './partition.js';

const offsetOf = (text) => (/^\d+$/.test(text.trim()) && Number.isSafeInteger(Number(text)) ? Number(text) : text.trim());

/** What is certainly wrong, before the group is stopped. The service checks the rest. */
function faults({ to, reason }, { committed }) {
  const offset = offsetOf(to);
  const late = typeof offset === 'number' && (committed === null || offset > committed);
  return { ...(late ? {} : { to: committed === null ? 'must be an offset' : `must be an offset after ${count(committed)}, the committed one` }), ...(reason.trim() ? {} : { reason: 'is needed: audits show it' }) };
}

function question(partition, form, run) {
  const from = partition.committed ?? 0;
  const to = offsetOf(form.to);
  return {
    title: `Skip offsets of ${nameOf(partition)}?`,
    says: `Group ${partition.group} is stopped first. It continues at offset ${count(to)}.${form.startAgain ? ' It is started afterwards.' : ''}`,
    loses: [`The rows of up to ${plural(to - from, 'offset')}, ${count(from)} to ${count(to - 1)}: they come to no file`],
    keeps: ['The records in Kafka: a replay from before them writes them', 'The reason, in the ledger: audits show it and are ADMITTED'],
    action: 'Skip',
    icon: 'right',
    run,
  };
}

export function Skip(params) {
  const { partition, instead } = usePartition(params);
  const { data: groups } = useLive(GROUPS, { every: 5_000 });
  const mayWrite = useMayWrite();
  const [form, setForm] = useState({ to: '', reason: '', startAgain: true });
  const [errors, setErrors] = useState({});
  const element = useRef(null);
  if (!partition) {
    return instead;
  }
  const set = (changes) => {
    setErrors({});
    setForm({ ...form, ...changes });
  };
  const run = async () => {
    const { group, topic, partition: number } = partition;
    try {
      await whileStopped(group, form.startAgain, () => post(`${groupPath(group)}/skip`, { topic, partition: number, to: offsetOf(form.to), reason: form.reason }));
    } catch (problem) {
      setErrors(problem.errors ?? {});
      throw problem;
    }
  };
  const submit = async () => {
    const wrong = faults(form, partition);
    if (Object.keys(wrong).length > 0) {
      setErrors(wrong);
      requestAnimationFrame(() => element.current && focusError(element.current));
    } else if (await confirm(question(partition, form, run))) {
      done(`${nameOf(partition)} continues at offset ${form.to}.`);
      go(partitionPath(partition));
    }
  };
  const name = nameOf(partition);
  return html`<${ViewHead} title=${`Skip offsets of ${name}`} back=${{ to: partitionView(partition), label: name }} lead=${`Group ${partition.group} passes over records that must not be written, such as those of a broken sensor.`} />
    <div class="stack stack-5 narrow">${!mayWrite ? html`<${Note}>Only the operator can skip offsets.<//>` : html`
      <${Card}><form ref=${element} id="skip-form" class="stack" novalidate onSubmit=${(event) => { event.preventDefault(); submit(); }}>
        <${Facts} items=${[['Committed', count(partition.committed)], ['End', partition.logEnd === null ? DASH : count(partition.logEnd)], ['State', groups?.find((one) => one.group === partition.group)?.state.toLowerCase()]]} />
        <${NumberField} path="to" label="Continue at offset" hint="After the committed offset, and not after the end" value=${form.to} error=${errors.to} onInput=${(to) => set({ to })} />
        <${TextField} path="reason" label="Reason" hint="Audits and the ledger show it" value=${form.reason} error=${errors.reason} onInput=${(reason) => set({ reason })} />
        ${otherErrors(errors, element.current).map(([path, reason]) => html`<p key=${path} class="error-text" role="alert">${path} ${reason}</p>`)}
        <${CheckField} path="startAgain" label="Start the group afterwards" value=${form.startAgain} onInput=${(startAgain) => set({ startAgain })} hint="The group must be stopped on all replicas meanwhile. This page stops it on all replicas." />
        <div class="row"><${Button} id="skip" type="submit" kind="primary" label="Skip" /></div></form><//>`}</div>`;
}
