package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Commits the work of one consumer thread: ledger records, dead letters and the group's
 * offsets are one Kafka transaction. The group's generation fences it: if the consumer
 * has lost its partitions, the broker refuses the offsets and with them the transaction.
 * Owned by one thread.
 */
public final class CommitTransaction implements AutoCloseable {

    /** After a flush every record is acknowledged or refused. */
    private static final Duration FLUSHED = Duration.ofSeconds(1);

    private final ProducerFactory<byte[], byte[]> factory;

    private final String transactionalId;

    private @Nullable Producer<byte[], byte[]> producer;

    /** Creates the transaction; {@link #open} creates its producer. */
    public CommitTransaction(ProducerFactory<byte[], byte[]> factory, TransactionalId transactionalId) {
        this.factory = factory;
        this.transactionalId = transactionalId.id();
    }

    /**
     * Creates a producer if there is none. On return all earlier transactions of its
     * transactional id are decided, so that the committed state can be read.
     * @throws KafkaException when the broker does not answer or refuses
     */
    public void open() {
        opened();
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> current = this.producer;
        if (current == null) {
            current = create();
            this.producer = current;
            try {
                current.initTransactions();
            }
            catch (RuntimeException e) {
                close();
                throw e;
            }
        }
        return current;
    }

    /**
     * Creates a producer with the settings and the metrics of the factory. The factory
     * itself chooses the suffix of a transactional id, but only a stable id fences a
     * previous producer.
     */
    private Producer<byte[], byte[]> create() {
        Map<String, Object> settings = new HashMap<>(this.factory.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.transactionalId);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, this.transactionalId);
        Producer<byte[], byte[]> created = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer());
        this.factory.getListeners().forEach((listener) -> listener.producerAdded(this.transactionalId, created));
        return created;
    }

    /**
     * Commits. After a failure it is unknown whether the transaction was committed; the
     * next {@link #open} decides it.
     * @param group generation of the group that the offsets belong to
     * @throws DeadLetterRefusedException when nothing was committed because a dead letter
     * was refused
     * @throws KafkaException when it was not, or may not have been, committed
     */
    public void commit(Commit commit, ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> current = opened();
        try {
            current.beginTransaction();
            send(current, commit);
            current.sendOffsetsToTransaction(commit.offsets(), group);
            current.commitTransaction();
        }
        catch (RuntimeException e) {
            abort(current, e);
            close();
            throw e;
        }
    }

    /** Aborts the transaction, so that others need not wait for its timeout. */
    private static void abort(Producer<byte[], byte[]> producer, RuntimeException failure) {
        if (failure instanceof TimeoutException) {
            return;
        }
        try {
            producer.abortTransaction();
        }
        // Not only KafkaException: a producer whose commit was interrupted refuses to
        // abort with an IllegalStateException.
        catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static void send(Producer<byte[], byte[]> producer, Commit commit) {
        List<Future<?>> sent = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        try {
            ledgerRecords(producer, commit).forEach((record) -> sent.add(producer.send(record)));
            for (ProducerRecord<byte[], byte[]> deadLetter : commit.deadLetters()) {
                letters.add(new Letter(deadLetter.topic(), producer.send(deadLetter)));
            }
            producer.flush();
        }
        catch (KafkaException e) {
            // An earlier dead letter may have failed already. Its error says more.
            letters.forEach(Letter::checkRefusal);
            throw e;
        }
        letters.forEach(Letter::checkRefusal);
        sent.forEach(CommitTransaction::check);
        letters.forEach((letter) -> check(letter.sent()));
    }

    private static List<ProducerRecord<byte[], byte[]>> ledgerRecords(Producer<?, ?> producer, Commit commit) {
        if (commit.files().isEmpty() && commit.deleted().isEmpty() && commit.gaps().isEmpty()
                && commit.closed().isEmpty()) {
            return List.of();
        }
        int partitions = producer.partitionsFor(Topics.LEDGER).size();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        commit.files().forEach((file) -> records.add(LedgerTopic.commit(file, partitions)));
        commit.deleted().forEach((file) -> records.add(LedgerTopic.delete(file, partitions)));
        // Deleted first: a changed gap may keep its key.
        commit.closed().forEach((gap) -> records.add(LedgerTopic.delete(gap, partitions)));
        commit.gaps().forEach((gap) -> records.add(LedgerTopic.commit(gap, partitions)));
        return records;
    }

    private record Letter(String topic, Future<?> sent) {

        void checkRefusal() {
            try {
                if (this.sent.isDone()) {
                    check(this.sent);
                }
            }
            catch (KafkaException e) {
                if (DeadLetterRefusedException.isRefusal(e)) {
                    throw new DeadLetterRefusedException(this.topic, e);
                }
            }
        }

    }

    /** Throws the error of a failed send. It says more than the error of the commit. */
    private static void check(Future<?> sent) {
        try {
            sent.get(FLUSHED.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (java.util.concurrent.TimeoutException e) {
            throw new KafkaException("A record of the commit is neither acknowledged nor refused after the flush", e);
        }
        catch (ExecutionException e) {
            throw (e.getCause() instanceof KafkaException cause) ? cause : new KafkaException(e.getCause());
        }
        catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Closes the producer without waiting and discards its unsent records. The next
     * {@link #open} with the same transactional id aborts a transaction that it left
     * open; otherwise the broker does so after the timeout.
     */
    @Override
    public void close() {
        Producer<byte[], byte[]> current = this.producer;
        // Reset first: a producer whose closing fails must not be used again.
        this.producer = null;
        if (current != null) {
            this.factory.getListeners().forEach((listener) -> listener.producerRemoved(this.transactionalId, current));
            current.close(Duration.ZERO);
        }
    }

}
