package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.ledger.LedgerTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Commits the work of one consumer thread: ledger records, dead letters and the group's
 * offsets are one Kafka transaction. The group's generation fences it: if the consumer
 * has lost its partitions, the broker refuses the offsets and with them the transaction.
 * Owned by one thread.
 */
public final class CommitTransaction implements AutoCloseable {

    private final ProducerFactory<byte[], byte[]> factory;

    private final String transactionalId;

    private @Nullable ProducerClient client;

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

    private ProducerClient opened() {
        ProducerClient current = this.client;
        if (current == null) {
            current = new ProducerClients(this.factory.getConfigurationProperties(), KafkaProducer::new,
                    this.factory.getListeners())
                .transactional(this.transactionalId);
            this.client = current;
            try {
                current.producer().initTransactions();
            }
            catch (RuntimeException e) {
                close();
                throw e;
            }
        }
        return current;
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
        ProducerClient current = opened();
        Producer<byte[], byte[]> producer = current.producer();
        try {
            producer.beginTransaction();
            send(producer, commit);
            producer.sendOffsetsToTransaction(commit.offsets(), group);
            current.commit();
        }
        catch (RuntimeException e) {
            abort(producer, e);
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
        sent.forEach(ProducerClient::acknowledged);
        letters.forEach((letter) -> ProducerClient.acknowledged(letter.sent()));
    }

    private static List<ProducerRecord<byte[], byte[]>> ledgerRecords(Producer<?, ?> producer, Commit commit) {
        if (commit.files().isEmpty() && commit.deleted().isEmpty() && commit.gaps().isEmpty()
                && commit.closed().isEmpty()) {
            return List.of();
        }
        int partitions = producer.partitionsFor(Topics.LEDGER).size();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        // Deleted first: a changed gap may keep its key.
        commit.closed().forEach((gap) -> records.add(LedgerTopic.delete(gap, partitions)));
        // Before the files: whoever reads that a file was removed also reads why.
        commit.gaps().forEach((gap) -> records.add(LedgerTopic.commit(gap, partitions)));
        commit.files().forEach((file) -> records.add(LedgerTopic.commit(file, partitions)));
        commit.deleted().forEach((file) -> records.add(LedgerTopic.delete(file, partitions)));
        return records;
    }

    private record Letter(String topic, Future<?> sent) {

        void checkRefusal() {
            try {
                if (this.sent.isDone()) {
                    ProducerClient.acknowledged(this.sent);
                }
            }
            catch (KafkaException e) {
                if (DeadLetterRefusedException.isRefusal(e)) {
                    throw new DeadLetterRefusedException(this.topic, e);
                }
            }
        }

    }

    /**
     * Closes the producer without waiting and discards its unsent records. The next
     * {@link #open} with the same transactional id aborts a transaction that it left
     * open; otherwise the broker does so after the timeout.
     */
    @Override
    public void close() {
        ProducerClient current = this.client;
        // Reset first: a producer whose closing fails must not be used again.
        this.client = null;
        if (current != null) {
            current.close(Duration.ZERO);
        }
    }

}
