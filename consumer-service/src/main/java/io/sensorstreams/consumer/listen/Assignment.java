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
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.transaction.Fencing;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import io.sensorstreams.consumer.directory.DirectoryInUseException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.ReplacedTopicException;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.status.Membership;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The partitions of one consumer thread, and the transactions that commit them together.
 * A partition that fails is paused, recovered and gone on with, while the others run.
 * Owned by the thread: every method is called on it.
 */
public final class Assignment {

    private static final Logger LOGGER = LoggerFactory.getLogger(Assignment.class);

    private static final Duration ASK = Duration.ofSeconds(2);

    /** Bytes that are worth a commit of their own when no more rows come. */
    private static final long BURST = 256 * 1024;

    private final String group;

    private final Consumer<?, ?> consumer;

    private final SinkContext context;

    private final CommitTransaction transaction;

    private final Membership membership;

    private final Runnable alive;

    private final LogEnds ends;

    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();

    private Instant lastCommitAt = Instant.EPOCH;

    /**
     * Creates an assignment without partitions.
     * @param alive called for each partition that the thread works on
     */
    Assignment(String group, Consumer<?, ?> consumer, SinkContext context, CommitTransaction transaction,
            Membership membership, Runnable alive) {
        this.group = group;
        this.consumer = consumer;
        this.context = context;
        this.transaction = transaction;
        this.membership = membership;
        this.alive = alive;
        this.ends = new LogEnds(consumer, context.clock());
    }

    /** Takes partitions that are new to this thread. */
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
            // Not resumed: a new partition is read already, or Spring has paused it with
            // its group.
            recover(assigned, true);
        }
        pauseFailed();
    }

    /** Partitions that are assigned by hand belong to no session. */
    private void showMembership(AssignedPartition assigned) {
        if (this.context.properties().assign().isEmpty()) {
            this.context.board().showMembership(assigned.key(), this.membership);
        }
    }

    /** Commits everything and lets go of these partitions. */
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

    /** Commits everything and lets go of all partitions. */
    void stop() {
        try {
            revoked(Set.copyOf(this.partitions.keySet()));
        }
        finally {
            this.transaction.close();
        }
    }

    /** Lets go of partitions that others may have already: nothing can be committed. */
    void lost(Collection<TopicPartition> removed) {
        LOGGER.atWarn()
            .addKeyValue("group", this.group)
            .addKeyValue("partitions", removed)
            .log("This consumer was fenced: its group went on without it; what it did not commit is cut back");
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
            attempt(left, () -> settle(left));
        }
        attempt(left, left::close);
        left.leave();
        LOGGER.atInfo()
            .addKeyValue("group", this.group)
            .addKeyValue("topic", partition.topic())
            .addKeyValue("partition", partition.partition())
            .log(event);
    }

    /** Writes what a poll has brought, all of it. */
    void received(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> adopted = adopt();
        for (TopicPartition partition : records.partitions()) {
            AssignedPartition assigned = this.partitions.get(partition);
            // Records of a partition that is to be recovered, or was just now, are read
            // again from where it goes on.
            if (assigned != null && assigned.isReady() && !adopted.contains(partition)) {
                attempt(assigned, () -> assigned.write(records.records(partition)));
            }
        }
        afterPoll(false, this.context.properties().flush().bytes().toBytes());
    }

    /**
     * Does what is due while there are no records.
     * @param paused whether somebody has paused the group
     */
    void idle(boolean paused) {
        adopt();
        afterPoll(paused, BURST);
    }

    /**
     * Kafka has removed the records that were to be read next. What was read is
     * committed, then a recovery finds out where the partitions go on and what they have
     * lost.
     */
    void outOfRange(Map<TopicPartition, Long> positions) {
        adopt();
        commit();
        positions.forEach((id, position) -> {
            AssignedPartition partition = this.partitions.get(id);
            if (partition != null && partition.isReady()) {
                fail(partition, new IOException("Topic " + id.topic() + " partition " + id.partition()
                        + " does not have offset " + position + " any more"), partition::close);
            }
        });
        pauseFailed();
    }

    /** Takes partitions that no rebalance has told of: those given by hand. */
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
     * The consumer's position may be trusted here and only here: what it has passed was
     * handed over, or is nothing to be handed over, such as the markers of transactions.
     * @param paused whether somebody has paused the group
     * @param enough uncommitted bytes that do not wait for the interval
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

    /** Spring resumes every partition with the group, these too. */
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
     * What comes after a quiet time is committed at once, and so is much at the end of a
     * burst, the rest at intervals.
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
        // Asked after the rows were polled; the answer comes while they are forced.
        CompletableFuture<Map<String, String>> topics = this.context.topicIds().ask();
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
            this.transaction.commit(flushed.toCommit(), this.consumer.groupMetadata());
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
     * Says what a refusal means that is no fault, but the way that replicas are kept
     * apart.
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
            this.consumer.seek(partition.id(), settle(partition));
            if (!paused) {
                this.consumer.resume(Set.of(partition.id()));
            }
        });
    }

    /**
     * Finds out what is committed, and makes the files that.
     * @return offset to go on at
     */
    private long settle(AssignedPartition partition) throws IOException {
        this.transaction.open();
        partition.recover(new StartingPoint.Source() {

            @Override
            public StartingPoint find() throws IOException {
                return startingPoint(partition.key());
            }

            @Override
            public List<LedgerEntry> known() {
                return Assignment.this.context.ledger()
                    .files(partition.key().group(), partition.key().topic(), partition.key().partition());
            }

        });
        return partition.position();
    }

    private StartingPoint startingPoint(PartitionKey partition) throws IOException {
        try {
            return this.context.startingPoints().find(this.consumer, partition);
        }
        catch (WakeupException e) {
            // Whoever stops or resumes the group wakes the consumer up, once. What is
            // committed must be known all the same, or the files of a group that stops
            // keep more than that until the next start.
            return this.context.startingPoints().find(this.consumer, partition);
        }
    }

    /**
     * Gives up what is not committed, of all partitions: an error of the program. What
     * was being recovered may have caused it, and is tried again later, too.
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

    /** What fails here fails outside of a transaction: nothing of it is committed. */
    private void attempt(AssignedPartition partition, FileWork work) {
        this.alive.run();
        try {
            work.run();
        }
        catch (RecoveryException e) {
            // What is there may be something else than what was written.
            fail(partition, e, partition::close);
        }
        catch (IOException | KafkaException e) {
            fail(partition, e, () -> cutBack(partition));
        }
    }

    /** Truncates the files, unless others stand in their place. */
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

    /** Replicas that take turns at a partition are no news, unless that lasts. */
    private static Level level(Exception failure, boolean begins) {
        if (failure instanceof RecoveryException || failure instanceof ReplacedTopicException) {
            return Level.ERROR;
        }
        boolean passing = failure instanceof DirectoryInUseException || failure instanceof FencedException;
        return (passing && begins) ? Level.INFO : Level.WARN;
    }

    /** Whether the message of a failure says all. */
    private static boolean isExplained(Exception failure) {
        return failure instanceof IOException || failure instanceof FencedException
                || failure instanceof DeadLetterRefusedException;
    }

    private void fail(AssignedPartition partition, Exception failure, FileWork ending) {
        // The message of a file system is often no more than a path.
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
            LOGGER.atDebug().setCause(e).log("The files stay as they are until the recovery");
        }
    }

}
