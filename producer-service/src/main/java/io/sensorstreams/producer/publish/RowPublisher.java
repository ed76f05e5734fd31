package io.sensorstreams.producer.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows and positions as transactions. Owned by one thread, but for
 * {@link #abandon}.
 * <p>
 * Every method that talks to Kafka throws a {@link KafkaException} when it fails. Then
 * nothing is known of the open transaction but that it is whole or void:
 * {@link #abandon}, {@link #open} again, and read the positions.
 */
public final class RowPublisher {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final ProducerClients clients;

    private final String transactionalId;

    private final TransactionMetrics metrics;

    private final AtomicReference<@Nullable ProducerClient> transactional = new AtomicReference<>();

    private final AtomicReference<@Nullable PlainClient> plain = new AtomicReference<>();

    private boolean inTransaction;

    /**
     * A producer without transactions.
     *
     * @param client the producer
     * @param failure why one of its rows was not taken; null while all were
     */
    private record PlainClient(ProducerClient client, AtomicReference<@Nullable Exception> failure) {

    }

    /**
     * Creates a closed publisher.
     * @param transactionalId the one id of whoever owns the streams; the publisher that
     * opened it last shuts out all before
     */
    public RowPublisher(ProducerClients clients, String transactionalId, TransactionMetrics metrics) {
        this.clients = clients;
        this.transactionalId = transactionalId;
        this.metrics = metrics;
    }

    /** How large records may be. */
    public RecordLimit limit() {
        return RecordLimit.ofRequest(this.clients.maxRequestSize());
    }

    /** Whether the publisher can send. */
    public boolean isOpen() {
        return this.transactional.get() != null;
    }

    /**
     * Opens the publisher. Whatever another one left open under its id is decided when
     * this returns.
     */
    public void open() {
        ProducerClient client = this.clients.transactional(this.transactionalId);
        this.transactional.set(client);
        this.inTransaction = false;
        client.producer().initTransactions();
    }

    /**
     * Who sends the rows of a stream. With {@link Delivery#EXACTLY_ONCE} they are part of
     * the open transaction, with {@link Delivery#AT_LEAST_ONCE} they are sent at once,
     * whatever becomes of it. {@link #commit} waits until they are acknowledged.
     * @param failed is told of each row that Kafka did not take, on the client's thread
     * or the owner's
     */
    public Consumer<ProducerRecord<byte[], byte[]>> rows(Delivery delivery, Consumer<Exception> failed) {
        // One callback for all rows.
        Callback callback = (metadata, failure) -> {
            if (failure != null) {
                failed.accept(failure);
            }
        };
        return switch (delivery) {
            case EXACTLY_ONCE -> (record) -> send(record, callback);
            case AT_LEAST_ONCE -> (record) -> sendPlain(record, failed);
        };
    }

    // A record that fails makes the commit fail.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        producerInTransaction().send(record, callback);
    }

    // The callback keeps the failure for the commit.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void sendPlain(ProducerRecord<byte[], byte[]> record, Consumer<Exception> failed) {
        PlainClient client = plainClient();
        client.client().producer().send(record, (metadata, failure) -> {
            if (failure != null) {
                client.failure().set(failure);
                failed.accept(failure);
            }
        });
    }

    /**
     * Adds the positions to the transaction and commits it. When this returns, all that
     * was sent is acknowledged.
     */
    public void commit(List<ProducerRecord<byte[], byte[]>> positions) {
        long start = System.nanoTime();
        flushPlain();
        positions.forEach((position) -> send(position, null));
        producerInTransaction().commitTransaction();
        this.inTransaction = false;
        this.metrics.committed(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private void flushPlain() {
        PlainClient client = this.plain.get();
        if (client != null) {
            client.client().producer().flush();
            Exception failure = client.failure().get();
            if (failure != null) {
                throw (failure instanceof KafkaException known) ? known : new KafkaException(failure);
            }
        }
    }

    private Producer<byte[], byte[]> producerInTransaction() {
        ProducerClient client = this.transactional.get();
        if (client == null) {
            throw new KafkaException("The publisher " + this.transactionalId + " is closed");
        }
        if (!this.inTransaction) {
            client.producer().beginTransaction();
            this.inTransaction = true;
        }
        return client.producer();
    }

    private PlainClient plainClient() {
        PlainClient client = this.plain.get();
        if (client == null) {
            client = new PlainClient(this.clients.plain(this.transactionalId + "-at-least-once", Map.of()),
                    new AtomicReference<>());
            this.plain.set(client);
        }
        return client;
    }

    /**
     * Closes the publisher at once and drops what is not committed. Any thread may call
     * it, to free the owner from a call that waits for Kafka.
     */
    public void abandon() {
        this.metrics.abandoned();
        close(Duration.ZERO);
    }

    /** Closes the publisher after its last commit. */
    public void close() {
        close(CLOSE);
    }

    /**
     * Whoever takes a client out closes it, without a lock: its callbacks run meanwhile.
     */
    private void close(Duration timeout) {
        ProducerClient first = this.transactional.getAndSet(null);
        PlainClient second = this.plain.getAndSet(null);
        try {
            if (first != null) {
                first.close(timeout);
            }
        }
        finally {
            if (second != null) {
                second.client().close(timeout);
            }
        }
    }

}
