package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes definitions, each batch in one transaction. All replicas use the same
 * transactional id: only the replica that opened the writer last can write. Not
 * thread-safe.
 */
final class DefinitionWriter implements AutoCloseable {

    static final String TRANSACTIONAL_ID = Topics.STREAMS + "-writer";

    private final ProducerClients producers;

    private final Duration timeout;

    private @Nullable ProducerClient client;

    /**
     * Creates a closed writer.
     * @param timeout longest wait for Kafka
     */
    DefinitionWriter(ProducerClients producers, Duration timeout) {
        this.producers = producers;
        this.timeout = timeout;
    }

    /**
     * Opens the writer, unless it is open. Opening fences the writers of all other
     * replicas and completes or aborts their transactions.
     * @throws KafkaException when Kafka does not answer
     */
    void open() {
        if (this.client == null) {
            ProducerClient opened = this.producers.transactional(TRANSACTIONAL_ID, quick());
            this.client = opened;
            opened.producer().initTransactions();
        }
    }

    private Map<String, Object> quick() {
        int millis = Math.toIntExact(this.timeout.toMillis());
        return Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis, ProducerConfig.MAX_BLOCK_MS_CONFIG, millis,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
    }

    /**
     * Writes all records or none.
     * @return the metadata of the records, in the same order
     * @throws KafkaException when Kafka does not answer or another replica has opened the
     * writer since; the records may be committed nevertheless when the response to the
     * commit was lost
     */
    List<RecordMetadata> write(List<ProducerRecord<byte[], byte[]>> records) {
        ProducerClient opened = this.client;
        if (opened == null) {
            throw new KafkaException("The writer of " + Topics.STREAMS + " is closed");
        }
        Producer<byte[], byte[]> producer = opened.producer();
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach((record) -> sent.add(producer.send(record)));
        producer.commitTransaction();
        return sent.stream().map(ProducerClient::acknowledged).toList();
    }

    /** Closes the writer; it can be opened again. */
    @Override
    public void close() {
        ProducerClient opened = this.client;
        this.client = null;
        if (opened != null) {
            opened.close(Duration.ZERO);
        }
    }

}
