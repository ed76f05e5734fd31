package io.sensorstreams.consumer.parquet.output;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all open Parquet files of this process take. Thread-safe. */
final class ParquetMemory {

    private final AtomicLong taken = new AtomicLong();

    private final long limit;

    ParquetMemory(long limit) {
        this.limit = limit;
    }

    void add(long bytes) {
        this.taken.addAndGet(bytes);
    }

    long taken() {
        return this.taken.get();
    }

    boolean isExceeded() {
        return taken() > this.limit;
    }

}
