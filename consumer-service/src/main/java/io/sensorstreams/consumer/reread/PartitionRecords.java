package io.sensorstreams.consumer.reread;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of one partition without a group. Not thread-safe. */
final class PartitionRecords implements RecordSource {

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;

    private final TopicPartition partition;

    private final LongConsumer progress;

    /** Takes over a consumer that is {@code read_committed} and has no reset policy. */
    PartitionRecords(Consumer<byte[], byte[]> consumer, TopicPartition partition, LongConsumer progress) {
        this.consumer = consumer;
        this.partition = partition;
        this.progress = progress;
        consumer.assign(List.of(partition));
    }

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> read(long from, long to) {
        if (from < to) {
            this.consumer.seek(this.partition, from);
        }
        return new Range(from, to);
    }

    @Override
    public void close() {
        this.consumer.close();
    }

    private final class Range implements Iterator<ConsumerRecord<byte[], byte[]>> {

        private final long to;

        private long reached;

        private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();

        Range(long from, long to) {
            this.reached = from;
            this.to = to;
        }

        @Override
        public boolean hasNext() {
            long started = System.nanoTime();
            while (!this.polled.hasNext() && this.reached < this.to) {
                poll(started);
            }
            return this.polled.hasNext();
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return this.polled.next();
        }

        private void poll(long started) {
            TopicPartition partition = PartitionRecords.this.partition;
            ConsumerRecords<byte[], byte[]> records = poll(partition);
            List<ConsumerRecord<byte[], byte[]>> wanted = below(records.records(partition));
            this.polled = wanted.iterator();
            // The position also advances over transaction markers, which are no records.
            this.reached = PartitionRecords.this.consumer.position(partition);
            PartitionRecords.this.progress.accept(wanted.size());
            if (records.isEmpty() && this.reached < this.to && System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new IllegalStateException("Topic " + partition.topic() + " partition " + partition.partition()
                        + " returned no record after offset " + this.reached + " for " + PATIENCE.toSeconds()
                        + " s; expected records up to offset " + this.to);
            }
        }

        private ConsumerRecords<byte[], byte[]> poll(TopicPartition partition) {
            try {
                return PartitionRecords.this.consumer.poll(POLL);
            }
            catch (OffsetOutOfRangeException e) {
                throw new IllegalStateException("Kafka does not have offset "
                        + e.offsetOutOfRangePartitions().get(partition) + " of topic " + partition.topic()
                        + " partition " + partition.partition()
                        + "; its records were removed while they were read, by retention or DeleteRecords: try again",
                        e);
            }
        }

        private List<ConsumerRecord<byte[], byte[]>> below(List<ConsumerRecord<byte[], byte[]>> records) {
            int size = records.size();
            while (size > 0 && records.get(size - 1).offset() >= this.to) {
                size--;
            }
            return records.subList(0, size);
        }

    }

}
