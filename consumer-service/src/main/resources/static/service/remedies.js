// What to do about a partition that is not read, or has lost rows. docs/operations.md has the same, with more words.
import { href } from '/app/router.js';
import { replayView } from './state.js';

const DISK = 'Nothing is lost: the rows stay in Kafka. It continues by itself.';
const BROKERS = 'Look at the brokers. It continues by itself.';
const RESTORE = 'Restore the directory with everything that was in it, and it continues by itself. Or replay the topic: Kafka must still have the rows.';
const MOVE = 'The service deletes no file that may hold committed rows: move it out of the directory, or restore what is missing.';
const REPLACED = 'The topic is another one: replay it from the beginning. The old files are kept in a subdirectory.';

/** [pattern of the reason, remedy, whether a replay is one]. The first that fits counts. */
const REMEDIES = [
  [/To acknowledge the loss/, 'Kafka or the disk no longer has these rows. To acknowledge the loss, replay the topic, or skip offsets with a reason.', true],
  [/no longer exists|was deleted and recreated|but the rows of group|has rows of topic id|ends at offset|returned offset .* again/, REPLACED, true],
  [/No space left|quota exceeded/i, `Make room on the disk. ${DISK}`],
  [/Input\/output error|Read-only file system|AccessDenied/, `Repair the disk, or correct owner and rights of the directory. ${DISK}`],
  [/Too many open files/, 'Raise the limit of open files (ulimit -n) and restart the service.'],
  [/in use by another writer/, 'It continues when the other process gives the directory up. If it lasts, find that process and end it.'],
  [/restore it|restore the directory|is missing|bytes, but the ledger has|has CRC-32C|no readable first line|was removed while|was replaced while/, RESTORE, true],
  [/not in the ledger|of Kafka cluster|\.disk is damaged|not a regular file|not a directory/, MOVE],
  [/Not authorized|authorization failed/i, 'Grant the right to the topic, the group or the transactional id.'],
  [/was fenced/, 'The new owner reads the partition. If it lasts, two replicas have the same SENSOR_INSTANCE.'],
  [/no longer has offset/, 'It continues with the first record that Kafka still has.'],
  [/refused a dead letter/, 'A smaller dead letter follows. It continues by itself.'],
  [/has not answered a heartbeat/, 'Look at the brokers. The group decides again who owns it.'],
  [/The service stops|Interrupted/, 'The service stops.'],
];

/** Offset that a reason says to replay from; null when it names none. */
const offsetIn = (reason) => /from offset (\d+)/.exec(reason)?.[1] ?? null;

/**
 * What can be done about a partition: {title, text, replay, docs}. `replay` is the address of the replay that
 * helps, or null. Null when there is nothing to do.
 */
export function remedyOf(partition) {
  const { group, topic, state, reason } = partition;
  if (!reason) {
    return state === 'PAUSED' ? { title: `Group ${group} is paused`, text: 'Resume the group.', replay: null, docs: null } : null;
  }
  const [pattern, text, replay] = REMEDIES.find(([one]) => one.test(reason)) ?? [null, BROKERS, false];
  const offset = offsetIn(reason);
  return {
    title: reason,
    text,
    replay: replay ? replayView(group, { topic, ...(offset && text !== REPLACED ? { from: 'offset', offset } : {}) }) : null,
    docs: pattern === REMEDIES[0][0] ? href('/docs/loss') : `${href('/docs/operations')}#a-partition-is-paused`,
  };
}
