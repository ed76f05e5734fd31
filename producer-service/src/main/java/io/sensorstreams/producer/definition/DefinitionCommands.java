package io.sensorstreams.producer.definition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the commands that change definitions, and writes the changes of a command in one
 * transaction. All replicas use the same transactional id: only the replica that opened
 * its producer last can write. Callers run one command at a time.
 */
public final class DefinitionCommands implements AutoCloseable {

    static final String TRANSACTIONAL_ID = Topics.STREAMS + "-writer";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final TopicTable<StreamDefinition> table;

    private final TransactionOutcome outcome;

    private final ProducerClients producers;

    private final int partitions;

    private final Duration timeout;

    /**
     * Set by commands, one at a time, and closed by the thread that stops the service.
     */
    private volatile @Nullable ProducerClient client;

    /**
     * Creates the object.
     * @param table the stored definitions; the caller closes it
     * @param outcome determines whether the transaction of a fenced producer was
     * committed
     * @param timeout longest time that a command waits for Kafka
     */
    DefinitionCommands(TopicTable<StreamDefinition> table, TransactionOutcome outcome, ProducerClients producers,
            int partitions, Duration timeout) {
        this.table = table;
        this.outcome = outcome;
        this.producers = producers;
        this.partitions = partitions;
        this.timeout = timeout;
    }

    /**
     * Runs a command that reads definitions and then writes some, exclusively among all
     * replicas. The command sees every definition stored before. When another replica
     * opens the writer before the commit, the write of this command is void, and the
     * command runs again.
     * @param command must have no other effects; callers run one command at a time
     */
    public <T> T exclusively(Supplier<T> command) {
        long deadline = System.nanoTime() + this.timeout.toNanos();
        while (true) {
            try {
                open();
                this.table.awaitCaughtUp(this.timeout);
                return command.get();
            }
            catch (InterruptException e) {
                close();
                throw BrokerUnavailableException.stopping(e);
            }
            catch (KafkaException | TimeoutException e) {
                close();
                if (!ProducerClient.isFenced(e) || System.nanoTime() - deadline > 0) {
                    throw BrokerUnavailableException.silent(e);
                }
                // Two replicas that retry at the same time would fence each other
                // repeatedly.
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw BrokerUnavailableException.stopping(e);
            }
        }
    }

    /**
     * Fences the producers of other replicas, and completes or aborts their transactions.
     */
    private void open() {
        if (this.client == null) {
            int millis = Math.toIntExact(this.timeout.toMillis());
            ProducerClient opened = this.producers.transactional(TRANSACTIONAL_ID,
                    Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis, ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            millis, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis));
            this.client = opened;
            opened.producer().initTransactions();
        }
    }

    /**
     * Stores definitions, as a part of a command. When this returns,
     * {@link StreamTopic#find} returns them.
     * @return the definitions as they are stored
     */
    public List<StreamDefinition> write(List<StreamDefinition> definitions) {
        List<RecordMetadata> written = send(definitions.stream()
            .map((definition) -> record(partitionOf(definition.name()), definition.name(),
                    MAPPER.writeValueAsBytes(definition)))
            .toList());
        return IntStream.range(0, written.size())
            .mapToObj((i) -> definitions.get(i).at(written.get(i).offset()))
            .toList();
    }

    /**
     * Deletes a definition and the invalid records of its name, as a part of a command.
     * When this returns, {@link StreamTopic#find} returns none.
     * @return offset of the tombstone in the partition of the stream
     */
    public long delete(String name) {
        int home = partitionOf(name);
        Stream<Integer> invalid = this.table.refused()
            .stream()
            .filter((record) -> name.equals(record.key()))
            .map(RefusedRecord::partition);
        return send(Stream.concat(Stream.of(home), invalid)
            .distinct()
            .map((partition) -> record(partition, name, null))
            .toList()).get(0).offset();
    }

    /**
     * Stores a record of another topic, as a part of a command. The caller waits until it
     * is read.
     * @return offset of the record
     */
    public long store(ProducerRecord<byte[], byte[]> record) {
        return commit(List.of(record)).get(0).offset();
    }

    int partitionOf(String name) {
        return StreamPartitions.of(name, this.partitions);
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String name, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.STREAMS, partition, name.getBytes(StandardCharsets.UTF_8), value);
    }

    /**
     * Commits all records or none.
     * @throws KafkaException when another replica has opened its producer before the
     * commit, or Kafka does not answer; without an answer the records may be committed
     */
    private List<RecordMetadata> commit(List<ProducerRecord<byte[], byte[]>> records) {
        ProducerClient opened = this.client;
        if (opened == null) {
            throw new KafkaException("The writer of " + Topics.STREAMS + " is closed");
        }
        Producer<byte[], byte[]> producer = opened.producer();
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach((record) -> sent.add(producer.send(record)));
        try {
            opened.commit();
        }
        catch (KafkaException e) {
            if (!ProducerClient.isFenced(e) || !isCommitted(sent)) {
                throw e;
            }
        }
        return sent.stream().map(ProducerClient::acknowledged).toList();
    }

    /**
     * Whether a transaction was committed before another replica opened the writer. The
     * other replica ends the transaction, so this one does not open the writer for it.
     */
    private boolean isCommitted(List<Future<RecordMetadata>> sent) {
        RecordMetadata first;
        try {
            first = ProducerClient.acknowledged(sent.get(0));
        }
        catch (InterruptException e) {
            throw e;
        }
        catch (KafkaException e) {
            // The end of a transaction is sent after its records are acknowledged.
            return false;
        }
        close();
        return this.outcome.isCommitted(first, this.timeout);
    }

    /** Commits all records or none, and waits until they are in the table. */
    private List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<RecordMetadata> written = commit(records);
        try {
            return read(written);
        }
        catch (TimeoutException e) {
            throw BrokerUnavailableException.silent(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerUnavailableException.stopping(e);
        }
    }

    private List<RecordMetadata> read(List<RecordMetadata> written) throws TimeoutException, InterruptedException {
        Map<Integer, Long> last = new HashMap<>();
        written.forEach((record) -> last.merge(record.partition(), record.offset(), Math::max));
        for (Map.Entry<Integer, Long> newest : last.entrySet()) {
            this.table.awaitRecord(newest.getKey(), newest.getValue(), this.timeout);
        }
        return written;
    }

    /** Closes the producer; the next command opens it again. */
    @Override
    public void close() {
        ProducerClient opened = this.client;
        this.client = null;
        if (opened != null) {
            opened.close(Duration.ZERO);
        }
    }

}
