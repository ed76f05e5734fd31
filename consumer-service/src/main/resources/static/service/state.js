// What the page says of partitions, groups, files and audits.
import { href } from '/app/router.js';

export const PARTITIONS = '/api/partitions';
export const GROUPS = '/api/listeners';
export const FILES = '/api/files';
export const AUDITS = '/api/audits';

/** Identifies a partition of a group. Files and reports have the same three names. */
export const keyOf = ({ group, topic, partition }) => `${group}/${topic}/${partition}`;

const pathOf = ({ group, topic, partition }) => [group, topic, partition].map(encodeURIComponent).join('/');

/** "AIR[0]". */
export const nameOf = ({ topic, partition }) => `${topic}[${partition}]`;

export const partitionPath = (partition) => `/partitions/${pathOf(partition)}`;

export const partitionView = (partition) => href(partitionPath(partition));

export const skipView = (partition) => href(`${partitionPath(partition)}/skip`);

export const groupView = (group) => href(`/groups/${encodeURIComponent(group)}`);

export const replayView = (group, query) => href(`/groups/${encodeURIComponent(group)}/replay`, query);

export const rowsPath = (partition) => `${PARTITIONS}/${pathOf(partition)}/rows`;

export const fileView = (file) => href(`/files/${pathOf(file)}/${encodeURIComponent(file.file)}`);

export const filePath = (file) => `${FILES}/${pathOf(file)}/${encodeURIComponent(file.file)}`;

export const groupPath = (group) => `${GROUPS}/${encodeURIComponent(group)}`;

const PARTITION_STATES = {
  RUNNING: { kind: 'busy', icon: 'play', text: 'Running', title: 'It is read' },
  RECOVERING: { kind: 'busy', icon: 'running', text: 'Recovering', title: 'Its files are brought to the state of the ledger' },
  PAUSED: { kind: 'warn', icon: 'pause', text: 'Paused', title: 'It is not read' },
  UNKNOWN: { kind: 'warn', icon: 'unknown', text: 'Owner unknown', title: 'Another replica may own it' },
  STOPPED: { kind: 'idle', icon: 'stop', text: 'Stopped', title: 'Its group is stopped on this replica' },
  ELSEWHERE: { kind: 'idle', icon: 'right', text: 'Elsewhere', title: 'Another replica owns it, or none does yet' },
};

/** State of a partition as icon and text. With a reason, it has failed or lost rows. */
export function partitionState({ state, reason }) {
  if (state === 'PAUSED' && reason) {
    return { kind: 'bad', icon: 'bad', text: 'Paused', title: 'It failed and is tried again' };
  }
  if (reason && ['RUNNING', 'ELSEWHERE', 'STOPPED'].includes(state)) {
    return { ...PARTITION_STATES[state], kind: 'warn', icon: 'warn' };
  }
  return PARTITION_STATES[state] ?? { kind: 'idle', icon: 'unknown', text: state };
}

/** Whether this replica has the partition. */
export const isHere = ({ state }) => ['RUNNING', 'RECOVERING', 'PAUSED', 'UNKNOWN'].includes(state);

const GROUP_STATES = {
  WAITING: { kind: 'warn', icon: 'clock', text: 'Waits' },
  RUNNING: { kind: 'busy', icon: 'play', text: 'Running' },
  PAUSED: { kind: 'warn', icon: 'pause', text: 'Paused' },
  STOPPING: { kind: 'warn', icon: 'running', text: 'Stopping' },
  STOPPED: { kind: 'idle', icon: 'stop', text: 'Stopped' },
};

export const groupState = ({ state }) => GROUP_STATES[state] ?? { kind: 'idle', icon: 'unknown', text: state };

export const fileState = ({ sealed }) => (sealed ? { kind: 'idle', icon: 'check', text: 'Sealed', title: 'It is complete: only a replay changes it' }
  : { kind: 'busy', icon: 'edit', text: 'Open', title: 'Rows are appended' });

/** Where a file is: {text, title}. */
export const filePlace = ({ owner, disk, object }) => (object ? { text: disk, title: `In the object store; ${owner} wrote it` }
  : { text: owner ? `Disk of ${owner}` : 'Disk of an unknown replica', title: 'Replica that wrote to it last' });

const FORMATS = { csv: 'CSV', jsonl: 'JSON Lines', parquet: 'Parquet' };

const COMPRESSIONS = { gz: 'gzip', zst: 'Zstandard' };

/** Such as "CSV, Zstandard", from the ending of the name. */
export function fileFormat({ topic, file }) {
  const [, format, compression] = file.slice(topic.length).split('.');
  return [FORMATS[format], COMPRESSIONS[compression]].filter(Boolean).join(', ');
}

export const VERDICTS = {
  CLEAN: { kind: 'good', icon: 'done', text: 'Clean', says: 'Every record that can be written is in the files once, in order and unchanged, and nothing else is.' },
  ADMITTED: { kind: 'warn', icon: 'warn', text: 'Admitted', says: 'Clean, except for rows that are in no file and that an operator knows of: they were skipped, or their loss was acknowledged.' },
  INCOMPLETE: { kind: 'warn', icon: 'info', text: 'Incomplete', says: 'The files that were audited are clean. Replicas with other files, or their object store, have not answered.' },
  NOT_CLEAN: { kind: 'bad', icon: 'bad', text: 'Not clean', says: 'Something is wrong, or rows are lost and the loss is not acknowledged. The problems are below.' },
};

/** State or verdict of an audit as icon and text. */
export function auditState({ state, verdict }) {
  if (state === 'COMPLETED') {
    return VERDICTS[verdict] ?? { kind: 'idle', icon: 'unknown', text: verdict };
  }
  return state === 'FAILED' ? { kind: 'bad', icon: 'bad', text: 'Failed' } : { kind: 'busy', icon: 'running', text: 'Running' };
}

/** Verdict of one partition of an audit. */
export function verdictOf(report) {
  const { problems, inKafka, inFiles, deadLettered, unreachable, skipped, missing, duplicated, foreign, disordered } = report;
  if (problems.length > 0 || inKafka !== inFiles + deadLettered + unreachable + skipped || missing + duplicated + foreign + disordered > 0) {
    return 'NOT_CLEAN';
  }
  return report.elsewhere.length > 0 ? 'INCOMPLETE' : report.gaps.length > 0 ? 'ADMITTED' : 'CLEAN';
}

/** Sum of what `of` returns, or null when it is known of none. */
export function total(items, of) {
  const known = items.map(of).filter((value) => value !== null && value !== undefined);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : null;
}
