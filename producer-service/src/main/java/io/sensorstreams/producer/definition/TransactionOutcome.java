package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Determines whether a transaction was committed when the response to the commit was
 * lost. Kafka does not report this to a fenced producer.
 */
final class TransactionOutcome {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<String, byte[]>> consumers;

    /** The consumers must be {@code read_committed}. Each is closed after its use. */
    TransactionOutcome(Supplier<Consumer<String, byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * Waits until the transaction of a record has ended.
     * @param record an acknowledged record of the transaction; its topic has not been
     * compacted since
     * @return whether consumers see the record
     * @throws TimeoutException when the transaction does not end in time, or Kafka does
     * not answer
     */
    boolean isCommitted(RecordMetadata record, Duration timeout) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long end = System.nanoTime() + timeout.toNanos();
        Consumer<String, byte[]> consumer = this.consumers.get();
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, record.offset());
            while (consumer.position(partition, remaining(end)) <= record.offset()) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
                    if (read.offset() == record.offset()) {
                        return true;
                    }
                }
                if (System.nanoTime() - end > 0) {
                    throw new TimeoutException("The transaction of the record at offset " + record.offset() + " of "
                            + partition + " does not end");
                }
            }
            return false;
        }
        finally {
            consumer.close(CloseOptions.timeout(POLL));
        }
    }

    private static Duration remaining(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

}
