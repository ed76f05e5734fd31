package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Commits of one consumer thread: records of the ledger, dead letters and the group's
 * offsets are one Kafka transaction. The group's generation fences it: the broker refuses
 * the offsets of a consumer that has lost its partitions, and the transaction with them.
 * Owned by one thread.
 */
public final class CommitTransaction implements AutoCloseable {

    /** After a flush every record is acknowledged or refused. */
    private static final Duration FLUSHED = Duration.ofSeconds(1);

    private final CommitProducers producers;

    private final TransactionalId transactionalId;

    private boolean formerFenced;

    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Creates the transaction; {@link #open} makes its producer.
     * @param producers makes the producer
     * @param transactionalId what the broker knows this thread and its predecessor by
     */
    public CommitTransaction(CommitProducers producers, TransactionalId transactionalId) {
        this.producers = producers;
        this.transactionalId = transactionalId;
    }

    /**
     * Makes sure that there is a producer, and that all earlier transactions of its
     * transactional id are decided: what is committed can be read from now on.
     * @throws KafkaException when the broker does not answer or refuses
     */
    public void open() {
        opened();
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> current = this.producer;
        if (current == null) {
            fenceFormer();
            current = this.producers.create(this.transactionalId.id());
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
     * A replica of the first release may have left a transaction open, or go on with a
     * partition that is assigned by hand.
     */
    private void fenceFormer() {
        if (!this.formerFenced) {
            this.producers.fenceFormer(this.transactionalId.former());
            this.formerFenced = true;
        }
    }

    /**
     * Commits. A failure leaves open whether it was committed: that is known after the
     * next {@link #open}.
     * @param group the group's generation that the offsets belong to
     * @throws DeadLetterRefusedException when nothing was committed, because a dead
     * letter is not taken
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

    /** Spares others the wait for the transaction's timeout, if the broker answers. */
    private static void abort(Producer<byte[], byte[]> producer, RuntimeException failure) {
        if (failure instanceof TimeoutException) {
            return;
        }
        try {
            producer.abortTransaction();
        }
        // Not only Kafka's own: a producer whose commit was interrupted refuses to abort
        // with an IllegalStateException.
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
            // The one before may have failed already, and says more.
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
        // Deleted first: a gap that changes may keep its key.
        commit.closed().forEach((gap) -> records.add(LedgerTopic.delete(gap, partitions)));
        commit.gaps().forEach((gap) -> records.add(LedgerTopic.commit(gap, partitions)));
        return records;
    }

    /**
     * A dead letter on its way.
     *
     * @param topic topic that it goes to
     */
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

    /** The reason of a send that failed says more than the commit's. */
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
     * Drops the producer without waiting. A transaction that it left open is aborted by
     * the next {@link #open} of the same transactional id, or by the broker in time.
     */
    @Override
    public void close() {
        Producer<byte[], byte[]> current = this.producer;
        // First: one whose closing fails is closed all the same, and must not be used
        // again.
        this.producer = null;
        if (current != null) {
            this.producers.close(this.transactionalId.id(), current);
        }
    }

}
