package io.sensorstreams.consumer.reread;

import java.util.Iterator;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The committed records of one partition. They can be read any number of times.
 */
public interface RecordSource extends AutoCloseable {

    /**
     * Reads the range {@code [from, to)} in offset order. An iterator is valid until the
     * next call, and throws an {@link IllegalStateException} when Kafka no longer has a
     * record of the range, or does not return one in time.
     */
    Iterator<ConsumerRecord<byte[], byte[]>> read(long from, long to);

    @Override
    void close();

}
