package io.sensorstreams.producer.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows and positions in Kafka transactions. Owned by one thread, except for
 * {@link #abandon}.
 * <p>
 * Every method that calls Kafka throws a {@link KafkaException} when it fails. The open
 * transaction is then either committed as a whole or void. To find out, call
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

    /** The failure is why Kafka refused one of the rows; null when it refused none. */
    private record PlainClient(ProducerClient client, AtomicReference<@Nullable Exception> failure) {

    }

    /**
     * The id belongs to the partition of the streams. Opening a publisher fences all
     * earlier ones with this id.
     */
    public RowPublisher(ProducerClients clients, String transactionalId, TransactionMetrics metrics) {
        this.clients = clients;
        this.transactionalId = transactionalId;
        this.metrics = metrics;
    }

    public RecordLimit limit() {
        return RecordLimit.ofRequest(this.clients.maxRequestSize());
    }

    public boolean isOpen() {
        return this.transactional.get() != null;
    }

    /**
     * When this returns, all transactions of earlier publishers are committed or aborted.
     */
    public void open() {
        ProducerClient client = this.clients.transactional(this.transactionalId);
        this.transactional.set(client);
        this.inTransaction = false;
        client.producer().initTransactions();
    }

    /**
     * Returns the sender for the rows of a stream. With {@link Delivery#EXACTLY_ONCE}
     * rows are part of the open transaction. With {@link Delivery#AT_LEAST_ONCE} they are
     * sent independently of it. {@link #commit} waits until they are acknowledged.
     * @param failed called for each row that Kafka refused, on the client's thread or the
     * owner's
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
        inTransaction().producer().send(record, callback);
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
     * Adds the positions to the transaction and commits it. When this returns, all rows
     * sent are acknowledged.
     */
    public void commit(List<ProducerRecord<byte[], byte[]>> positions) {
        long start = System.nanoTime();
        flushPlain();
        positions.forEach((position) -> send(position, null));
        inTransaction().commit();
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

    private ProducerClient inTransaction() {
        ProducerClient client = this.transactional.get();
        if (client == null) {
            throw new KafkaException("The publisher " + this.transactionalId + " is closed");
        }
        if (!this.inTransaction) {
            client.producer().beginTransaction();
            this.inTransaction = true;
        }
        return client;
    }

    private PlainClient plainClient() {
        PlainClient client = this.plain.get();
        if (client == null) {
            client = new PlainClient(this.clients.plain(this.transactionalId + "-at-least-once"),
                    new AtomicReference<>());
            this.plain.set(client);
        }
        return client;
    }

    /**
     * Closes the publisher immediately and drops uncommitted rows. Any thread may call
     * it, to release the owner from a call that waits for Kafka.
     */
    public void abandon() {
        this.metrics.abandoned();
        close(Duration.ZERO);
    }

    public void close() {
        close(CLOSE);
    }

    /**
     * The thread that removes a client closes it, without a lock: callbacks run during
     * the close.
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
