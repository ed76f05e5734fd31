package io.sensorstreams.consumer.standing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
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

    private static final Pattern TOPIC_ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final Ledger ledger;

    private final TopicIds topicIds;

    private final AbandonedTransactions abandoned;

    /**
     * Creates the search.
     * @param abandoned aborts transactions that block the end of the ledger
     */
    public StartingPoints(Ledger ledger, TopicIds topicIds, AbandonedTransactions abandoned) {
        this.ledger = ledger;
        this.topicIds = topicIds;
        this.abandoned = abandoned;
    }

    /**
     * Reads the committed offset and the ledger. Waits until all earlier transactions of
     * the partition are decided.
     * @throws IOException when the ledger cannot be read up to its end, or has files of
     * another topic of this name
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer
     */
    public StartingPoint find(Consumer<?, ?> consumer, PartitionKey key) throws IOException {
        TopicPartition partition = new TopicPartition(key.topic(), key.partition());
        Set<TopicPartition> only = Set.of(partition);
        String topicId = TopicIds.await(this.topicIds.ask(), key.topic());
        OffsetAndMetadata stored = consumer.committed(only, TIMEOUT).get(partition);
        OptionalLong committed = (stored != null) ? OptionalLong.of(stored.offset()) : OptionalLong.empty();
        List<LedgerEntry> files = files(key);
        checkTopic(key, topicId, (stored != null) ? topicId(key, stored.metadata()) : "");
        for (LedgerEntry file : files) {
            checkTopic(key, topicId, file.topicId());
        }
        long written = files.stream().mapToLong(LedgerEntry::nextOffset).max().orElse(0);
        long offset = Math.max(committed.orElse(0), written);
        long begin = consumer.beginningOffsets(only, TIMEOUT).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(only, TIMEOUT).getOrDefault(partition, 0L);
        checkEnd(key, offset, end);
        // A new group starts with the first record that Kafka has.
        boolean begins = stored == null && files.isEmpty();
        return new StartingPoint(Math.max(offset, begin), committed, end, this.ledger.cluster(), topicId, files,
                this.ledger.disputed(key.group(), key.topic(), key.partition()),
                begins ? Math.max(offset, begin) : offset, lastGap(key));
    }

    /** Returns the last gap. Called after the ledger was read up to its end. */
    private Optional<LedgerGap> lastGap(PartitionKey key) {
        List<LedgerGap> gaps = this.ledger.gaps(key.group(), key.topic(), key.partition());
        return gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() - 1));
    }

    /**
     * Returns the topic id in the metadata. Another program may have written any text
     * there.
     */
    private static String topicId(PartitionKey key, String metadata) {
        if (metadata.isEmpty() || TOPIC_ID.matcher(metadata).matches()) {
            return metadata;
        }
        LOGGER.atWarn()
            .addKeyValue("group", key.group())
            .addKeyValue("topic", key.topic())
            .addKeyValue("partition", key.partition())
            .log("The metadata of the committed offset is not a topic id and is ignored");
        return "";
    }

    private List<LedgerEntry> files(PartitionKey key) throws IOException {
        try {
            awaitCaughtUp(key.group());
            return this.ledger.files(key.group(), key.topic(), key.partition());
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

    private static void checkTopic(PartitionKey key, String topicId, String committed) throws IOException {
        if (!committed.isEmpty() && !committed.equals(topicId)) {
            throw replaced(key,
                    "has id " + topicId + ", but the rows of group " + key.group() + " are of id " + committed);
        }
    }

    private static IOException replaced(PartitionKey key, String how) {
        return new ReplacedTopicException("Topic " + key.topic() + " " + how + ": it is another topic of the same name;"
                + " stop the group and replay it from the beginning to write it again");
    }

    private static void checkEnd(PartitionKey key, long offset, long end) throws IOException {
        if (offset > end) {
            throw replaced(key, "partition " + key.partition() + " ends at offset " + end + ", but group " + key.group()
                    + " is at " + offset);
        }
    }

}
