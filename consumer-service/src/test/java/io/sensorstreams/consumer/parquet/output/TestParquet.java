package io.sensorstreams.consumer.parquet.output;

import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;

/** How tests write Parquet files. */
public final class TestParquet {

    public static final ParquetOutput OUTPUT = new TestParquet(Long.MAX_VALUE).output();

    private final ParquetMemory memory;

    /** Creates the settings of a process whose open files may take so much memory. */
    public TestParquet(long memory) {
        this.memory = new ParquetMemory(memory);
    }

    public ParquetOutput output() {
        return new ParquetOutput(
                (codec) -> new ParquetSettings(NumberMode.DECIMAL, "Time", TimePattern.USUAL, false, codec, 64 * 1024),
                this.memory);
    }

    /** Memory that all open files take. */
    public long taken() {
        return this.memory.taken();
    }

}
