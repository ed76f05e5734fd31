package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.sensorstreams.consumer.listen.Pass.Step;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.status.Membership;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and commits the partitions of one consumer thread. One transaction commits all
 * of them. A partition that fails is paused, recovered and resumed while the others
 * continue. Owned by the thread: every method is called on it.
 */
final class ConsumerLoop {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoop.class);

    private static final Duration ASK = Duration.ofSeconds(2);

    /** Uncommitted bytes that start a commit when a poll returns no more rows. */
    private static final long BURST = 256 * 1024;

    private final String group;

    private final Consumer<?, ?> consumer;

    private final SinkContext context;

    private final GroupState state;

    private final Membership membership;

    private final Runnable alive;

    private final LogEnds ends;

    private final Pass pass;

    private final ThreadCommit commits;

    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();

    /** Creates a loop without partitions; {@code alive} runs before each step. */
    ConsumerLoop(String group, Consumer<?, ?> consumer, SinkContext context, GroupState state, Membership membership,
            Runnable alive) {
        this.group = group;
        this.consumer = consumer;
        this.context = context;
        this.state = state;
        this.membership = membership;
        this.alive = alive;
        this.ends = new LogEnds(consumer, context.clock());
        this.pass = new Pass(context.clock());
        this.commits = new ThreadCommit(group, context, state, this.pass);
    }

    /** Adds partitions and recovers them. */
    void assigned(Collection<TopicPartition> added) {
        this.pass.restart();
        for (TopicPartition partition : added) {
            Sink sink = this.context.sinks()
                .find(this.group, partition.topic())
                .orElseThrow(() -> new IllegalStateException("No sink of group " + this.group + " for " + partition));
            AssignedPartition assigned = new AssignedPartition(sink, partition.partition(), this.context, this.alive);
            this.partitions.put(partition, assigned);
            // Partitions that are assigned by hand have no group session.
            if (this.context.properties().assign().isEmpty()) {
                this.context.statuses().showMembership(assigned.key(), this.membership);
            }
            this.context.metrics().register(assigned.key());
            log(partition, "Assigned");
            // Not resumed here: a new partition is not paused, or Spring has paused it
            // with its group.
            if (!this.pass.isOver(Step.RECOVERIES)) {
                recover(assigned, true);
            }
        }
        pauseFailed();
    }

    void revoked(Collection<TopicPartition> removed) {
        if (removed.stream().anyMatch(this.partitions::containsKey)) {
            this.pass.restart();
            try {
                commit((partition) -> removed.contains(partition.id()));
            }
            finally {
                removed.forEach((partition) -> leave(partition, "Revoked"));
            }
        }
    }

    void stop() {
        try {
            revoked(Set.copyOf(this.partitions.keySet()));
        }
        finally {
            this.state.close();
        }
    }

    /** Releases partitions that another replica may own already, without a commit. */
    void lost(Collection<TopicPartition> removed) {
        LOGGER.atWarn()
            .addKeyValue("group", this.group)
            .addKeyValue("partitions", removed)
            .log("This consumer was fenced: its group continued without it; uncommitted rows are truncated");
        for (TopicPartition partition : removed) {
            AssignedPartition lost = this.partitions.get(partition);
            if (lost != null) {
                lost.attempt(lost::cutBack);
                leave(partition, "Lost");
            }
        }
    }

    private void leave(TopicPartition partition, String event) {
        AssignedPartition left = this.partitions.remove(partition);
        if (left != null) {
            left.leave(this.state);
            log(partition, event);
        }
    }

    private void log(TopicPartition partition, String event) {
        LOGGER.atInfo()
            .addKeyValue("group", this.group)
            .addKeyValue("topic", partition.topic())
            .addKeyValue("partition", partition.partition())
            .log(event);
    }

    void received(ConsumerRecords<byte[], byte[]> records) {
        this.pass.begin();
        Set<TopicPartition> recovered = adopt();
        recovered.addAll(catchUp(false));
        for (TopicPartition partition : this.pass.inTurn(records.partitions())) {
            AssignedPartition assigned = this.partitions.get(partition);
            // Skip records of a partition that is not recovered yet or was recovered just
            // now: the consumer reads them again from the recovered position.
            if (assigned != null && assigned.isReady() && !recovered.contains(partition)) {
                write(assigned, records.records(partition));
            }
        }
        afterPoll(false, this.context.properties().flush().bytes().toBytes());
    }

    /** The consumer reads again the records for which the pass has no time. */
    private void write(AssignedPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        if (this.pass.takes(partition.id())) {
            partition.attempt(() -> partition.write(records, () -> this.commits.runOnly(partition), this.pass));
        }
        if (partition.isReady() && partition.ready().position() <= records.get(records.size() - 1).offset()) {
            this.consumer.seek(partition.id(), partition.ready().position());
        }
    }

    /** Does what an earlier pass had no time for. Returns the recovered partitions. */
    private Set<TopicPartition> catchUp(boolean paused) {
        if (this.pass.beginsWith(Step.COMMITS)) {
            commit((partition) -> paused);
        }
        return this.pass.beginsWith(Step.RECOVERIES) ? recoverDue(paused) : Set.of();
    }

    /** Commits and recovers what is due when a poll returned no records. */
    void idle(boolean paused) {
        this.pass.begin();
        adopt();
        catchUp(paused);
        afterPoll(paused, BURST);
    }

    /** Commits what was read, then recovers partitions whose next records are removed. */
    void outOfRange(Map<TopicPartition, Long> positions) {
        adopt();
        // What is not committed now may not be in Kafka any more.
        this.pass.unlimit();
        commit((partition) -> positions.containsKey(partition.id()));
        positions.forEach((id, position) -> {
            AssignedPartition partition = this.partitions.get(id);
            if (partition != null && partition.isReady()) {
                partition.fail(new IOException(
                        "Topic " + id.topic() + " partition " + id.partition() + " no longer has offset " + position));
            }
        });
        pauseFailed();
    }

    /** Adds partitions that no rebalance reported: those assigned by hand. */
    private Set<TopicPartition> adopt() {
        if (this.partitions.size() == this.consumer.assignment().size()) {
            return new HashSet<>();
        }
        Set<TopicPartition> unknown = new HashSet<>(this.consumer.assignment());
        unknown.removeAll(this.partitions.keySet());
        assigned(unknown);
        return unknown;
    }

    /**
     * Advances, commits and recovers the partitions. Only after a poll is the consumer's
     * position reliable: all records before it were delivered.
     * @param enough uncommitted bytes that start a commit before the interval has passed
     */
    private void afterPoll(boolean paused, long enough) {
        this.membership.polled();
        for (AssignedPartition partition : this.partitions.values()) {
            if (partition.isReady()) {
                partition.attempt(() -> partition.ready().advance(this.consumer.position(partition.id(), ASK)));
            }
        }
        Predicate<AssignedPartition> released = (partition) -> paused;
        if (this.commits.isDue(this.partitions.values(), enough, released)) {
            commit(released);
        }
        recoverDue(paused);
        tidy();
        pauseFailed();
        this.partitions.values().forEach((partition) -> partition.showPaused(paused));
        this.ends.show(this.partitions.values());
    }

    /** Pauses the failed partitions again, because Spring resumes them with the group. */
    private void pauseFailed() {
        List<TopicPartition> failed = this.partitions.values()
            .stream()
            .filter((partition) -> !partition.isReady())
            .map(AssignedPartition::id)
            .filter(this.consumer.assignment()::contains)
            .toList();
        this.consumer.pause(failed);
    }

    /** Commits, and completes the files of partitions to which nothing is added. */
    private void commit(Predicate<AssignedPartition> released) {
        this.commits.run(this.partitions.values(), released);
    }

    /** Returns the partitions that it tried to recover, the longest due first. */
    private Set<TopicPartition> recoverDue(boolean paused) {
        Set<TopicPartition> recovered = new HashSet<>();
        this.partitions.values()
            .stream()
            .filter(AssignedPartition::isRecoveryDue)
            .sorted(Comparator.comparing(AssignedPartition::recoveryDueAt))
            .takeWhile((partition) -> !this.pass.isOver(Step.RECOVERIES))
            .forEach((partition) -> {
                recovered.add(partition.id());
                recover(partition, paused);
            });
        return recovered;
    }

    private void tidy() {
        for (AssignedPartition partition : this.partitions.values()) {
            if (partition.isReady() && !this.pass.isOver()) {
                partition.attempt(() -> partition.ready().writer().tidy());
            }
        }
    }

    private void recover(AssignedPartition partition, boolean paused) {
        partition.attempt(() -> {
            this.consumer.seek(partition.id(), partition.recover(this.state));
            if (!paused) {
                this.consumer.resume(Set.of(partition.id()));
            }
        });
    }

    /** A partition whose recovery is due may have caused the error, too. */
    void failed(RuntimeException error) {
        this.partitions.values()
            .stream()
            .filter((partition) -> partition.isReady() || partition.isRecoveryDue())
            .forEach((partition) -> partition.fail(error));
        pauseFailed();
    }

}
