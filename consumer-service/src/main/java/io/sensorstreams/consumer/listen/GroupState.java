package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What is committed of a consumer group, as one consumer thread uses it: a recovery reads
 * it, a commit changes it. Owned by the thread. Its methods throw a
 * {@code KafkaException} when the broker does not answer or refuses.
 */
interface GroupState {

    void open();

    /** Finds where a partition continues. Call {@link #open}, then lock the directory. */
    StartingPoint find(PartitionKey partition) throws IOException;

    /** Returns the partition's files, as far as they are known without a request. */
    List<LedgerEntry> known(PartitionKey partition);

    /** Requests the current ids of all topics. */
    CompletableFuture<Map<String, String>> topicIds();

    /** Commits in one transaction; the next {@link #open} decides one that failed. */
    void commit(Commit commit);

    /** Ends without a commit; the next user of the id aborts an open transaction. */
    void close();

    /** The state in Kafka, for the consumer and the transaction of the thread. */
    record InKafka(Consumer<?, ?> consumer, SinkContext context, CommitTransaction transaction) implements GroupState {

        @Override
        public void open() {
            this.transaction.open();
        }

        @Override
        public StartingPoint find(PartitionKey partition) throws IOException {
            try {
                return this.context.startingPoints().find(this.consumer, partition);
            }
            catch (WakeupException e) {
                // A stop or a resume of the group wakes the consumer up once. Try again:
                // without the committed position, the files of a stopped group would keep
                // uncommitted rows until the next start.
                return this.context.startingPoints().find(this.consumer, partition);
            }
        }

        @Override
        public List<LedgerEntry> known(PartitionKey partition) {
            return this.context.ledger().files(partition.group(), partition.topic(), partition.partition());
        }

        @Override
        public CompletableFuture<Map<String, String>> topicIds() {
            return this.context.topicIds().ask();
        }

        @Override
        public void commit(Commit commit) {
            this.transaction.commit(commit, this.consumer.groupMetadata());
        }

        @Override
        public void close() {
            this.transaction.close();
        }

    }

}
