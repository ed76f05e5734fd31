package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Timer;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.sink.PartitionWriter.Due;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Commits the partitions of one consumer thread in one transaction. Owned by it. */
final class ThreadCommit {

    private final String group;

    private final SinkContext context;

    private final GroupState state;

    private final Pass pass;

    private Instant lastAt = Instant.EPOCH;

    ThreadCommit(String group, SinkContext context, GroupState state, Pass pass) {
        this.group = group;
        this.context = context;
        this.state = state;
        this.pass = pass;
    }

    /**
     * Whether a commit is due: at once after a quiet time or at the end of a burst,
     * otherwise at intervals, and when the files of a partition are complete.
     * @param released whether nothing is added to the files of a partition for now
     */
    boolean isDue(Collection<AssignedPartition> partitions, long enough, Predicate<AssignedPartition> released) {
        boolean quiet = !this.context.clock()
            .instant()
            .isBefore(this.lastAt.plus(this.context.properties().flush().pause()));
        long waiting = 0;
        for (AssignedPartition partition : partitions) {
            Due due = partition.due(released.test(partition));
            if (due == Due.NOW || (due == Due.AT_INTERVALS && quiet)) {
                return true;
            }
            waiting += (due == Due.AT_INTERVALS) ? partition.uncommittedBytes() : 0;
        }
        return waiting >= enough;
    }

    /**
     * Forces and commits what is not to wait. A partition that fails is left out, and one
     * for whose files the pass has no time.
     */
    void run(Collection<AssignedPartition> partitions, Predicate<AssignedPartition> released) {
        this.lastAt = this.context.clock().instant();
        commit(partitions.stream().filter((partition) -> partition.due(released.test(partition)) != Due.LATER));
    }

    /** Commits one partition while the others have rows after their positions. */
    void runOnly(AssignedPartition partition) {
        commit(Stream.of(partition));
    }

    private void commit(Stream<AssignedPartition> due) {
        Map<AssignedPartition, List<LedgerEntry>> flushed = new LinkedHashMap<>();
        // Requested after the rows were polled; the answer arrives while the rows are
        // forced.
        CompletableFuture<Map<String, String>> topics = this.state.topicIds();
        due.forEach((partition) -> partition.attempt(() -> {
            if (isPublished(partition)) {
                flushed.put(partition, partition.ready().flush());
            }
        }));
        for (AssignedPartition partition : flushed.keySet()) {
            partition.attempt(() -> partition.ready().checkTopic(topics));
        }
        flushed.keySet().removeIf((partition) -> !partition.isReady());
        if (!flushed.isEmpty()) {
            commit(flushed);
        }
    }

    private boolean isPublished(AssignedPartition partition) throws IOException {
        return !this.pass.isOver(Pass.Step.COMMITS)
                && partition.ready().writer().publish(() -> this.pass.isOver(Pass.Step.COMMITS));
    }

    private void commit(Map<AssignedPartition, List<LedgerEntry>> flushed) {
        Timer.Sample sample = Timer.start();
        try {
            this.state.commit(toCommit(flushed));
        }
        catch (KafkaException e) {
            flushed.keySet().forEach((partition) -> partition.failCommit(e));
            return;
        }
        sample.stop(this.context.metrics().commits(this.group));
        flushed.keySet().forEach(AssignedPartition::committed);
    }

    private static Commit toCommit(Map<AssignedPartition, List<LedgerEntry>> flushed) {
        List<LedgerEntry> files = new ArrayList<>();
        List<LedgerEntry> removed = new ArrayList<>();
        List<LedgerGap> gaps = new ArrayList<>();
        List<LedgerGap> replaced = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        flushed.forEach((partition, changed) -> {
            files.addAll(changed);
            gaps.addAll(partition.gaps());
            partition.ready().removal().ifPresent((removal) -> {
                removed.addAll(removal.files());
                gaps.add(removal.range());
                replaced.addAll(removal.replaced());
            });
            deadLetters.addAll(partition.deadLetters());
            offsets.put(partition.id(), partition.ready().reached());
        });
        return new Commit(files, removed, gaps, replaced, deadLetters, offsets);
    }

}
