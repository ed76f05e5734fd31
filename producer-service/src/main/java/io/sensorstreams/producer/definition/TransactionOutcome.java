package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether a transaction was committed whose response was lost. Kafka does not
 * tell a producer that was fenced.
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
     * @return whether consumers see the record
     * @throws TimeoutException when the transaction does not end in time, or Kafka does
     * not answer
     */
    boolean isCommitted(RecordMetadata record, Duration timeout) throws TimeoutException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long begin = System.nanoTime();
        try (Consumer<String, byte[]> consumer = this.consumers.get()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, record.offset());
            while (consumer.position(partition, timeout) <= record.offset()) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
                    if (read.offset() == record.offset()) {
                        return true;
                    }
                }
                if (System.nanoTime() - begin > timeout.toNanos()) {
                    throw new TimeoutException("The transaction of the record at offset " + record.offset() + " of "
                            + partition + " does not end");
                }
            }
            return false;
        }
    }

}
