package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.Timer;
import io.sensorstreams.common.transaction.Fencing;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import io.sensorstreams.consumer.directory.DirectoryInUseException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.ReplacedTopicException;
import io.sensorstreams.consumer.status.Membership;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes and commits the partitions of one consumer thread. One transaction commits all
 * of them. A partition that fails is paused, recovered and resumed while the others
 * continue. Owned by the thread: every method is called on it.
 */
final class Assignment {

    private static final Logger LOGGER = LoggerFactory.getLogger(Assignment.class);

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

    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();

    private Instant lastCommitAt = Instant.EPOCH;

    /**
     * Creates an assignment without partitions.
     * @param alive called before each step on a partition
     */
    Assignment(String group, Consumer<?, ?> consumer, SinkContext context, GroupState state, Membership membership,
            Runnable alive) {
        this.group = group;
        this.consumer = consumer;
        this.context = context;
        this.state = state;
        this.membership = membership;
        this.alive = alive;
        this.ends = new LogEnds(consumer, context.clock());
    }

    /** Adds partitions and recovers them. */
    void assigned(Collection<TopicPartition> added) {
        this.membership.joined();
        for (TopicPartition partition : added) {
            Sink sink = this.context.sinks()
                .find(this.group, partition.topic())
                .orElseThrow(() -> new IllegalStateException("No sink of group " + this.group + " for " + partition));
            AssignedPartition assigned = new AssignedPartition(sink, partition.partition(), this.context);
            this.partitions.put(partition, assigned);
            showMembership(assigned);
            this.context.metrics().register(assigned.key());
            LOGGER.atInfo()
                .addKeyValue("group", this.group)
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .log("Assigned");
            // Not resumed here: a new partition is not paused, or Spring has paused it
            // with its group.
            recover(assigned, true);
        }
        pauseFailed();
    }

    /** Partitions that are assigned by hand have no group session. */
    private void showMembership(AssignedPartition assigned) {
        if (this.context.properties().assign().isEmpty()) {
            this.context.board().showMembership(assigned.key(), this.membership);
        }
    }

    /** Commits all partitions and releases these. */
    void revoked(Collection<TopicPartition> removed) {
        if (removed.stream().anyMatch(this.partitions::containsKey)) {
            try {
                commit();
            }
            finally {
                removed.forEach((partition) -> leave(partition, "Revoked"));
            }
        }
    }

    /** Commits and releases all partitions. */
    void stop() {
        try {
            revoked(Set.copyOf(this.partitions.keySet()));
        }
        finally {
            this.state.close();
        }
    }

    /**
     * Releases partitions that another replica may own already: nothing can be committed.
     */
    void lost(Collection<TopicPartition> removed) {
        LOGGER.atWarn()
            .addKeyValue("group", this.group)
            .addKeyValue("partitions", removed)
            .log("This consumer was fenced: its group continued without it; uncommitted rows are truncated");
        for (TopicPartition partition : removed) {
            AssignedPartition lost = this.partitions.get(partition);
            if (lost != null) {
                attempt(lost, () -> cutBack(lost));
                leave(partition, "Lost");
            }
        }
    }

    private void leave(TopicPartition partition, String event) {
        AssignedPartition left = this.partitions.remove(partition);
        if (left == null) {
            return;
        }
        if (left.isInDoubt()) {
            attempt(left, () -> left.recover(this.state));
        }
        attempt(left, left::close);
        left.leave();
        LOGGER.atInfo()
            .addKeyValue("group", this.group)
            .addKeyValue("topic", partition.topic())
            .addKeyValue("partition", partition.partition())
            .log(event);
    }

    /** Writes all records of a poll. */
    void received(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> adopted = adopt();
        for (TopicPartition partition : records.partitions()) {
            AssignedPartition assigned = this.partitions.get(partition);
            // Skip records of a partition that is not recovered yet or was recovered just
            // now: the consumer reads them again from the recovered position.
            if (assigned != null && assigned.isReady() && !adopted.contains(partition)) {
                attempt(assigned, () -> assigned.write(records.records(partition)));
            }
        }
        afterPoll(false, this.context.properties().flush().bytes().toBytes());
    }

    /**
     * Commits and recovers what is due when a poll returned no records.
     * @param paused whether the group is paused
     */
    void idle(boolean paused) {
        adopt();
        afterPoll(paused, BURST);
    }

    /**
     * Handles partitions whose next records Kafka has removed. Commits what was read;
     * then a recovery finds the offset to continue at and records the gap.
     */
    void outOfRange(Map<TopicPartition, Long> positions) {
        adopt();
        commit();
        positions.forEach((id, position) -> {
            AssignedPartition partition = this.partitions.get(id);
            if (partition != null && partition.isReady()) {
                fail(partition, new IOException(
                        "Topic " + id.topic() + " partition " + id.partition() + " no longer has offset " + position),
                        partition::close);
            }
        });
        pauseFailed();
    }

    /** Adds partitions that no rebalance reported: those assigned by hand. */
    private Set<TopicPartition> adopt() {
        if (this.partitions.size() == this.consumer.assignment().size()) {
            return Set.of();
        }
        Set<TopicPartition> unknown = new HashSet<>(this.consumer.assignment());
        unknown.removeAll(this.partitions.keySet());
        assigned(unknown);
        return unknown;
    }

    /**
     * Advances, commits and recovers the partitions after a poll. Only here is the
     * consumer's position reliable: every earlier record was delivered, or there was
     * nothing to deliver, such as a transaction marker.
     * @param paused whether the group is paused
     * @param enough uncommitted bytes that start a commit before the interval has passed
     */
    private void afterPoll(boolean paused, long enough) {
        this.membership.polled();
        for (AssignedPartition partition : this.partitions.values()) {
            if (partition.isReady()) {
                attempt(partition, () -> partition.advance(this.consumer.position(partition.id(), ASK)));
            }
        }
        if (isCommitDue(enough)) {
            commit();
        }
        recoverDue(paused);
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

    /**
     * Commits at once after a quiet time or at the end of a burst, otherwise at
     * intervals.
     */
    private boolean isCommitDue(long enough) {
        Duration pause = this.context.properties().flush().pause();
        boolean changed = this.partitions.values().stream().anyMatch(AssignedPartition::isChanged);
        if (changed && !this.context.clock().instant().isBefore(this.lastCommitAt.plus(pause))) {
            return true;
        }
        return this.partitions.values().stream().mapToLong(AssignedPartition::uncommittedBytes).sum() >= enough;
    }

    private void commit() {
        this.lastCommitAt = this.context.clock().instant();
        FlushedPartitions flushed = new FlushedPartitions();
        // Requested after the rows were polled; the answer arrives while the rows are
        // forced.
        CompletableFuture<Map<String, String>> topics = this.state.topicIds();
        for (AssignedPartition partition : this.partitions.values()) {
            if (partition.isChanged()) {
                attempt(partition, () -> flushed.add(partition, partition.flush()));
            }
        }
        for (AssignedPartition partition : flushed.all()) {
            attempt(partition, () -> partition.checkTopic(topics));
        }
        flushed.retainReady();
        if (!flushed.isEmpty()) {
            commit(flushed);
        }
    }

    private void commit(FlushedPartitions flushed) {
        Timer.Sample sample = Timer.start();
        try {
            this.state.commit(flushed.toCommit());
        }
        catch (KafkaException e) {
            if (e instanceof DeadLetterRefusedException refused) {
                flushed.all().forEach((partition) -> partition.refused(refused));
            }
            flushed.all().forEach((partition) -> fail(partition, fenced(e), () -> partition.closeInDoubt(e)));
            return;
        }
        sample.stop(this.context.metrics().commits(this.group));
        flushed.all().forEach(AssignedPartition::committed);
    }

    /**
     * Maps a fencing error to a {@link FencedException}. Fencing is no fault: it keeps
     * replicas apart.
     */
    private static KafkaException fenced(KafkaException refusal) {
        boolean fenced = refusal instanceof CommitFailedException || refusal instanceof FencedInstanceIdException
                || Fencing.isFenced(refusal);
        return fenced ? new FencedException(refusal) : refusal;
    }

    private void recoverDue(boolean paused) {
        for (AssignedPartition partition : this.partitions.values()) {
            if (partition.isRecoveryDue()) {
                recover(partition, paused);
            }
        }
    }

    private void recover(AssignedPartition partition, boolean paused) {
        attempt(partition, () -> {
            this.consumer.seek(partition.id(), partition.recover(this.state));
            if (!paused) {
                this.consumer.resume(Set.of(partition.id()));
            }
        });
    }

    /**
     * Discards what is not committed of all partitions after an unexpected error. A
     * partition whose recovery is due may have caused it and is retried later.
     */
    void failed(RuntimeException error) {
        this.partitions.values()
            .stream()
            .filter((partition) -> partition.isReady() || partition.isRecoveryDue())
            .forEach((partition) -> fail(partition, error, partition::close));
        pauseFailed();
    }

    private interface FileWork {

        void run() throws IOException;

    }

    /** Runs work outside of a transaction. When it fails, nothing of it is committed. */
    private void attempt(AssignedPartition partition, FileWork work) {
        this.alive.run();
        try {
            work.run();
        }
        catch (RecoveryException e) {
            // The file may have been replaced by another one.
            fail(partition, e, partition::close);
        }
        catch (IOException | KafkaException e) {
            fail(partition, e, () -> cutBack(partition));
        }
    }

    /** Truncates the files, unless they were removed or replaced. */
    private void cutBack(AssignedPartition partition) throws IOException {
        try {
            partition.cutBack();
        }
        catch (RecoveryException e) {
            LOGGER.atError()
                .addKeyValue("group", this.group)
                .addKeyValue("topic", partition.key().topic())
                .addKeyValue("partition", partition.key().partition())
                .addKeyValue("reason", e.getMessage())
                .log("Files were removed or replaced");
        }
    }

    /**
     * Returns the log level. Replicas that block each other for a short time log at INFO.
     */
    private static Level level(Exception failure, boolean begins) {
        if (failure instanceof RecoveryException || failure instanceof ReplacedTopicException) {
            return Level.ERROR;
        }
        boolean passing = failure instanceof DirectoryInUseException || failure instanceof FencedException;
        return (passing && begins) ? Level.INFO : Level.WARN;
    }

    /** Whether the message alone explains the failure, without a stack trace. */
    private static boolean isExplained(Exception failure) {
        return failure instanceof IOException || failure instanceof FencedException
                || failure instanceof DeadLetterRefusedException;
    }

    private void fail(AssignedPartition partition, Exception failure, FileWork ending) {
        // The message of a FileSystemException is often only a path.
        String reason = (failure instanceof FileSystemException || failure.getMessage() == null) ? failure.toString()
                : failure.getMessage();
        boolean news = partition.fail(failure, reason);
        boolean toldBefore = !news && !partition.startsToLast();
        LOGGER.atLevel(toldBefore ? Level.DEBUG : level(failure, news))
            .addKeyValue("group", this.group)
            .addKeyValue("topic", partition.key().topic())
            .addKeyValue("partition", partition.key().partition())
            .addKeyValue("reason", reason)
            .setCause(isExplained(failure) ? null : failure)
            .log("Partition is paused and will be tried again");
        try {
            ending.run();
        }
        catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Closing or truncating the files failed; the recovery repeats it");
        }
    }

}
