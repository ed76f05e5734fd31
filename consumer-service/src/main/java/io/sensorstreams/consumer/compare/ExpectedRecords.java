package io.sensorstreams.consumer.compare;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the records that must be in a file and skips the others. Not thread-safe.
 */
final class ExpectedRecords implements Iterator<ConsumerRecord<byte[], byte[]>> {

    private final Iterator<ConsumerRecord<byte[], byte[]>> all;

    private final LongPredicate explained;

    private final Consumer<ConsumerRecord<byte[], byte[]>> skipped;

    private @Nullable ConsumerRecord<byte[], byte[]> ahead;

    /**
     * Starts before the first record.
     * @param explained whether the record at an offset need not be in a file
     * @param skipped called with each skipped record
     */
    ExpectedRecords(Iterator<ConsumerRecord<byte[], byte[]>> all, LongPredicate explained,
            Consumer<ConsumerRecord<byte[], byte[]>> skipped) {
        this.all = all;
        this.explained = explained;
        this.skipped = skipped;
    }

    @Override
    public boolean hasNext() {
        while (this.ahead == null && this.all.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = this.all.next();
            if (this.explained.test(record.offset())) {
                this.skipped.accept(record);
            }
            else {
                this.ahead = record;
            }
        }
        return this.ahead != null;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        ConsumerRecord<byte[], byte[]> record = hasNext() ? this.ahead : null;
        if (record == null) {
            throw new NoSuchElementException();
        }
        this.ahead = null;
        return record;
    }

}
