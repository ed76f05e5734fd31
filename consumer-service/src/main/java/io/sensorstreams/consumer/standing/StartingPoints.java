package io.sensorstreams.consumer.standing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the offset at which a partition continues, from the committed offset, the ledger
 * and the records that Kafka still has. Thread-safe.
 */
public final class StartingPoints {

    private static final Logger LOGGER = LoggerFactory.getLogger(StartingPoints.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Ledger ledger;

    private final TopicIds topicIds;

    private final AbandonedTransactions abandoned;

    public StartingPoints(Ledger ledger, TopicIds topicIds, AbandonedTransactions abandoned) {
        this.ledger = ledger;
        this.topicIds = topicIds;
        this.abandoned = abandoned;
    }

    /**
     * Reads the committed offset and the ledger, when all earlier transactions are
     * decided.
     * @throws IOException when the ledger cannot be read up to its end, or has files of
     * another topic of this name
     */
    public StartingPoint find(Consumer<?, ?> consumer, PartitionKey key) throws IOException {
        TopicPartition partition = new TopicPartition(key.topic(), key.partition());
        Set<TopicPartition> only = Set.of(partition);
        String topicId = TopicIds.await(this.topicIds.ask(), key.topic());
        OffsetAndMetadata stored = consumer.committed(only, TIMEOUT).get(partition);
        awaitLedger(key.group());
        CommittedState state = CommittedStates.of(this.ledger, key, Optional.ofNullable(stored));
        logInvalidTopicId(state);
        requireSame(key, state.replaced(topicId));
        StartingPoint point = new StartingPoint(state, this.ledger.cluster(), topicId,
                consumer.beginningOffsets(only, TIMEOUT).getOrDefault(partition, 0L),
                consumer.endOffsets(only, TIMEOUT).getOrDefault(partition, 0L));
        requireSame(key, point.replaced());
        return point;
    }

    private static void logInvalidTopicId(CommittedState state) {
        if (state.committedTopicId().isEmpty()
                && !state.committed().map(OffsetAndMetadata::metadata).orElse("").isEmpty()) {
            LOGGER.atWarn()
                .addKeyValue("group", state.key().group())
                .addKeyValue("topic", state.key().topic())
                .addKeyValue("partition", state.key().partition())
                .log("The metadata of the committed offset is not a topic id and is ignored");
        }
    }

    private void awaitLedger(String group) throws IOException {
        try {
            awaitCaughtUp(group);
        }
        catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the ledger was read");
        }
    }

    private void awaitCaughtUp(String group) throws TimeoutException, InterruptedException {
        try {
            this.ledger.awaitCaughtUp(AbandonedTransactions.PATIENCE);
        }
        catch (TimeoutException e) {
            this.abandoned.end(group);
            this.ledger.awaitCaughtUp(TIMEOUT);
        }
    }

    private static void requireSame(PartitionKey key, Optional<String> replaced) throws ReplacedTopicException {
        if (replaced.isPresent()) {
            throw new ReplacedTopicException(
                    "Topic " + key.topic() + " " + replaced.get() + ": it is another topic of the same name;"
                            + " stop the group and replay it from the beginning to write it again");
        }
    }

}
